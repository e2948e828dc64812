"""Compiled search for the closest rows of a block, with whole-number scores and an exact shortcut.

Common features fill most of the postings and decide next to nothing. In each block the features are
parted by how many rows hold them: *rare* ones, *common* ones, and *worn* ones (more than `cap` rows),
which count in a score but do not make a candidate. A row is *light* when its common part is so short
that two light rows cannot reach the floor by it (the product of two vectors is at most that of their
lengths): light rows are put into the postings of rare features only, and what the rest adds is worked
out for the few pairs that may still reach the floor. This is the prefix filtering of Bayardo, Ma and
Srikant, "Scaling Up All Pairs Similarity Search" (WWW 2007), with the lengths of Anastasiu and Karypis,
"L2AP" (ICDE 2014). Answers are those of the whole product.
"""

from __future__ import annotations

import numpy as np

from azalai.engines.overlap.kernel import insert, njit

_LEVELS = 24  # limits that are weighed against each other: 2 rows, 3, 4, 6, 8, …
_SAMPLE = 2_000  # rows that are looked at to choose the limit
_LANE = 32  # totals that are looked at together
# A posting is one number, the place above, the weight (see space.HEAVIEST) below; unsigned, so that
# nothing is tested for being counted from the end.
_BITS = np.uint32(14)
_WEIGHT = np.uint32((1 << 14) - 1)
MOST_ROWS = 1 << 18


