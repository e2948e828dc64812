"""Drawings of the reports from what chapters count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from azalai.core.charts import Bar, Column, CoverItem, Drawing, columns_by_year, coverage, horizontal_bars
from azalai.reports.drafting import Figure

MOST_BARS = 15


def bars(rows: Iterable[tuple[str, Figure]], *, unit: str) -> Drawing | None:
    """Horizontal bars of what is known, in the order given, at most MOST_BARS; None without a value."""
    known = [(label, figure) for label, figure in rows if figure.is_known]
    if not any(figure.number for _, figure in known):
        return None
    return horizontal_bars([Bar(label, float(f.number)) for label, f in known[:MOST_BARS]], unit=unit)


def declared_against(
    rows: Sequence[tuple[str, float | None, float | None]], words: tuple[str, str], *, unit: str
) -> Drawing | None:
    """Bars with a second value held against the first."""
    if not any(first or second for _, first, second in rows):
        return None
    return horizontal_bars([Bar(*row) for row in rows[:MOST_BARS]], unit=unit, series=words)


def columns(rows: Sequence[tuple[str, float | None]], *, unit: str) -> Drawing | None:
    """Columns in the order given; None before the second one."""
    if len(rows) < 2 or not any(value for _, value in rows):
        return None
    return columns_by_year([Column(label, value) for label, value in rows], unit=unit)


def covered(rows: Sequence[tuple[str, str, int]], *, none: str) -> Drawing | None:
    """Each line of a framework with how many serve it: (code, label, number)."""
    if not rows:
        return None
    return coverage([CoverItem(*row) for row in rows], none=none)
