"""Days and spans in words."""

from __future__ import annotations

from datetime import date

from azalai.engines.phrases.words import NO_BREAK
from azalai.engines.phrases.words import ordinal as ordinal

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
QUARTERS = 4


def day(value: date) -> str:
    """ "23 septembre 2022", "1er janvier 2023"."""
    number = "1er" if value.day == 1 else str(value.day)
    return f"{number}{NO_BREAK}{MONTHS[value.month - 1]} {value.year}"


def between(start: date, end: date) -> str:
    """ "du 1er janvier au 31 décembre 2022": what both days share is said once."""
    if start == end:
        return f"le {day(start)}"
    if (start.year, start.month) == (end.year, end.month):
        return f"du {_number(start)} au {day(end)}"
    if start.year == end.year:
        return f"du {_number(start)}{NO_BREAK}{MONTHS[start.month - 1]} au {day(end)}"
    return f"du {day(start)} au {day(end)}"


def _number(value: date) -> str:
    return "1er" if value.day == 1 else str(value.day)


def period(start: date, end: date) -> str:
    """ "l'année 2022", "le 3e trimestre de 2022", "les années 2020 à 2022", else the days."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        if start.year == end.year:
            return f"l'année {start.year}"
        return f"les années {start.year} à {end.year}"
    quarter = quarter_of(start, end)
    if quarter:
        return f"le {ordinal(quarter)} trimestre de {start.year}"
    return f"la période {between(start, end)}"


def during(start: date, end: date) -> str:
    """ "en 2022", "au 3e trimestre de 2022", "de 2020 à 2022"."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"en {start.year}" if start.year == end.year else f"de {start.year} à {end.year}"
    quarter = quarter_of(start, end)
    return f"au {ordinal(quarter)} trimestre de {start.year}" if quarter else between(start, end)


def quarter_of(start: date, end: date) -> int:
    """1 to 4 when the days are those of a quarter, else 0."""
    for quarter in range(1, QUARTERS + 1):
        if (start, end) == quarter_days(start.year, quarter):
            return quarter
    return 0


def quarter_days(year: int, quarter: int) -> tuple[date, date]:
    """First and last day of a quarter, 1 to 4."""
    first = date(year, 3 * quarter - 2, 1)
    last = date(year, 12, 31) if quarter == QUARTERS else date(year, 3 * quarter + 1, 1)
    return first, last if quarter == QUARTERS else date.fromordinal(last.toordinal() - 1)
