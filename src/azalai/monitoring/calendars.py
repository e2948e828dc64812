"""The days that a line of a plan and an intervention cover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from azalai.frames.partial import first_day, last_day


class HasMonths(Protocol):
    """A line of a plan: "YYYY-MM" or ""."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Span:
    """start, start_by: first and last day on which it may begin; end: its last day. None when unknown."""

    start: date | None
    start_by: date | None
    end: date | None

    def touches(self, first: date, last: date) -> bool:
        """It runs on some day between the two, both included; an unknown bound is no bound."""
        return (self.start is None or self.start <= last) and (self.end is None or self.end >= first)


def span_of_line(line: HasMonths) -> Span:
    """Whole years (January to December) are known to the year: such a line may begin on any day of the
    first; else it is to begin within the month that its calendar names."""
    in_years = line.start.endswith("-01") and line.end.endswith("-12")
    start_by = last_day(line.start[:4] if in_years else line.start)
    return Span(first_day(line.start), start_by, last_day(line.end))


def span_of(start: str, end: str) -> Span:
    """The same for two partial dates."""
    return Span(first_day(start), last_day(start), last_day(end))


def period_of(year: int, quarter: int | None) -> tuple[date, date]:
    """First and last day of a year, or of a quarter of it."""
    if quarter is None:
        return date(year, 1, 1), date(year, 12, 31)
    last = last_day(f"{year}-{3 * quarter:02d}")
    assert last is not None
    return date(year, 3 * quarter - 2, 1), last
