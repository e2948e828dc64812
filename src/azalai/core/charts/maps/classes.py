"""Natural classes of a few values: the cuts that keep alike what is alike.

Source: G. F. Jenks, "The Data Model Concept in Statistical Mapping", International Yearbook of
Cartography 7 (1967); computed exactly by dynamic programming, as W. D. Fisher showed (1958).
"""

from __future__ import annotations

from collections.abc import Sequence


def natural_classes(values: Sequence[float], *, most: int = 4) -> list[tuple[float, float]]:
    """At most `most` classes as (least, greatest value really met), ascending; zeros are left out.

    The sum of squared distances to each class's mean is the least possible. Equal values are never parted.
    """
    known = sorted(value for value in values if value)
    count = min(most, len(set(known)))
    if not count:
        return []
    cuts = _cuts(known, count)
    return [
        (known[begin], known[end - 1]) for begin, end in zip([0, *cuts], [*cuts, len(known)], strict=True)
    ]


def class_of(value: float, classes: Sequence[tuple[float, float]]) -> int:
    """Rank of the class that holds the value, from 1; 0 for none."""
    return next((rank for rank, (low, high) in enumerate(classes, 1) if low <= value <= high), 0)


def _cuts(values: list[float], count: int) -> list[int]:
    """Where the second class and those after it begin."""
    best: list[tuple[float, list[int]]] = [(_spread(values[: end + 1]), []) for end in range(len(values))]
    for _ in range(count - 1):
        best = [_with_one_more(values, best, end) for end in range(len(values))]
    return best[-1][1]


def _with_one_more(
    values: list[float], best: list[tuple[float, list[int]]], end: int
) -> tuple[float, list[int]]:
    """The best way to cut values[:end + 1] once more than `best` does."""
    options = [
        (best[cut - 1][0] + _spread(values[cut : end + 1]), [*best[cut - 1][1], cut])
        for cut in range(1, end + 1)
        if values[cut] != values[cut - 1]
    ]
    return min(options, default=best[end])


def _spread(values: list[float]) -> float:
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values)
