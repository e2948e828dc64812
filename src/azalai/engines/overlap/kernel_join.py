"""Compiled join of synergies: sorted lists merged, and facts of a row packed side by side.

Rows are walked through in the order of their cells, so that those met again and again stay at hand;
each thread writes what it finds one row after the other, and the answer is put together in row order.
"""

from __future__ import annotations

import numpy as np

from azalai.engines.overlap.kernel import njit

OWNER, START, END, STAGES, FACTS = 0, 1, 2, 3, 4  # columns of the facts; bits of objectives follow
BITS = 63  # of a word; the sign is left alone
NEXT = 32  # stages below, those that come next above


@njit(cache=True, nogil=True)
def _common(first: np.ndarray, second: np.ndarray) -> bool:
    """Two ascending lists share a number."""
    a, b = 0, 0
    while a < len(first) and b < len(second):
        if first[a] == second[b]:
            return True
        if first[a] < second[b]:
            a += 1
        else:
            b += 1
    return False


@njit(cache=True, nogil=True)
def _differ(facts: np.ndarray, a: int, b: int, objectives: tuple[np.ndarray, np.ndarray], most: int) -> bool:
    """Objectives are known of both and none is common. most: codes, more than bits where two share one."""
    mine, theirs, both = np.int64(0), np.int64(0), np.int64(0)
    for word in range(FACTS, facts.shape[1]):
        mine |= facts[a, word]
        theirs |= facts[b, word]
        both |= facts[a, word] & facts[b, word]
    if mine == 0 or theirs == 0:
        return False
    if both == 0:
        return True
    if most <= BITS * (facts.shape[1] - FACTS):
        return False
    starts, codes = objectives
    return not _common(codes[starts[a] : starts[a + 1]], codes[starts[b] : starts[b + 1]])


@njit(cache=True, nogil=True)
def _merge(
    own: np.ndarray, members: tuple[np.ndarray, np.ndarray], at: np.ndarray, row: int, met: np.ndarray,
    times: np.ndarray,
) -> int:  # fmt: skip
    """Rows after `row` in its cells, ascending, and how many cells each shares; returns how many rows.

    at: one place in `members` a cell, just behind `row`; moved to the end.
    """
    starts, rows = members
    count, cells = 0, len(own)
    if cells == 1:
        for place in range(at[0], starts[own[0] + 1]):
            met[count], times[count] = rows[place], 1
            count += 1
        return count
    last = np.int32(2**31 - 1)
    while True:
        lowest = last
        for n in range(cells):
            if at[n] < starts[own[n] + 1]:
                lowest = min(lowest, rows[at[n]])
        if lowest == last:
            return count
        shared = 0
        for n in range(cells):
            if at[n] < starts[own[n] + 1] and rows[at[n]] == lowest:
                at[n] += 1
                shared += 1
        met[count], times[count] = lowest, shared
        count += 1


@njit(cache=True, nogil=True)
def places_behind(cells: tuple[np.ndarray, np.ndarray], members: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """For each entry of the rows' cells, the place in `members` just behind the row itself."""
    filled = members[0][:-1].copy()
    places = np.empty(len(cells[1]), dtype=np.int64)
    for entry in range(len(cells[1])):  # rows ascend, and so do the members of a cell
        filled[cells[1][entry]] += 1
        places[entry] = filled[cells[1][entry]]
    return places


@njit(cache=True, nogil=True)
def join(
    chosen: np.ndarray,
    cells: tuple[np.ndarray, np.ndarray],
    members: tuple[np.ndarray, np.ndarray],
    behind: np.ndarray,
    facts: np.ndarray,
    objectives: tuple[np.ndarray, np.ndarray],
    most: int,
    counts: np.ndarray,
    right: np.ndarray,
    told: np.ndarray,
) -> int:
    """Synergies of the chosen rows with rows after them, while there is room; returns how many there are.

    cells: CSR of the cells of each row; members: CSC of the rows of each cell, ascending. most: codes of
    objectives. counts: by row, filled. right, told: the other row, and twice the cells in common, plus
    one for stages that follow.
    """
    number = 0
    met, times = np.empty(len(facts), dtype=np.int32), np.empty(len(facts), dtype=np.int32)
    for row in chosen:
        first, end = cells[0][row], cells[0][row + 1]
        count = _merge(cells[1][first:end], members, behind[first:end].copy(), row, met, times)
        before, steps = number, facts[row, STAGES]
        for place in range(count):
            other = met[place]
            if facts[other, OWNER] == facts[row, OWNER]:
                continue
            if facts[row, START] > facts[other, END] or facts[other, START] > facts[row, END]:
                continue
            after = facts[other, STAGES]
            follow = ((steps >> NEXT) & after | (after >> NEXT) & steps) != 0 and (
                steps & after & ((1 << NEXT) - 1)
            ) == 0
            if follow or _differ(facts, row, other, objectives, most):
                if number < len(right):
                    right[number], told[number] = other, 2 * times[place] + follow
                number += 1
        counts[row] = number - before
    return number


@njit(cache=True, nogil=True)
def gathered(
    starts: np.ndarray,
    counts: np.ndarray,
    rows: np.ndarray,
    right: np.ndarray,
    told: np.ndarray,
    out: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray],
) -> None:
    """Write the synergies of some rows, one row after the other, to where each row begins in the answer."""
    lefts, rights, cells, stages = out
    at = 0
    for row in rows:
        for place in range(starts[row], starts[row] + counts[row]):
            lefts[place], rights[place] = row, right[at]
            cells[place], stages[place] = told[at] >> 1, told[at] & 1
            at += 1
