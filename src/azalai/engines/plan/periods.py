"""Periods as people write them: "Janv-Juin 2020", "Juillet – Dec.2019", "2019-juin 2020", "2021"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from azalai.engines.plan.text import fold, squeeze

MONTHS = {
    "janvier": 1, "janv": 1, "jan": 1, "january": 1,
    "fevrier": 2, "fevr": 2, "fev": 2, "february": 2, "feb": 2,
    "mars": 3, "march": 3, "mar": 3,
    "avril": 4, "avr": 4, "april": 4, "apr": 4,
    "mai": 5, "may": 5,
    "juin": 6, "june": 6, "jun": 6,
    "juillet": 7, "juil": 7, "july": 7, "jul": 7,
    "aout": 8, "august": 8, "aug": 8,
    "septembre": 9, "sept": 9, "sep": 9, "september": 9,
    "octobre": 10, "oct": 10, "october": 10,
    "novembre": 11, "nov": 11, "november": 11,
    "decembre": 12, "dec": 12, "december": 12,
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
YEAR = r"(?:19|20)\d\d"
POINT = re.compile(
    rf"""
    (?P<day>\d{{1,2}})[/.-](?P<dmonth>\d{{1,2}})[/.-](?P<dyear>{YEAR})
  | (?P<iso_year>{YEAR})-(?P<iso_month>0[1-9]|1[0-2])(?:-\d\d)?(?!\d)
  | (?P<mm>0?[1-9]|1[0-2])/(?P<myear>{YEAR})
  | (?:(?P<quarter>[1-4])\s*(?:er|e|eme|nd|st|rd|th)?\s*(?:trimestre|trim\b\.?|quarter)|[tq](?P<tq>[1-4]))
    (?:\s*(?:de\s+|of\s+)?(?:/|-)?\s*(?P<qyear>{YEAR}))?
  | (?:(?P<half>[12])\s*(?:er|e|eme|nd|st)?\s*semestre|\bs(?P<sh>[12]))
    (?:\s*(?:de\s+)?(?:/|-)?\s*(?P<hyear>{YEAR}))?
  | (?:\d{{1,2}}(?:er)?\s+)?\b(?P<month>{_MONTH})\b\.?(?:\s*,?\s*(?:de\s+)?(?P<year>{YEAR}))?
  | (?P<alone>{YEAR})
  | \b(?:ans?|annees?|years?|y)\s*(?P<plan_year>\d{{1,2}})\b
    """,
    re.VERBOSE,
)
FILLER = re.compile(
    r"^(?:[\s\-–—/,;:.()&+]|\ba\b|\bau\b|\bde\b|\bdu\b|\bd'|\bd\b|\bet\b|\ben\b|\bto\b|\band\b|\bfrom\b|\bfin\b"
    r"|\bdebut\b|\bjusqu'?\b|\bici\b|\bavant\b|\bby\b|\bpartir\b|\bdes\b|\bdepuis\b|\bsince\b|\bend of\b"
    r"|\ble\b|\bmi\b"
    r"|\bperiode\b|\bbetween\b|\bentre\b|\bfrom\b|\bl'\b|\blan\b|\bl\b|\bannees?\b|\bans?\b)*$"
)
CONTINUOUS = re.compile(
    r"\b(?:continue?s?|permanente?s?|ongoing|continuous|en continu|toute la (?:periode|duree)|throughout)\b"
)
END_ONLY = re.compile(r"\b(?:d'ici|jusqu|avant|by|au plus tard|before|until)\b")
START_ONLY = re.compile(r"\b(?:a partir|depuis|des|since|from)\b")
ABSENT = re.compile(r"^[\s\-–—/_.?]*$")
VAGUE = re.compile(
    r"\b(?:court|moyen|long)\s+terme\b|\ba (?:determiner|definir|preciser)\b|\b(?:tbd|nd)\b|\bshort|medium"
    r"|long term\b"
)


SHORT_SPAN = re.compile(rf"({YEAR})\s?[-–/]\s?(\d\d)(?![\d/.-])")
SHORT_YEAR = re.compile(rf"\b(?P<month>{_MONTH})\b\.?[ '-]{{0,2}}(?P<year>[1-6]\d)(?!\d|,? {YEAR}|er\b)")
ORDINAL_YEAR = re.compile(r"\b(\d)\s?(?:ere|er|re|eme|e|nd|st|rd|th)\s(?:annee|year)\b")
LISTED_YEARS = re.compile(
    r"\b(?:ans?|annees?|years?|y)\s*(\d{1,2}(?:\s?(?:,|;|et|and|a|au|to|-|–|&)\s?\d{1,2}\b)+)"
)
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Period:
    """What a cell says of time.

    start, end: "YYYY-MM" or None. years: plan years named as such ("An 1 à An 3"), counted from 1.
    continuous: "mise en œuvre continue". readable: False when the text is not a period at all.
    """

    start: str | None = None
    end: str | None = None
    years: tuple[int, ...] = ()
    continuous: bool = False
    readable: bool = True

    @property
    def is_empty(self) -> bool:
        """Nothing was said."""
        return not (self.start or self.end or self.years or self.continuous)


@dataclass(frozen=True, slots=True)
class _Point:
    year: int | None
    first: int
    last: int
    plan_year: int | None = None


def parse_period(text: str) -> Period:
    """Read a whole cell; anything beside dates and linking words makes it unreadable."""
    folded = _spelled_out(squeeze(fold(text)))
    if ABSENT.match(folded):
        return Period()
    if CONTINUOUS.search(folded) and len(folded) < 60:
        return Period(continuous=True)
    matches = list(POINT.finditer(folded))
    rest = POINT.sub(" ", folded)
    if not matches or not FILLER.match(rest):
        return Period(readable=bool(VAGUE.search(folded)) and len(folded) < 40)
    return _between([_point(match) for match in matches], folded)


def _spelled_out(folded: str) -> str:
    """Shortened years in full: "2022-23", "mars-22"; "années 1 et 2" as "an 1 et an 2"."""
    folded = SHORT_SPAN.sub(_full_span, folded)
    folded = SHORT_YEAR.sub(r"\g<month> 20\g<year>", folded)
    folded = ORDINAL_YEAR.sub(r"an \1", folded)
    return LISTED_YEARS.sub(lambda match: NUMBER.sub(r"an \g<0>", match[1]), folded)


def _full_span(match: re.Match[str]) -> str:
    first, last = int(match[1]), int(match[2])
    return f"{first}-{first // 100 * 100 + last}" if last > 12 and last > first % 100 else match[0]


def dates_in(text: str) -> list[str]:
    """Dated points buried in a sentence (a month with its year, or a year after a time word), as written."""
    text = squeeze(text)
    folded = fold(text)
    found = [m for m in POINT.finditer(folded) if (m["month"] and m["year"]) or m["dyear"] or m["qyear"]]
    after = re.finditer(
        rf"\b(?:d'ici(?: a)?|avant|fin|en|by|before|depuis)\s+(?:l'an\s+)?(?P<y>{YEAR})\b", folded
    )
    spans = [(m.start(), m.end()) for m in found] + [(m.start(), m.end()) for m in after]
    return [text[start:end].strip() for start, end in sorted(spans)]


def plan_span(text: str) -> tuple[int, int] | None:
    """First and last year of "PLAN D'ACTION 2022-2026", None when the text names no such span."""
    match = re.search(rf"({YEAR})\s*(?:[-–—/]|\ba\b|\bau\b|\bto\b)\s*({YEAR}|\d\d)(?!\d)", fold(text))
    if not match:
        return None
    first, last = int(match[1]), int(match[2])
    last = last + first // 100 * 100 if last < 100 else last
    return (first, last) if first <= last <= first + 30 else None


def years_between(start: str | None, end: str | None, first_year: int | None) -> tuple[int, ...]:
    """Plan years (from 1) that a period touches; empty without a first year or a full period."""
    if not (start and end and first_year):
        return ()
    return tuple(range(int(start[:4]) - first_year + 1, int(end[:4]) - first_year + 2))


def _point(match: re.Match[str]) -> _Point:
    group = match.groupdict()
    if group["plan_year"]:
        return _Point(None, 1, 12, plan_year=int(group["plan_year"]))
    if group["dyear"]:
        month = min(int(group["dmonth"]), 12) or 1
        return _Point(int(group["dyear"]), month, month)
    for month_name, year_name in (("iso_month", "iso_year"), ("mm", "myear")):
        if group[year_name]:
            return _Point(int(group[year_name]), int(group[month_name]), int(group[month_name]))
    if quarter := group["quarter"] or group["tq"]:
        return _Point(_int(group["qyear"]), int(quarter) * 3 - 2, int(quarter) * 3)
    if half := group["half"] or group["sh"]:
        return _Point(_int(group["hyear"]), int(half) * 6 - 5, int(half) * 6)
    if group["month"]:
        return _Point(_int(group["year"]), MONTHS[group["month"]], MONTHS[group["month"]])
    return _Point(int(group["alone"]), 1, 12)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _between(points: list[_Point], folded: str) -> Period:
    if any(point.plan_year for point in points):
        numbers = [point.plan_year for point in points if point.plan_year]
        listed = len(numbers) > 2 or " et " in folded or "," in folded
        return Period(years=tuple(numbers) if listed else tuple(range(min(numbers), max(numbers) + 1)))
    years = _shared_years([point.year for point in points])
    if years[0] is None or years[-1] is None:
        return Period(readable=False)
    points = _without_bare_month_years(points)
    start = f"{years[0]:04d}-{points[0].first:02d}"
    end = f"{years[-1]:04d}-{points[-1].last:02d}"
    if len(points) == 1 and END_ONLY.search(folded):
        return Period(end=end)
    if len(points) == 1 and START_ONLY.search(folded):
        return Period(start=start)
    return Period(start=start, end=end)


def _without_bare_month_years(points: list[_Point]) -> list[_Point]:
    """ "Janv – Juin, 2020" is two months and the year of both, not three points."""
    last = points[-1]
    months_only = all(p.year is None for p in points[:-1])
    if len(points) > 1 and months_only and last.year and (last.first, last.last) == (1, 12):
        return points[:-1]
    return points


def _shared_years(years: list[int | None]) -> list[int | None]:
    """A point without a year takes that of the next one that has it, else of the one before."""
    filled = list(years)
    for index in range(len(filled) - 2, -1, -1):
        filled[index] = filled[index] or filled[index + 1]
    for index in range(1, len(filled)):
        filled[index] = filled[index] or filled[index - 1]
    return filled
