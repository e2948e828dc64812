"""Compiled search for the closest rows of a block, with whole-number scores and an exact shortcut.

Common features fill most of the postings and decide next to nothing. In each block the features are
parted by how many rows hold them: *rare* ones, *common* ones, and *worn* ones (more than `cap` rows),
which alone never make a candidate. A row is *light* when its common and worn part is so short that two
light rows cannot reach the floor by it (the product of two vectors is at most that of their lengths):
light rows are put into the postings of rare features only, and what the rest adds is worked out for
the few pairs that may still reach the floor. This is the prefix filtering of Bayardo, Ma and Srikant,
"Scaling Up All Pairs Similarity Search" (WWW 2007), with the lengths of Anastasiu and Karypis, "L2AP"
(ICDE 2014). Answers are those of the whole product.
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
            level = levels[indices[at]]
            squares[level] += float(data[at]) * data[at]
            if holders[indices[at]] <= cap:
                walks[level] += holders[indices[at]]
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
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Entries of each row in the order rare, common, worn.

    Returns features, weights, where the common and where the worn begin, and the squared lengths of
    the common with the worn and of the worn alone.
    """
    indptr, indices, data = table
    size = len(indptr) - 1
    features = np.empty(len(indices), dtype=np.int32)
    weights = np.empty(len(indices), dtype=np.int32)
    common, worn = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    squares, worn_squares = np.zeros(size), np.zeros(size)
    for row in range(size):
        place = indptr[row]
        for kind in range(3):
            if kind == 1:
                common[row] = place
            elif kind == 2:
                worn[row] = place
            for at in range(indptr[row], indptr[row + 1]):
                held = holders[indices[at]]
                if (kind == 0) == (held <= limit) and (kind == 2) == (held > cap):
                    features[place], weights[place] = indices[at], data[at]
                    place += 1
                    if kind > 0:
                        squares[row] += float(data[at]) * data[at]
                    if kind == 2:
                        worn_squares[row] += float(data[at]) * data[at]
    return features, weights, common, worn, squares, worn_squares


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
def _starts(
    features: np.ndarray, indptr: np.ndarray, ends: np.ndarray, width: int
) -> np.ndarray:
    """Where the postings of each feature begin when each row gives its entries up to its end."""
    starts = np.zeros(width + 1, dtype=np.int64)
    for row in range(len(ends)):
        for at in range(indptr[row], ends[row]):
            starts[features[at] + 1] += 1
    for feature in range(width):
        starts[feature + 1] += starts[feature]
    return starts


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
    features, weights, common, worn, squares, worn_squares = part(table, holders, limit, cap)
    order, heavy = _order(squares, floor)
    ends = common.copy()
    ends[order[:heavy]] = worn[order[:heavy]]
    starts = _starts(features, indptr, ends, width)
    filled = starts[:-1].copy()
    posted = np.empty(starts[-1], dtype=np.uint32)
    totals = np.zeros(len(rows), dtype=np.int32)
    found = np.empty(len(rows), dtype=np.int32)
    held = np.zeros(len(rows), dtype=np.int64)
    asked = np.zeros(width, dtype=np.int32)
    lengths, worn_lengths = np.sqrt(squares), np.sqrt(worn_squares)
    longest, longest_worn = 0.0, worn_lengths.max()
    for place in range(heavy, len(rows)):
        longest = max(longest, lengths[order[place]])
    for place in range(len(rows)):
        row = order[place]
        for at in range(indptr[row], worn[row]):
            feature, weight = features[at], weights[at]
            _add(posted[starts[feature] : filled[feature]], weight, totals)
        for at in range(common[row], indptr[row + 1]):
            asked[features[at]] = weights[at]
        bar = floor - max(lengths[row] * longest if place >= heavy else 0.0, worn_lengths[row] * longest_worn)
        count = _over(totals, place, max(1, int(bar)), found)
        for at in range(count):
            other_place = found[at]
            other = order[other_place]
            if owners[rows[other]] == owners[rows[row]]:
                continue
            score = totals[other_place]
            first, rest = worn[other], worn_lengths[row] * worn_lengths[other]
            if place >= heavy and other_place >= heavy:
                first, rest = common[other], lengths[row] * lengths[other]
            if score + rest + 1 < floor:
                continue
            for entry in range(first, indptr[other + 1]):
                score += asked[features[entry]] * weights[entry]
            if score >= floor:
                held[row] = insert(scores[row], targets[row], held[row], score, rows[other])
                held[other] = insert(scores[other], targets[other], held[other], score, rows[row])
        totals[:place] = 0
        for at in range(common[row], indptr[row + 1]):
            asked[features[at]] = 0
        for at in range(indptr[row], ends[row]):
            feature = features[at]
            posted[filled[feature]] = (np.uint32(place) << _BITS) | np.uint32(weights[at])
            filled[feature] += 1


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
    holders = holders_of(table[1], width)
    features, weights, _, worn, _, worn_squares = part(table, holders, cap, cap)
    starts = _starts(features, table[0], worn, width)
    filled = starts[:-1].copy()
    posted = np.empty(starts[-1], dtype=np.uint32)
    for row in range(len(target_rows)):
        for at in range(table[0][row], worn[row]):
            feature = features[at]
            posted[filled[feature]] = (np.uint32(row) << _BITS) | np.uint32(weights[at])
            filled[feature] += 1
    totals = np.zeros(len(target_rows), dtype=np.int32)
    found = np.empty(len(target_rows), dtype=np.int32)
    asked = np.zeros(width, dtype=np.int32)
    lengths = np.sqrt(worn_squares)
    longest = lengths.max()
    for query in range(len(query_rows)):
        square = 0.0
        for at in range(indptr[query], indptr[query + 1]):
            feature, weight = indices[at], np.int32(data[at])
            if holders[feature] > cap:
                asked[feature] = weight
                square += float(weight) * weight
                continue
            _add(posted[starts[feature] : starts[feature + 1]], weight, totals)
        length, row, held = np.sqrt(square), query_rows[query], 0
        count = _over(totals, len(target_rows), max(1, int(floor - length * longest)), found)
        for at in range(count):
            other = found[at]
            score = totals[other]
            if owners[target_rows[other]] == owners[row] or score + length * lengths[other] + 1 < floor:
                continue
            for entry in range(worn[other], table[0][other + 1]):
                score += asked[features[entry]] * weights[entry]
            if score >= floor:
                held = insert(scores[query], targets[query], held, score, target_rows[other])
        totals[:] = 0
        for at in range(indptr[query], indptr[query + 1]):
            asked[indices[at]] = 0
