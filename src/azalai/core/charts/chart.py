"""A chart for a page: its message, the drawing in two widths, and the table behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from azalai.core.charts.drawing import Drawing
from azalai.core.charts.render import svg
from azalai.core.formatting import amount, dash

# Larger telephones than the smallest, and columns of half a page.
NARROW_ZOOM = 1.2


@dataclass(frozen=True)
class Cell:
    """One cell of the table behind: figures stand at the end of their column."""

    text: str
    is_number: bool


@dataclass(frozen=True)
class Chart:
    """What `core/charts/figure.html` shows. svg for desks, narrow for phones; the style sheet shows one."""

    title: str
    svg: SafeString
    narrow: SafeString
    table_head: list[Cell]
    table_rows: list[list[Cell]]
    note: str = ""
    source: str = ""


def build(
    *,
    title: str,
    spec: Drawing,
    table_head: Sequence[str],
    table_rows: Sequence[Sequence[Any]],
    note: str = "",
    source: str = "",
) -> Chart:
    """Draws both widths in the language of the page.

    title is the message in words ("L'axe 2 porte la moitié du coût"). table_rows: one sequence per row,
    as long as table_head; numbers are written by the house's rules, None is "—". ValueError when a row
    has another length.
    """
    if any(len(row) != len(table_head) for row in table_rows):
        raise ValueError("a row of the table is not as long as its head")
    language = (get_language() or "fr").split("-")[0]
    # `clean` keeps known elements and attributes only, and lxml escapes every text.
    wide, narrow = (
        mark_safe(svg(view, language=language, title=str(title), words=spec.words, zoom=zoom))  # noqa: S308
        for view, zoom in ((spec.wide, 1), (spec.narrow, NARROW_ZOOM))
    )
    rows = [[_cell(value) for value in row] for row in table_rows]
    return Chart(str(title), wide, narrow, _head(table_head, table_rows), rows, str(note), str(source))


def _cell(value: Any) -> Cell:
    return (
        Cell(amount(value), is_number=True) if _is_number(value) else Cell(str(dash(value)), is_number=False)
    )


def _head(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[Cell]:
    """A column is of figures when one of its cells is."""
    return [
        Cell(str(name), is_number=any(_is_number(row[place]) for row in rows))
        for place, name in enumerate(names)
    ]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