@njit(cache=True, nogil=True)
def _limit_of(level: int) -> int:
    """1, 2, 3, 4, 6, 8, 12, …"""
    return (2 if level % 2 == 0 else 3) << (level // 2) >> 1


@njit(cache=True, nogil=True)
def rows_beside(
    title: tuple[np.ndarray, np.ndarray, np.ndarray],
    text: tuple[np.ndarray, np.ndarray, np.ndarray],
    width: int,
    rows: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """CSR of some rows of two tables, the columns of the second after the `width` of the first."""
    indptr = np.zeros(len(rows) + 1, dtype=np.int64)
    for at in range(len(rows)):
        row = rows[at]
        indptr[at + 1] = indptr[at] + title[0][row + 1] - title[0][row] + text[0][row + 1] - text[0][row]
    indices, data = np.empty(indptr[-1], dtype=np.int32), np.empty(indptr[-1], dtype=title[2].dtype)
    place = 0
    for at in range(len(rows)):
        for entry in range(title[0][rows[at]], title[0][rows[at] + 1]):
            indices[place], data[place] = title[1][entry], title[2][entry]
            place += 1
        for entry in range(text[0][rows[at]], text[0][rows[at] + 1]):
            indices[place], data[place] = text[1][entry] + width, text[2][entry]
            place += 1
    return indptr, indices, data


@njit(cache=True, nogil=True)
def holders_of(indices: np.ndarray, width: int) -> np.ndarray:
    """How many rows hold each feature."""
    holders = np.zeros(width, dtype=np.int32)
    for at in range(len(indices)):
        holders[indices[at]] += 1
    return holders


@njit(cache=True, nogil=True)
def _levels(holders: np.ndarray) -> np.ndarray:
    """The lowest limit that each feature keeps to."""
    levels = np.zeros(len(holders), dtype=np.int8)
    for feature in range(len(holders)):
        level = 0
        while level < _LEVELS and holders[feature] > _limit_of(level):
            level += 1
        levels[feature] = level
    return levels


@njit(cache=True, nogil=True)
def choose_limit(
    table: tuple[np.ndarray, np.ndarray, np.ndarray], holders: np.ndarray, cap: int, floor: int
) -> int:
    """Rows that a rare feature has at most: the limit with the fewest postings to walk; speed only.

    Walked are the postings of rare features by every row and those of common features by heavy rows.
    """
    indptr, indices, data = table
    levels = _levels(holders)
    costs = np.zeros(_LEVELS + 1)
    squares = np.empty(_LEVELS + 2)
    walks = np.empty(_LEVELS + 2)
    step = max(1, (len(indptr) - 1) // _SAMPLE)
    for row in range(0, len(indptr) - 1, step):
        squares[:], walks[:] = 0.0, 0.0
        for at in range(indptr[row], indptr[row + 1]):
            if holders[indices[at]] <= cap:
                squares[levels[indices[at]]] += float(data[at]) * data[at]
                walks[levels[indices[at]]] += holders[indices[at]]
        above, rare = squares.sum(), 0.0
        common = walks.sum()
        for limit in range(_LEVELS + 1):
            above -= squares[limit]
            common -= walks[limit]
            rare += walks[limit]
            costs[limit] += rare / 2 + (common if above > floor - 2 else 0.0)
    best = _LEVELS
    for limit in range(_LEVELS, -1, -1):
        if costs[limit] < costs[best]:
            best = limit
    return min(_limit_of(best), cap)


@njit(cache=True, nogil=True)
def part(
    table: tuple[np.ndarray, np.ndarray, np.ndarray], holders: np.ndarray, limit: int, cap: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Entries of each row in the order rare, common, worn.

    Returns features, weights, where the common and where the worn begin, and the squared length of the
    common.
    """
    indptr, indices, data = table
    size = len(indptr) - 1
    features = np.empty(len(indices), dtype=np.int32)
    weights = np.empty(len(indices), dtype=np.int32)
    common, worn = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    squares = np.zeros(size)
    for row in range(size):
        place, last = indptr[row], indptr[row + 1]
        for at in range(indptr[row], indptr[row + 1]):
            held = holders[indices[at]]
            if held <= limit:
                features[place], weights[place] = indices[at], data[at]
                place += 1
            elif held > cap:
                last -= 1
                features[last], weights[last] = indices[at], data[at]
        common[row], worn[row] = place, last
        if place == last:
            continue
        for at in range(indptr[row], indptr[row + 1]):
            held = holders[indices[at]]
            if limit < held <= cap:
                features[place], weights[place] = indices[at], data[at]
                squares[row] += float(data[at]) * data[at]
                place += 1
    return features, weights, common, worn, squares


@njit(cache=True, nogil=True)
def _order(squares: np.ndarray, floor: int) -> tuple[np.ndarray, int]:
    """Heavy rows, then light rows; how many are heavy."""
    order = np.empty(len(squares), dtype=np.int32)
    heavy = 0
    for row in range(len(squares)):
        if squares[row] > floor - 2:
            order[heavy] = row
            heavy += 1
    place = heavy
    for row in range(len(squares)):
        if squares[row] <= floor - 2:
            order[place] = row
            place += 1
    return order, heavy


@njit(cache=True, nogil=True)
def _starts(features: np.ndarray, indptr: np.ndarray, ends: np.ndarray, width: int) -> np.ndarray:
    """Where the postings of each feature begin when each row gives its entries up to its end."""
    starts = np.zeros(width + 1, dtype=np.int64)
    for row in range(len(ends)):
        for at in range(indptr[row], ends[row]):
            starts[features[at] + 1] += 1
    for feature in range(width):
        starts[feature + 1] += starts[feature]
    return starts


@njit(cache=True, nogil=True)
def _post(
    features: np.ndarray, weights: np.ndarray, place: int, posted: np.ndarray, filled: np.ndarray
) -> None:
    """Put the entries of one row into the postings of their features."""
    for at in range(len(features)):
        posted[filled[features[at]]] = (np.uint32(place) << _BITS) | np.uint32(weights[at])
        filled[features[at]] += 1


@njit(cache=True, nogil=True)
def _add(posted: np.ndarray, weight: int, totals: np.ndarray) -> None:
    """Add what one feature of a query gives to each holder."""
    for at in range(len(posted)):
        posting = posted[at]
        totals[posting >> _BITS] += np.int32(posting & _WEIGHT) * weight


@njit(cache=True, nogil=True)
def _over(totals: np.ndarray, size: int, bar: int, found: np.ndarray) -> int:
    """Places of totals that reach a bar (above 0); returns how many."""
    count = 0
    for lane in range(0, size, _LANE):
        end = min(lane + _LANE, size)
        highest = np.int32(0)
        for place in range(lane, end):
            highest = max(highest, totals[place])
        if highest >= bar:
            for place in range(lane, end):
                if totals[place] >= bar:
                    found[count] = place
                    count += 1
    return count


@njit(cache=True, nogil=True)
def _made_up(
    score: int,
    rest: float,
    floor: int,
    asked: np.ndarray,
    features: np.ndarray,
    weights: np.ndarray,
    common: int,
    worn: int,
    end: int,
) -> int:
    """A score with what common and worn features add, 0 when it stays below the floor without the worn.

    rest: most that the common ones may add. asked: the other vector, spread out.
    """
    if score + rest + 1 < floor:
        return 0
    for entry in range(common, worn):
        score += asked[features[entry]] * weights[entry]
    if score < floor:
        return 0
    for entry in range(worn, end):
        score += asked[features[entry]] * weights[entry]
    return score


@njit(cache=True, nogil=True)
def best_within(
    table: tuple[np.ndarray, np.ndarray, np.ndarray],
    width: int,
    rows: np.ndarray,
    owners: np.ndarray,
    floor: int,
    cap: int,
    scores: np.ndarray,
    targets: np.ndarray,
) -> None:
    """Fill scores and targets (rows × k, -1 where none) with the best others of other owners.

    table: CSR of the vectors of the rows, `width` features. rows: numbers in the corpus; owners: by that
    number. floor: least score, 1 at least. cap: see above. Ties go to the lower number. Each row is
    compared with those before it, for both, and only then put into the postings.
    """
    indptr = table[0]
    holders = holders_of(table[1], width)
    limit = choose_limit(table, holders, cap, floor)
    features, weights, common, worn, squares = part(table, holders, limit, cap)
    order, heavy = _order(squares, floor)
    ends = common.copy()
    ends[order[:heavy]] = worn[order[:heavy]]
    starts = _starts(features, indptr, ends, width)
    filled = starts[:-1].copy()
    posted = np.empty(starts[-1], dtype=np.uint32)
    totals, found = np.zeros(len(rows), dtype=np.int32), np.empty(len(rows), dtype=np.int32)
    held = np.zeros(len(rows), dtype=np.int64)
    asked = np.zeros(width, dtype=np.int32)
    lengths = np.sqrt(squares)
    lengths[order[:heavy]] = 0.0  # nothing of theirs is left to work out
    longest = lengths.max()
    for place in range(len(rows)):
        row = order[place]
        for at in range(indptr[row], worn[row]):
            _add(posted[starts[features[at]] : filled[features[at]]], weights[at], totals)
        for at in range(common[row], indptr[row + 1]):
            asked[features[at]] = weights[at]
        count = _over(totals, place, max(1, int(floor - lengths[row] * longest)), found)
        for at in range(count):
            other = order[found[at]]
            both_light = place >= heavy and found[at] >= heavy
            score = _made_up(
                totals[found[at]], lengths[row] * lengths[other], floor, asked, features, weights,
                common[other] if both_light else worn[other], worn[other], indptr[other + 1],
            )  # fmt: skip
            if score > 0 and owners[rows[other]] != owners[rows[row]]:
                held[row] = insert(scores[row], targets[row], held[row], score, rows[other])
                held[other] = insert(scores[other], targets[other], held[other], score, rows[row])
        totals[:place] = 0
        asked[features[common[row] : indptr[row + 1]]] = 0
        _post(features[indptr[row] : ends[row]], weights[indptr[row] : ends[row]], place, posted, filled)


@njit(cache=True, nogil=True)
def best(
    queries: tuple[np.ndarray, np.ndarray, np.ndarray],
    table: tuple[np.ndarray, np.ndarray, np.ndarray],
    width: int,
    query_rows: np.ndarray,
    target_rows: np.ndarray,
    owners: np.ndarray,
    floor: int,
    cap: int,
    scores: np.ndarray,
    targets: np.ndarray,
) -> None:
    """The same where those who ask (queries) and those who may answer (table) are not the same rows."""
    indptr, indices, data = queries
    ends_of, size = table[0], len(target_rows)
    holders = holders_of(table[1], width)
    features, weights, _, worn, _ = part(table, holders, cap, cap)
    starts = _starts(features, ends_of, worn, width)
    filled = starts[:-1].copy()
    posted = np.empty(starts[-1], dtype=np.uint32)
    for row in range(size):
        first, end = ends_of[row], worn[row]
        _post(features[first:end], weights[first:end], row, posted, filled)
    totals, found = np.zeros(size, dtype=np.int32), np.empty(size, dtype=np.int32)
    asked = np.zeros(width, dtype=np.int32)
    for query in range(len(query_rows)):
        row, held = query_rows[query], 0
        for at in range(indptr[query], indptr[query + 1]):
            feature, weight = indices[at], np.int32(data[at])
            if holders[feature] > cap:
                asked[feature] = weight
            else:
                _add(posted[starts[feature] : starts[feature + 1]], weight, totals)
        for at in range(_over(totals, size, floor, found)):
            other = found[at]
            if owners[target_rows[other]] != owners[row]:
                score = _made_up(
                    totals[other], 0.0, floor, asked, features, weights,
                    worn[other], worn[other], ends_of[other + 1],
                )  # fmt: skip
                held = insert(scores[query], targets[query], held, score, target_rows[other])
        totals[:] = 0
        asked[indices[indptr[query] : indptr[query + 1]]] = 0
