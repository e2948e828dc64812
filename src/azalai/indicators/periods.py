"""Years and quarters: "2024" and "2024-T1", as people write them and as days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_SHAPE = re.compile(r"(?:19|20)\d{2}(?:-T[1-4])?")
_QUARTERS = ("", "1er trimestre %s", "2e trimestre %s", "3e trimestre %s", "4e trimestre %s")
PERIOD = RegexValidator(
    rf"^{_SHAPE.pattern}\Z", gettext_lazy("Écrivez une année (2024) ou un trimestre (2024-T1).")
)


def read_period(text: str) -> str:
    """ "2024", "2024-T1" from what people write ("T1 2024", "2024 t1", "2024-Q1"), "" when it is none."""
    bare = re.sub(r"[^0-9a-z]", "", text.casefold()).replace("q", "t").replace("trimestre", "t")
    if match := re.fullmatch(r"t([1-4])(\d{4})", bare):
        bare = f"{match[2]}t{match[1]}"
    if match := re.fullmatch(r"(\d{4})(?:t([1-4]))?", bare):
        found = match[1] + (f"-T{match[2]}" if match[2] else "")
        return found if _SHAPE.fullmatch(found) else ""
    return ""


def bounds(period: str) -> tuple[date, date]:
    """First and last day. ValueError for what is no period."""
    if not _SHAPE.fullmatch(period):
        raise ValueError(period)
    year = int(period[:4])
    if len(period) == 4:
        return date(year, 1, 1), date(year, 12, 31)
    last = 3 * int(period[-1])
    return date(year, last - 2, 1), date(year, last, monthrange(year, last)[1])


def period_of(start: date, end: date) -> str:
    """The year or quarter of exactly these days, "" when they are none."""
    quarter = f"{start.year}-T{(start.month + 2) // 3}"
    return next((one for one in (str(start.year), quarter) if bounds(one) == (start, end)), "")


def quarters(year: int) -> list[str]:
    """The four of a year."""
    return [f"{year}-T{number}" for number in range(1, 5)]


def within(start: date, end: date) -> Iterator[str]:
    """Years and quarters that lie between two days, in order; a year before its quarters."""
    for year in range(start.year, end.year + 1):
        for period in (str(year), *quarters(year)):
            first, last = bounds(period)
            if start <= first and last <= end:
                yield period


def in_words(period: str) -> str:
    """ "2024", "1er trimestre 2024"."""
    if len(period) != 7:
        return period
    return _(_QUARTERS[int(period[-1])]) % period[:4]


def current(frequency: str, on: date) -> str:
    """The latest period that was over that day, by quarters or by years."""
    if frequency != "quarter":
        return str(on.year - 1)
    quarter = (on.month - 1) // 3
    return f"{on.year}-T{quarter}" if quarter else f"{on.year - 1}-T4"
