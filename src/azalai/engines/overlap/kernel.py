"""The compiled kernel: an optional extra that gives the same answers as numpy and scipy, sooner.

Everything here is whole-number arithmetic, so the order of additions cannot show.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np

AVAILABLE = find_spec("numba") is not None

if AVAILABLE:
    import numba

    njit: Any = numba.njit
else:

    def _as_it_is(**_: object) -> Callable[[Any], Any]:
        """Nobody calls these functions without numba."""
        return lambda function: function

    njit = _as_it_is


@njit(cache=True, nogil=True, inline="always")
def _better(score: int, target: int, other_score: int, other_target: int) -> bool:
    return score > other_score or (score == other_score and target < other_target)


@njit(cache=True, nogil=True)
def insert(scores: np.ndarray, targets: np.ndarray, held: int, score: int, target: int) -> int:
    """Keep the best first; returns how many are held."""
    k = len(scores)
    if held == k:
        if not _better(score, target, scores[k - 1], targets[k - 1]):
            return held
        held -= 1
    place = held
    while place > 0 and _better(score, target, scores[place - 1], targets[place - 1]):
        scores[place], targets[place] = scores[place - 1], targets[place - 1]
        place -= 1
    scores[place], targets[place] = score, target
    return held + 1


@njit(cache=True, nogil=True)
def dots(
    first: tuple[np.ndarray, np.ndarray, np.ndarray],
    second: tuple[np.ndarray, np.ndarray, np.ndarray],
    width: int,
    left: np.ndarray,
    right: np.ndarray,
    out: np.ndarray,
) -> None:
    """Dot product of row left[n] of one table and row right[n] of another; best when `left` is in order."""
    starts, columns, data = first
    other_starts, other_columns, other_data = second
    spread = np.zeros(width, dtype=np.int64)
    last = -1
    for n in range(len(left)):
        if left[n] != last:
            if last >= 0:
                for at in range(starts[last], starts[last + 1]):
                    spread[columns[at]] = 0
            last = left[n]
            for at in range(starts[last], starts[last + 1]):
                spread[columns[at]] = data[at]
        total = np.int64(0)
        for at in range(other_starts[right[n]], other_starts[right[n] + 1]):
            total += spread[other_columns[at]] * other_data[at]
        out[n] = total


@njit(cache=True, nogil=True)
def walk(
    features: np.ndarray,
    weights: np.ndarray,
    postings: tuple[np.ndarray, np.ndarray, np.ndarray],
    budget: int,
    number: int,
    totals: np.ndarray,
    touched: np.ndarray,
) -> tuple[int, int]:
    """Add up what the rarest features give; returns how many holders were touched and features walked.

    features: those of the query, the rarest first. budget: postings that are walked through, more only
    until `number` holders are touched. totals: zeros, in the end the scores so far.
    """
    starts, holders, held = postings
    count, walked = 0, 0
    for at in range(len(features)):
        start, end = starts[features[at]], starts[features[at] + 1]
        if walked + end - start > budget and count >= number:
            return count, at
        for place in range(start, end):
            holder = holders[place]
            if totals[holder] == 0:
                touched[count] = holder
                count += 1
            totals[holder] += weights[at] * held[place]
        walked += end - start
    return count, len(features)


@njit(cache=True, nogil=True)
def complete(
    features: np.ndarray,
    weights: np.ndarray,
    table: tuple[np.ndarray, np.ndarray, np.ndarray],
    rows: np.ndarray,
    scores: np.ndarray,
) -> None:
    """Add to the scores of a few rows what the features that were not walked give.

    features: ascending. table: CSR of the vectors, columns ascending in each row.
    """
    starts, columns, held = table
    for one in range(len(rows)):
        at = 0
        for place in range(starts[rows[one]], starts[rows[one] + 1]):
            while at < len(features) and features[at] < columns[place]:
                at += 1
            if at == len(features):
                break
            if features[at] == columns[place]:
                scores[one] += weights[at] * held[place]
