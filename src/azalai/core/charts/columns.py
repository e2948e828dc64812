"""Columns by year: since when, and how much each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from azalai.core.charts import layers
from azalai.core.charts.bars import Bar, written_bars
from azalai.core.charts.drawing import Drawing, in_words, not_negative
from azalai.core.charts.figures import Figures, short_figures_for
from azalai.core.charts.layers import Plot, Spec
from azalai.core.charts.look import GREY, INDIGO, NARROW, WIDE, View
from azalai.core.charts.rows import HEAD, head_layer
from azalai.core.charts.wrapping import BOLD, width, wrap

TALL = {"wide": 200, "narrow": 150}
FILL = 0.72
WIDEST = 96


@dataclass(frozen=True)
class Column:
    """One year (or other period). apart: drawn as an outline, for what is no year ("Sans calendrier")."""

    label: str
    value: float | None
    apart: bool = False


def columns_by_year(rows: Sequence[Column], *, unit: str = "") -> Drawing:
    """Columns in the order given, each under its figure, each above its year.

    On a phone, columns whose figures would touch become horizontal bars. ValueError for a negative value.
    """
    not_negative(row.value for row in rows)
    figures = short_figures_for([row.value for row in rows], unit)
    told = [(row.label, figures.write(row.value)) for row in rows]
    bars = written_bars([Bar(row.label, row.value) for row in rows], figures, ("", ""))
    wide, narrow = (
        _columns(view, rows, figures) if _fits(view, rows, figures) else lying
        for view, lying in ((WIDE, bars.wide), (NARROW, bars.narrow))
    )
    return Drawing(wide, narrow, in_words(figures.head, told))


def _fits(view: View, rows: Sequence[Column], figures: Figures) -> bool:
    room = _step(view, rows)
    return all(width(figures.write(row.value), view.size) * BOLD <= room for row in rows)


def _step(view: View, rows: Sequence[Column]) -> float:
    return min(view.width / max(len(rows), 1), WIDEST / FILL)


def _columns(view: View, rows: Sequence[Column], figures: Figures) -> Spec:
    step = _step(view, rows)
    top, base = HEAD + view.line, HEAD + view.line + TALL[view.name]
    plot = Plot(left=0, width=step * len(rows), first=0, last=max(len(rows), 1))
    height = TALL[view.name] / (max((row.value or 0 for row in rows), default=0) or 1)
    tops = [base - (row.value or 0) * height for row in rows]
    names = [wrap(row.label, step - 6, view.size) for row in rows]
    deepest = max((len(name) for name in names), default=1)
    return layers.sheet(
        view.width,
        max(top, base + 10 + deepest * view.line),
        [
            head_layer(view, figures.head, left=0),
            layers.rects(plot, _solid(rows, tops, base, is_apart=False), color=INDIGO),
            layers.rects(
                plot, _solid(rows, tops, base, is_apart=True), fill=None, stroke=GREY, strokeWidth=2
            ),
            _baseline(plot, base),
            _centred(plot, view, [[figures.write(row.value)] for row in rows], [y - 10 for y in tops], 600),
            _centred(plot, view, names, [base + 14] * len(rows), 400),
        ],
    )


def _solid(rows: Sequence[Column], tops: Sequence[float], base: float, *, is_apart: bool) -> list[Spec]:
    edge = (1 - FILL) / 2
    return [
        {"from": number + edge, "to": number + 1 - edge, "top": top, "bottom": base}
        for number, (row, top) in enumerate(zip(rows, tops, strict=True))
        if row.value and row.apart == is_apart
    ]


def _baseline(plot: Plot, base: float) -> Spec:
    line = {"from": plot.first, "to": plot.last, "top": base, "bottom": base + 1}
    return layers.rects(plot, [line], color=GREY)


def _centred(
    plot: Plot, view: View, names: Sequence[Sequence[str]], tops: Sequence[float], weight: int
) -> Spec:
    values = [
        {"at": number + 0.5, "y": top + row * view.line, "text": line}
        for number, (lines, top) in enumerate(zip(names, tops, strict=True))
        for row, line in enumerate(lines)
    ]
    return layers.texts(plot, values, align="center", fontSize=view.size, fontWeight=weight)
