"""Charts made of rows: where each label, each bar and each figure stands, in both widths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from azalai.core.charts import layers
from azalai.core.charts.layers import Plot, Spec
from azalai.core.charts.look import GREY, View
from azalai.core.charts.wrapping import BOLD, width, wrap

MARGIN = 8
HEAD = 26
LEAST = 0.3


@dataclass(frozen=True)
class Slot:
    """The place of one row, in pixels: its label's lines, the middle of its bar, its end."""

    label: list[str]
    label_y: float
    middle: float
    bottom: float


def fitted(view: View, names: Sequence[str]) -> View:
    """The view with a gutter no wider than its longest label needs."""
    longest = max((width(name, view.size) for name in names), default=0)
    return replace(view, gutter=min(view.gutter, max(longest + 3 * MARGIN, view.gutter * LEAST)))


def slots(view: View, names: Sequence[str], ends: Sequence[int], *, top: float, lines: int = 3) -> list[Slot]:
    """One slot a row, from `top` down; ends: how many lines of figures stand at the end of each bar."""
    placed: list[Slot] = []
    for name, count in zip(names, ends, strict=True):
        wrapped = wrap(name, (view.gutter or view.width) - 2 * MARGIN, view.size, lines=lines)
        placed.append(_slot(view, wrapped, count, placed[-1].bottom if placed else top))
    return placed


def _slot(view: View, label: list[str], end_lines: int, top: float) -> Slot:
    block = max(view.bar, end_lines * view.line)
    if view.stacked:
        under = top + len(label) * view.line + 4
        return Slot(label, top + view.line / 2, under + block / 2, under + block + view.gap)
    height = max(block, len(label) * view.line)
    middle = top + height / 2
    return Slot(label, middle - (len(label) - 1) * view.line / 2, middle, top + height + view.gap)


def plot_for(view: View, ends: Sequence[Sequence[str]], last: float) -> Plot:
    """Bars from zero to `last`, leaving room for the longest figure after the longest bar."""
    room = max((width(text, view.size) * BOLD for lines in ends for text in lines), default=0)
    wide = view.width - view.gutter - room - 2 * MARGIN
    return Plot(left=view.gutter, width=max(wide, view.width * 0.2), first=0, last=last or 1)


def names_layer(view: View, placed: Sequence[Slot]) -> Spec:
    """The labels of all rows, at the left edge."""
    values = [
        {"left": 0, "y": slot.label_y + number * view.line, "text": line}
        for slot in placed
        for number, line in enumerate(slot.label)
    ]
    return layers.labels(values, fontSize=view.size)


def head_layer(view: View, text: str, *, left: float | None = None) -> Spec:
    """The unit, above the first bar; no layer without text."""
    values = [{"left": view.gutter if left is None else left, "y": 9, "text": text}] if text else []
    return layers.labels(values, fontSize=view.size - 1, color=GREY)


def span(view: View, slot: Slot, begin: float, end: float, *, around: float = 0) -> Spec:
    """A bar in its slot, from and to in units; around: pixels added above and below."""
    half = view.bar / 2 + around
    return {"from": begin, "to": end, "top": slot.middle - half, "bottom": slot.middle + half}


def zero_layer(view: View, plot: Plot, placed: Sequence[Slot]) -> Spec:
    """The line where all bars begin, so that a zero is seen to be one; stacked rows have none."""
    top, bottom = (placed[0].middle - view.bar, placed[-1].bottom - view.gap + 4) if placed else (0, 0)
    values = [] if view.stacked or not placed else [{"at": plot.first, "top": top, "bottom": bottom}]
    return layers.verticals(plot, values)


def end_values(
    view: View, placed: Sequence[Slot], ends: Sequence[Sequence[str]], at: Sequence[float]
) -> list[Spec]:
    """The figures after the bars: the lines of each row centred on its bar, at `at` in units."""
    return [
        {"at": place, "y": slot.middle + (number - (len(lines) - 1) / 2) * view.line, "text": line}
        for slot, lines, place in zip(placed, ends, at, strict=True)
        for number, line in enumerate(lines)
    ]
