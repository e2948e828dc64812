"""Horizontal bars: amounts side by side, shares of a whole, coverage of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from azalai.core.charts import layers
from azalai.core.charts.drawing import Drawing, in_words, not_negative
from azalai.core.charts.figures import Figures, figures_for
from azalai.core.charts.layers import Spec
from azalai.core.charts.look import INDIGO, INDIGO_LIGHT, NARROW, OCHRE, WIDE, View
from azalai.core.charts.rows import (
    HEAD,
    MARGIN,
    end_values,
    fitted,
    head_layer,
    names_layer,
    plot_for,
    slots,
    span,
    zero_layer,
)
from azalai.core.formatting import NO_BREAK, percent

RING = 6
# The bar and its outline, as signs before their figures.
SIGNS = ("■", "□")


@dataclass(frozen=True)
class Bar:
    """One row: a value and, if there is one, a second one to hold against it. None is "not entered"."""

    label: str
    value: float | None
    second: float | None = None

    @property
    def differs(self) -> bool:
        """Whether there is a second value to show: an equal one says nothing."""
        return self.second is not None and self.second != self.value


@dataclass(frozen=True)
class Share:
    """One part of a whole."""

    label: str
    value: float | None


@dataclass(frozen=True)
class CoverItem:
    """One entry of a reference list and how many serve it."""

    code: str
    label: str
    count: int


def horizontal_bars(
    rows: Sequence[Bar], *, unit: str = "", series: tuple[str, str] | None = None, most: float = 0
) -> Drawing:
    """Bars in the order given, each with its figure; unit "FCFA", "activités"…

    most: the longest bar that could be, where values lie on a scale.

    Where `second` differs from `value` it is an outline around the bar and both are named by the
    words of `series` ("Déclaré", "Calculé"). ValueError for a negative value.
    """
    values = [number for row in rows for number in (row.value, row.second)]
    not_negative(values)
    words = series or (_("déclaré"), _("calculé"))
    return written_bars(rows, figures_for(values, unit), words, most=most)


def written_bars(
    rows: Sequence[Bar], figures: Figures, words: tuple[str, str], *, most: float = 0
) -> Drawing:
    """Horizontal bars whose manner of writing figures is already chosen."""
    ends = [_bar_ends(row, figures, words) for row in rows]
    told = [(row.label, ", ".join(end)) for row, end in zip(rows, ends, strict=True)]
    return Drawing(
        _bars(WIDE, rows, ends, figures.head, most),
        _bars(NARROW, rows, ends, figures.head, most),
        in_words(figures.head, told),
    )


def _bar_ends(row: Bar, figures: Figures, words: tuple[str, str]) -> list[str]:
    if not row.differs:
        return [figures.write(row.value)]
    triples = zip(SIGNS, (row.value, row.second), words, strict=True)
    return [f"{sign} {figures.write(value)} {word.lower()}" for sign, value, word in triples]


def _bars(view: View, rows: Sequence[Bar], ends: Sequence[Sequence[str]], head: str, most: float) -> Spec:
    view = fitted(view, [row.label for row in rows])
    reach = [max(row.value or 0, row.second or 0) for row in rows]
    plot = plot_for(view, ends, max([most, *reach]))
    placed = slots(view, [row.label for row in rows], [len(end) for end in ends], top=HEAD if head else 4)
    both = list(zip(rows, placed, strict=True))
    solid = [span(view, slot, 0, row.value) for row, slot in both if row.value]
    outline = [span(view, slot, 0, row.second or 0, around=3) for row, slot in both if row.differs]
    return layers.sheet(
        view.width,
        placed[-1].bottom if placed else HEAD,
        [
            head_layer(view, head),
            zero_layer(view, plot, placed),
            layers.rects(plot, solid),
            layers.rects(plot, outline, fill=None, stroke=OCHRE, strokeWidth=2),
            names_layer(view, placed),
            _figures_layer(view, plot, end_values(view, placed, ends, reach)),
        ],
    )


def _figures_layer(view: View, plot: layers.Plot, values: list[Spec]) -> Spec:
    return layers.texts(plot, values, dx=MARGIN, fontSize=view.size, fontWeight=600)


def share(rows: Sequence[Share], *, unit: str = "") -> Drawing:
    """Parts of a whole, in the order given: each bar against the whole as a pale track, percentage first.

    A part that was not entered counts for nothing and reads "—". ValueError for a negative value.
    """
    not_negative(row.value for row in rows)
    total = sum(row.value or 0 for row in rows)
    figures = figures_for([row.value for row in rows], unit)
    ends = [[_share_end(row, total, figures)] for row in rows]
    told = [(row.label, end[0]) for row, end in zip(rows, ends, strict=True)]
    return Drawing(
        _shares(WIDE, rows, ends, total, figures.head),
        _shares(NARROW, rows, ends, total, figures.head),
        in_words(figures.head, told),
    )


def _share_end(row: Share, total: float, figures: Figures) -> str:
    if row.value is None or not total:
        return figures.write(row.value)
    return f"{percent(row.value / total)}{NO_BREAK}· {figures.write(row.value)}"


def _shares(
    view: View, rows: Sequence[Share], ends: Sequence[Sequence[str]], total: float, head: str
) -> Spec:
    view = fitted(view, [row.label for row in rows])
    plot = plot_for(view, ends, total)
    placed = slots(view, [row.label for row in rows], [1] * len(rows), top=HEAD if head else 4)
    track = [span(view, slot, 0, plot.last) for slot in placed]
    parts = [span(view, slot, 0, row.value) for row, slot in zip(rows, placed, strict=True) if row.value]
    return layers.sheet(
        view.width,
        placed[-1].bottom if placed else HEAD,
        [
            head_layer(view, head),
            layers.rects(plot, track, color=INDIGO_LIGHT),
            layers.rects(plot, parts, color=INDIGO),
            names_layer(view, placed),
            _figures_layer(view, plot, end_values(view, placed, ends, [plot.last] * len(rows))),
        ],
    )


def coverage(items: Sequence[CoverItem], *, unit: str = "", none: str = "") -> Drawing:
    """Each entry of a list with how many serve it, in the list's order; zero is a ring and a word.

    none: the word for zero, "aucune" by default (of activities). ValueError for a negative count.
    """
    not_negative(item.count for item in items)
    word, figures = str(none) or _("aucune"), figures_for([item.count for item in items], unit)
    ends = [[figures.write(item.count) if item.count else word] for item in items]
    told = [(item.code, end[0]) for item, end in zip(items, ends, strict=True)]
    return Drawing(
        _coverage(_dense(WIDE, gutter=420, gap=4), items, ends, figures.head),
        _coverage(_dense(NARROW, gutter=0, gap=8), items, ends, figures.head),
        in_words(figures.head, told),
    )


def _dense(view: View, *, gutter: int, gap: int) -> View:
    return replace(view, size=13, line=17, bar=10, gap=gap, gutter=gutter)


def _coverage(view: View, items: Sequence[CoverItem], ends: Sequence[Sequence[str]], head: str) -> Spec:
    names = [f"{item.code}. {item.label}" for item in items]
    view = fitted(view, names)
    plot = plot_for(view, ends, max((item.count for item in items), default=0))
    placed = slots(view, names, [1] * len(items), top=HEAD if head else 4, lines=1)
    both = list(zip(items, placed, strict=True))
    empty = [{"at": 0, "y": slot.middle} for item, slot in both if not item.count]
    return layers.sheet(
        view.width,
        placed[-1].bottom if placed else HEAD,
        [
            head_layer(view, head),
            zero_layer(view, plot, placed),
            layers.rects(plot, [span(view, slot, 0, item.count) for item, slot in both if item.count]),
            layers.rings(plot, empty, xOffset=RING, color=OCHRE, strokeWidth=2),
            names_layer(view, placed),
            *_counts(view, plot, end_values(view, placed, ends, [item.count for item in items])),
        ],
    )


def _counts(view: View, plot: layers.Plot, values: list[Spec]) -> list[Spec]:
    """The counts; the word for zero stands after its ring."""
    some, none = [value for value in values if value["at"]], [value for value in values if not value["at"]]
    return [
        _figures_layer(view, plot, some),
        layers.texts(plot, none, dx=2 * RING + MARGIN, fontSize=view.size, fontWeight=600),
    ]
