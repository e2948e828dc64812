"""Dates, deadlines and times as people write them: "23 septembre 2022", "30/11/21", "9h35mn", "fin mars"."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from azalai.engines.minutes.text import fold, squeeze

MONTHS = {
    "janvier": 1, "janv": 1, "jan": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4,
    "mai": 5, "juin": 6, "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "sep": 9,
    "octobre": 10, "oct": 10, "novembre": 11, "nov": 11, "decembre": 12, "dec": 12,
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
YEAR = r"(?:19|20)\d\d"
UNITS = (
    "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50}
_UNIT = "|".join(sorted(UNITS[1:], key=len, reverse=True))
WORDED_YEAR = re.compile(
    rf"\bdeux[\s-]+mil(?:le)?(?:[\s-]+(?P<tens>{'|'.join(TENS)}))?(?:[\s-]+(?:et[\s-]+)?(?P<unit>{_UNIT}))?\b"
)
WORDED_DAY = re.compile(
    rf"\b(?:(?P<tens>vingt|trente)[\s-]+)?(?:et[\s-]+)?(?P<unit>premier|{_UNIT}|vingt|"
    rf"trente)(?=\s+(?:{_MONTH})\b)"
)
POINT = re.compile(
    rf"""
    (?<![\d/])(?P<day>\d{{1,2}})\s?[/.-]\s?(?P<dmonth>\d{{1,2}})\s?[/.-]\s?(?P<dyear>{YEAR}|\d\d)(?![\d/])
  | (?<!\d)(?P<iso_year>{YEAR})-(?P<iso_month>0[1-9]|1[0-2])(?:-(?P<iso_day>0[1-9]|[12]\d|3[01]))?(?!\d)
  | (?<![\d/])(?P<mm>0?[1-9]|1[0-2])\s?/\s?(?P<myear>{YEAR})(?!\d)
  | (?<!\w)(?:(?P<quarter>[1-4])\s*(?:er|e|eme)?\s*(?:trimestre|trim\b\.?)|[tq](?P<tq>[1-4])(?!\w))
    (?:\s*(?:de\s+)?(?:l'annee\s+)?[/-]?\s*(?P<qyear>{YEAR}))?
  | (?<!\w)(?P<half>[12])\s*(?:er|e|eme)?\s*semestre(?:\s*(?:de\s+)?(?:l'annee\s+)?[/-]?\s*(?P<hyear>{YEAR}))?
  | (?<!\d)(?:(?P<mday>\d{{1,2}})\s*(?:er\b)?\s*(?:-\s*)?)?(?<![a-z])(?P<month>{_MONTH})(?![a-z])\.?
    (?:\s*,?\s*(?:-\s*)?(?:de\s+(?:l'an(?:nee)?\s+)?)?(?P<year>{YEAR})|[\s'-]{{1,2}}(?P<yy>[0-5]\d)(?!\d|\s*(?:h|er\b|{_MONTH})))?
  | (?<![\d/])(?P<alone>{YEAR})(?![\d/])
    """,
    re.VERBOSE,
)
DAY_RANGE = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s*(?:er)?\s*(?:-|–|au|et|a|,)\s*(?:le\s+)?(?=\d{{1,2}}\s*(?:er)?\s*(?:{_MONTH})\b)"
)
BY = re.compile(r"\b(?:d'ici|jusqu|avant|au plus tard|before)\b")
END_OF = re.compile(r"\b(?:fin|end)\b")
ABSENT = re.compile(
    r"^[\s\-–—/_.?:;|]*(?:n\s?/?\s?a|neant|nd|ras|r\.a\.s\.?|aucune?s?|sans objet|"
    r"non definie?)?[\s\-–—/_.?:;]*$"
)
TIME = re.compile(
    r"(?<![\d/])(?P<h>[01]?\d|2[0-4])\s?(?:(?:h|heures?|"
    r"hrs?)(?![a-z])\s?(?P<m>[0-5]?\d)?\s?(?:mn|min(?:utes?)?|')?|:(?P<c>[0-5]\d))(?![\d])"
)
TIME_GLUED = re.compile(r"(?<![\d/])(?P<h>[01]?\d|2[0-4])\s?h(?P<m>[0-5]\d)(?=[a-z]|\b)")
LEAST_YEAR, MOST_YEAR = 1990, 2079
CENTURY = 2000
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Point:
    """A dated stretch of a folded text. month, day: None when it does not say; last: month it ends in."""

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    last: int | None = None

    @property
    def iso(self) -> str:
        """ "2022-09-23", "2022-09", "2022" or "" without a year."""
        if self.year is None:
            return ""
        if self.month is None or self.last != self.month:
            return f"{self.year:04d}"
        return f"{self.year:04d}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")


def points_in(text: str) -> list[Point]:
    """Dates of a text, in order; impossible ones (31 février) are left out."""
    folded = _in_figures(fold(text))
    found = [point for match in POINT.finditer(folded) if (point := _point(match)) is not None]
    return [point for point in found if _exists(point)]


def _in_figures(folded: str) -> str:
    """ "deux mille vingt-deux" as "2022", "vingt-trois septembre" as "23 septembre"; shorter, padded."""
    folded = WORDED_YEAR.sub(lambda m: _padded(str(CENTURY + _number(m)), m[0]), folded)
    return WORDED_DAY.sub(lambda m: _padded(str(_number(m)), m[0]), folded)


def _padded(figures: str, words: str) -> str:
    return figures.ljust(len(words))


def _number(match: re.Match[str]) -> int:
    tens, unit = match["tens"], match["unit"]
    value = TENS.get(tens or "", 0)
    if unit == "premier":
        return value + 1
    return value + (TENS.get(unit) or UNITS.index(unit) if unit else 0)


def _point(match: re.Match[str]) -> Point | None:
    got, start, end = match.groupdict(), match.start(), match.end()
    if got["dyear"]:
        month = int(got["dmonth"])
        return Point(start, end, _year(got["dyear"]), month, int(got["day"]), month)
    if got["iso_year"]:
        month = int(got["iso_month"])
        return Point(start, end, int(got["iso_year"]), month, int(got["iso_day"] or 0) or None, month)
    if got["myear"]:
        return Point(start, end, int(got["myear"]), int(got["mm"]), None, int(got["mm"]))
    if quarter := got["quarter"] or got["tq"]:
        return Point(start, end, _year(got["qyear"]), int(quarter) * 3 - 2, None, int(quarter) * 3)
    if half := got["half"]:
        return Point(start, end, _year(got["hyear"]), int(half) * 6 - 5, None, int(half) * 6)
    if got["month"]:
        month = MONTHS[got["month"]]
        return Point(start, end, _year(got["year"] or got["yy"]), month, int(got["mday"] or 0) or None, month)
    return Point(start, end, int(got["alone"]))


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) > 2 else CENTURY + int(text)


def _exists(point: Point) -> bool:
    if point.year is not None and not LEAST_YEAR <= point.year <= MOST_YEAR:
        return False
    if point.month is None:
        return True
    if not 1 <= point.month <= DECEMBER:
        return False
    return point.day is None or 1 <= point.day <= calendar.monthrange(point.year or CENTURY, point.month)[1]


def is_absent(text: str) -> bool:
    """Whether a cell says nothing: blank, "///", "N/A", "néant"."""
    return bool(ABSENT.match(squeeze(fold(text))))


def full_dates(text: str) -> list[Point]:
    """Dates of a text that have a day, a month and a year."""
    return [point for point in points_in(text) if point.day and point.year]


def first_iso(text: str, *, year: int | None = None) -> str:
    """The fullest of the first dates of a text; a missing year is `year`. "" without a date."""
    points = points_in(text)
    best = next((p for p in points if p.day), None) or next((p for p in points if p.month), None)
    best = best or next(iter(points), None)
    if best is None:
        return ""
    return Point(0, 0, best.year or year, best.month, best.day, best.last).iso


def span(text: str, *, meeting: str = "") -> tuple[str, str]:
    """First and last day that a deadline covers; ("", "") when no date is understood.

    A date without a year is the first one after the meeting ("YYYY-MM-DD"); "avant" and "d'ici" give
    no first day.
    """
    folded = squeeze(fold(text))
    points = points_in(folded)
    years = [point.year for point in points if point.year]
    whole = [_dated(point, years, meeting) for point in points]
    known = [point for point in whole if point.year]
    if not known:
        return "", ""
    first, last = _bounds(known[0])[0], _bounds(known[-1])[1]
    if len(known) == 1 and (match := DAY_RANGE.search(folded)) and known[0].day:
        first = f"{first[:8]}{int(match[1]):02d}"
    if BY.search(folded):
        return "", (last if not _before(folded) else _day_before(_bounds(known[-1])[0], known[-1], last))
    if END_OF.search(folded):
        return "", last
    return first, last


def _before(folded: str) -> bool:
    """ "avant mars" ends in February; "avant fin mars" and "avant le 3 mars" do not."""
    return bool(re.search(r"\bavant\b(?!.*\bfin\b)", folded))


def _day_before(first: str, point: Point, last: str) -> str:
    if point.day:
        return last
    return (datetime.date.fromisoformat(first) - datetime.timedelta(days=1)).isoformat()


def _dated(point: Point, years: list[int], meeting: str) -> Point:
    if point.year or point.month is None:
        return point
    year = years[-1] if years else int(meeting[:4]) if meeting[:4].isdigit() else None
    if year and not years and meeting[5:7].isdigit() and (point.last or 0) < int(meeting[5:7]):
        year += 1
    return Point(point.start, point.end, year, point.month, point.day, point.last)


def _bounds(point: Point) -> tuple[str, str]:
    year, first, last = point.year or LEAST_YEAR, point.month or 1, point.last or DECEMBER
    if point.day:
        day = min(point.day, calendar.monthrange(year, first)[1])
        return (f"{year:04d}-{first:02d}-{day:02d}",) * 2
    return f"{year:04d}-{first:02d}-01", f"{year:04d}-{last:02d}-{calendar.monthrange(year, last)[1]:02d}"


def is_year_only(text: str) -> bool:
    """Whether a deadline is no more than one or several years."""
    points = points_in(text)
    return bool(points) and all(point.month is None for point in points)


def times_in(text: str) -> list[str]:
    """Times of a text as "HH:MM", in order."""
    folded = fold(text)
    found = {m.start(): m for pattern in (TIME, TIME_GLUED) for m in pattern.finditer(folded)}
    return [_time(found[start]) for start in sorted(found) if _time(found[start])]


def _time(match: re.Match[str]) -> str:
    got = match.groupdict()
    hour, minute = int(got["h"]), int(got["m"] or got.get("c") or 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 else ""
