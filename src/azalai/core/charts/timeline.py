"""A calendar: what happens in which years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from azalai.core.charts import layers
from azalai.core.charts.drawing import Drawing, in_words
from azalai.core.charts.layers import Plot, Spec
from azalai.core.charts.look import GREY, INDIGO_LIGHT, NARROW, OCHRE, PAPER, WIDE, View
from azalai.core.charts.rows import HEAD, Slot, fitted, names_layer, slots, span
from azalai.core.charts.wrapping import width

INSET = 0.06
INSIDE = 11


@dataclass(frozen=True)
class Span:
    """One row: from a year to a year, both included, or a set of years; neither is "no calendar"."""

    label: str
    start: int | None = None
    end: int | None = None
    years: frozenset[int] = frozenset()

    @property
    def active(self) -> list[int]:
        """The years of this row, in order; an open end stands for one year."""
        if self.years:
            return sorted(self.years)
        first, last = self.start or self.end, self.end or self.start
        return [] if first is None or last is None else list(range(first, last + 1))


def timeline(rows: Sequence[Span], *, first: int | None = None, last: int | None = None) -> Drawing:
    """Rows in the order given over the years `first` to `last` (by default those of the rows).

    Years outside first and last are not cut off: the chart grows. A row without a year says so.
    """
    years = [year for row in rows for year in row.active]
    years += [year for year in (first, last) if year is not None]
    begin, end = min(years, default=0), max(years, default=-1)
    told = [(row.label, _years_in_words(row.active) or _("sans calendrier")) for row in rows]
    return Drawing(_calendar(WIDE, rows, begin, end), _calendar(NARROW, rows, begin, end), in_words("", told))


def runs(years: Sequence[int]) -> list[tuple[int, int]]:
    """Unbroken runs of sorted years as (first, last): [2022, 2023, 2025] → (2022, 2023), (2025, 2025)."""
    found: list[tuple[int, int]] = []
    for year in years:
        if found and year <= found[-1][1] + 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return found


def _years_in_words(years: Sequence[int]) -> str:
    return ", ".join(_run_in_words(*run) for run in runs(years))


def _run_in_words(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _calendar(view: View, rows: Sequence[Span], first: int, last: int) -> Spec:
    wanted = replace(view, bar=16, gap=10, gutter=380 if view.gutter else 0)
    dense = fitted(wanted, [row.label for row in rows])
    gutter = dense.gutter
    plot = Plot(gutter, view.width - gutter, first, max(last + 1, first + 1))
    placed = slots(dense, [row.label for row in rows], [1] * len(rows), top=HEAD, lines=2)
    bottom = placed[-1].bottom if placed else HEAD
    both = list(zip(rows, placed, strict=True))
    without = [
        {"left": gutter + 20, "y": slot.middle, "text": _("sans calendrier")}
        for row, slot in both
        if not row.active
    ]
    return layers.sheet(
        view.width,
        bottom,
        [
            *_years(dense, plot, range(first, last + 1), bottom, placed),
            layers.rects(plot, [bar for row, slot in both for bar in _spans(dense, row, slot)]),
            layers.rings(
                plot,
                [{"at": first, "y": value["y"]} for value in without],
                xOffset=10,
                color=OCHRE,
                strokeWidth=2,
            ),
            layers.labels(without, fontSize=view.size, fontWeight=600),
            names_layer(dense, placed),
            layers.texts(plot, _inside(plot, both), align="center", fontSize=INSIDE, color=PAPER),
        ],
    )


def _spans(view: View, row: Span, slot: Slot) -> list[Spec]:
    return [span(view, slot, first + INSET, last + 1 - INSET) for first, last in runs(row.active)]


def _inside(plot: Plot, rows: Sequence[tuple[Span, Slot]]) -> list[Spec]:
    """The years within each bar that has room for them: the head is far away on a long page."""
    year = plot.width / (plot.last - plot.first)
    return [
        {"at": (first + last + 1) / 2, "y": slot.middle, "text": _run_in_words(first, last)}
        for row, slot in rows
        for first, last in runs(row.active)
        if width(_run_in_words(first, last), INSIDE) < (last + 1 - first - 2 * INSET) * year
    ]


def _years(view: View, plot: Plot, years: range, bottom: float, placed: Sequence[Slot]) -> list[Spec]:
    """The head of years; under it a pale line where each begins or, between stacked labels, pale tracks."""
    shown = years[:: _every(view, plot, years)] if years else years
    heads = [{"at": year + 0.5, "y": 9, "text": str(year)} for year in shown]
    lines = [{"at": year, "top": HEAD - 6, "bottom": bottom} for year in years if not view.stacked]
    tracks = [span(view, slot, plot.first, plot.last) for slot in placed if view.stacked and years]
    return [
        layers.verticals(plot, lines, color=INDIGO_LIGHT),
        layers.rects(plot, tracks, color=INDIGO_LIGHT),
        layers.texts(plot, heads, align="center", fontSize=view.size - 1, color=GREY),
    ]


def _every(view: View, plot: Plot, years: range) -> int:
    """1, or 2, 3… where the years would touch each other."""
    room = plot.width / len(years)
    return max(1, -(-int(width("2022", view.size) + 8) // int(max(room, 1))))
