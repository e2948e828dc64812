"""Where names and figures stand on a map: inside what they name, or outside the country with a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import copysign, cos, pi, sin

from azalai.core.charts.layers import Spec
from azalai.core.charts.look import GREY, View
from azalai.core.charts.maps.topology import Outline, Point, Sheet, inside, widest_spot
from azalai.core.charts.wrapping import width

TINY = 14
DIRECTIONS, STEP, FARTHEST, GAP = 24, 8, 240, 15


@dataclass(frozen=True)
class Tag:
    """What a shape says. known: there is something to say, even if its value is not told (None)."""

    name: str
    value: float | int | Decimal | None
    known: bool
    outline: Outline


@dataclass(frozen=True)
class Label:
    """Lines of text centred on a point; at: what a label that stands outside points to."""

    lines: list[str]
    spot: Point
    dark: bool
    at: Point | None = None


def labels(
    view: View,
    paper: Sheet,
    tags: Sequence[Tag],
    dark: Sequence[bool],
    write: Callable[[float | None], str],
    none: str,
) -> list[Label]:
    """One label a shape: name and figure, or what there is room for; the table has both. A shape too small
    for anything is named outside. none: the word of a shape about which there is nothing."""
    size = view.size - 2
    placed: list[Label] = []
    for tag, is_dark in zip(tags, dark, strict=True):
        figure = write(None if tag.value is None else float(tag.value)) if tag.known else none
        made = _inside(tag, figure, size, dark=is_dark) or _outside(tag, figure, size, paper, placed)
        crowded = not tag.known and any(_touch(made, other, size) for other in placed)
        placed.append(replace(made, lines=[]) if crowded else made)
    return placed


def _touch(one: Label, other: Label, size: int) -> bool:
    """Whether two labels would be written over each other."""
    wide = sum(max((width(line, size) for line in label.lines), default=0) for label in (one, other)) / 2
    high = (len(one.lines) + len(other.lines)) * size * 0.6
    across, down = abs(one.spot[0] - other.spot[0]), abs(one.spot[1] - other.spot[1])
    return bool(one.lines and other.lines) and across < wide and down < high


def _inside(tag: Tag, figure: str, size: int, *, dark: bool) -> Label | None:
    spot, room = widest_spot(tag.outline.largest)
    ys = [point[1] for point in tag.outline.largest]
    high = max(ys) - min(ys)
    if room < TINY or high < TINY:
        return None
    if tag.known and width(figure, size) * 0.9 > room:
        return Label([], spot, dark)
    if high > (3 if tag.known else 4.5) * size and width(tag.name, size) <= room * 0.95:
        fits = tag.known or width(figure, size) <= room * 0.95
        return Label([tag.name, figure] if fits else [tag.name], spot, dark)
    # White says it already, by the key: the word would not fit.
    return Label([figure] if tag.known else [], spot, dark)


def _outside(tag: Tag, figure: str, size: int, paper: Sheet, others: Sequence[Label]) -> Label:
    """At the nearest place beyond the border where the label touches no region and no other label."""
    at, _room = widest_spot(tag.outline.largest)
    lines = [tag.name, figure]
    half = (max(width(line, size) for line in lines) / 2 + 3, size * 1.6)
    taken = [one.spot for one in others if one.at]
    free = (spot for spot in _around(at) if _is_free(spot, half, paper, taken))
    return Label(lines, next(free, at), dark=False, at=at)


def _around(at: Point) -> Iterator[Point]:
    """Ever farther from the point, in every direction."""
    for far in range(STEP * 2, FARTHEST, STEP):
        for turn in range(DIRECTIONS):
            angle = 2 * pi * turn / DIRECTIONS
            yield at[0] + far * cos(angle), at[1] + far * sin(angle)


def _is_free(spot: Point, half: Point, paper: Sheet, taken: Sequence[Point]) -> bool:
    (x, y), (wide, high) = spot, half
    if not (
        wide - paper.margin <= x <= paper.width + paper.margin - wide and high <= y <= paper.height - high
    ):
        return False
    if any(abs(x - other[0]) < 2 * wide and abs(y - other[1]) < 2 * high for other in taken):
        return False
    corners = [(x + dx * wide, y + dy * high) for dx in (-1, -0.5, 0, 0.5, 1) for dy in (-1, 0, 1)]
    return not any(inside(corner, outline.largest) for corner in corners for outline in paper.outlines)


def leaders(written: Sequence[Label], left: float, top: float) -> list[Spec]:
    """Thin lines from labels that stand outside to what they name."""
    values = [
        {
            "x": one.at[0] + left,
            "y": one.at[1] + top,
            "x2": one.spot[0] + left,
            "y2": one.spot[1] + top + copysign(GAP, one.at[1] - one.spot[1]),
        }
        for one in written
        if one.at
    ]
    encoding = {
        "x": {"field": "x", "type": "quantitative", "scale": None, "axis": None},
        "x2": {"field": "x2"},
        "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None},
        "y2": {"field": "y2"},
    }
    mark = {"type": "rule", "color": GREY, "strokeWidth": 1}
    return [{"data": {"values": values}, "mark": mark, "encoding": encoding}]


def lines_of(written: Sequence[Label], size: int, left: float, top: float, *, dark: bool) -> list[Spec]:
    """Texts of one colour, a value for each line."""
    return [
        {
            "x": one.spot[0] + left,
            "y": one.spot[1] + top + (number - (len(one.lines) - 1) / 2) * size * 1.2,
            "text": line,
        }
        for one in written
        if one.dark == dark
        for number, line in enumerate(one.lines)
    ]
