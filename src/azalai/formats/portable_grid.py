"""Ruled tables of a page: strokes that meet make a grid, and what they enclose are its cells."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

THIN = 3.5  # points: a narrower drawing is a stroke
SHORTEST = 8.0  # a shorter stroke is decoration
NEAR = 4.0  # two strokes this near are one
RECTANGLE = 6  # segments of a drawn rectangle, at most
LEAST = 2


class Box(NamedTuple):
    """A rectangle of the page."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is inside, edges included."""
        return self.left - 1 <= x <= self.right + 1 and self.bottom - 1 <= y <= self.top + 1


class Stroke(NamedTuple):
    """A straight stroke along one axis: at `at` on the other axis, from `start` to `end`."""

    is_level: bool
    at: float
    start: float
    end: float

    @staticmethod
    def of_bounds(left: float, bottom: float, right: float, top: float, segments: int) -> Iterator[Stroke]:
        """The stroke that a thin drawing is, or the four edges of a rectangle."""
        width, height = right - left, top - bottom
        if height <= THIN and width >= SHORTEST:
            yield Stroke(True, (bottom + top) / 2, left, right)  # noqa: FBT003
        elif width <= THIN and height >= SHORTEST:
            yield Stroke(False, (left + right) / 2, bottom, top)  # noqa: FBT003
        elif width >= SHORTEST and height >= SHORTEST and segments <= RECTANGLE:
            yield from (Stroke(True, at, left, right) for at in (bottom, top))  # noqa: FBT003
            yield from (Stroke(False, at, bottom, top) for at in (left, right))  # noqa: FBT003


@dataclass(frozen=True)
class Grid:
    """A table: its box, and for each row the box of each column, one and the same over merged cells."""

    box: Box
    rows: tuple[tuple[Box, ...], ...]

    def cell_at(self, x: float, y: float) -> Box | None:
        """The cell that holds a point."""
        return next((box for row in self.rows for box in row if box.holds(x, y)), None)


def grids_of(strokes: Iterable[Stroke]) -> list[Grid]:
    """The tables that strokes draw, the highest first."""
    found = [grid for group in _touching(list(strokes)) if (grid := _grid(group))]
    return sorted(found, key=lambda grid: -grid.box.top)


def _touching(strokes: list[Stroke]) -> Iterator[list[Stroke]]:
    """Groups of strokes that meet, one after the other down the page."""
    levels = sorted((s for s in strokes if s.is_level), key=lambda s: -s.at)
    uprights = [s for s in strokes if not s.is_level]
    spans = _merged([(s.start, s.end) for s in uprights])
    for bottom, top in spans:
        inside = [s for s in levels if bottom - NEAR <= s.at <= top + NEAR]
        beside = [s for s in uprights if s.start >= bottom - NEAR and s.end <= top + NEAR]
        yield inside + beside


def _merged(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Heights that uprights cover, those that touch as one."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + NEAR:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _places(values: Iterable[float]) -> list[float]:
    """Distinct places along an axis, near ones as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _grid(strokes: list[Stroke]) -> Grid | None:
    xs = _places(s.at for s in strokes if not s.is_level)
    ys = _places(s.at for s in strokes if s.is_level)
    if len(xs) < LEAST or len(ys) < LEAST:
        return None
    uprights = [s for s in strokes if not s.is_level]
    rows = tuple(_row(bottom, top, xs, uprights) for bottom, top in itertools.pairwise(ys))[::-1]
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), rows)


def _row(bottom: float, top: float, xs: list[float], uprights: list[Stroke]) -> tuple[Box, ...]:
    """Cells of a band: a column without a stroke at its left goes on from the one before."""
    middle = (bottom + top) / 2
    walls = [x for x in xs if any(abs(s.at - x) <= NEAR and s.start <= middle <= s.end for s in uprights)]
    boxes: list[Box] = []
    for left, right in itertools.pairwise(xs):
        if boxes and left not in walls:
            merged = Box(boxes[-1].left, bottom, right, top)
            boxes = [merged if box == boxes[-1] else box for box in boxes] + [merged]
        else:
            boxes.append(Box(left, bottom, right, top))
    return tuple(boxes)
