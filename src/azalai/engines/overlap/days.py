"""Partial dates as days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

UNKNOWN = -(2**31)
_FIRST_YEAR, _LAST_YEAR = 1950, 2100  # 1900-01-01 and 9999-12-31 are how software says "unknown"


@lru_cache(maxsize=65536)
def first_day(text: str) -> int:
    """Day number of the first day that "2022", "2022-07" or "2022-07-14" may mean; UNKNOWN if none."""
    return _day(text, last=False)


@lru_cache(maxsize=65536)
def last_day(text: str) -> int:
    """Day number of the last day that a partial date may mean; UNKNOWN if none."""
    return _day(text, last=True)


def _day(text: str, *, last: bool) -> int:
    parts = text[:10].split("-")
    try:
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else (12 if last else 1)
        day = int(parts[2]) if len(parts) > 2 else (monthrange(year, month)[1] if last else 1)
        return date(year, month, day).toordinal() if _FIRST_YEAR < year < _LAST_YEAR else UNKNOWN
    except (ValueError, IndexError):
        return UNKNOWN
