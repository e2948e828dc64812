"""Numbers and dates of a workbook as a French reader sees them.

Source of the format codes: ECMA-376 part 1, 18.8.30 and 18.8.31. Only what changes the reading of
a plan is followed: grouping, decimals, percent, thousands, words around the figure, dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from azalai.tabular import CellValue

GROUP = "\u202f"
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "dd/mm/yyyy h:mm",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
}
# 27 to 36 and 50 to 58 are dates in East Asian editions only.
MONTHS = (
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
)
SHORT_MONTHS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]\-]*)[^\]]*\]|_.|\*.|\[[^\]]*\]')
_PLACES = re.compile(r"[#0?][#0?, .]*")
_START_1900 = datetime.fromisoformat("1899-12-30")
_START_1904 = datetime.fromisoformat("1904-01-01")
_LAST_DAY = 2_958_466  # 1 January 10000, past what a date can be


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What of a format code is followed.

    is_date: the number is a day; parts: which of "y", "m", "mmm", "mmmm", "d", "h" it shows.
    """

    is_date: bool = False
    parts: frozenset[str] = frozenset()
    general: bool = True
    grouped: bool = False
    decimals: int = 0
    percent: bool = False
    scale: int = 0  # how many times divided by a thousand
    prefix: str = ""
    suffix: str = ""


@lru_cache(maxsize=512)
def parse_format(code: str) -> NumberFormat:
    """The format of a code such as `#,##0 "FCFA"` or `mmm-yy`; unknown codes are general."""
    section = code.split(";", 1)[0]
    bare = _LITERAL.sub(_structure, section)
    if "general" in bare.lower() or "@" in bare:
        return NumberFormat()
    if re.search("[ymdhs]", bare.lower()):
        return _date_format(bare.lower())
    places = _PLACES.search(bare)
    return _figure_format(section, bare, places[0].rstrip()) if places else NumberFormat()


def _structure(found: re.Match[str]) -> str:
    """What a literal changes in the reading: elapsed time, a space that groups digits."""
    if found[0][:2].lower() in ("[h", "[m", "[s") and "$" not in found[0]:
        return found[0] if len(found[0]) < 5 else ""
    return " " if (found[1] or found[2]) in (" ", "\u00a0", GROUP) else ""


def _date_format(bare: str) -> NumberFormat:
    runs = {found[0] for found in re.finditer(r"y+|m+|d+|h+|s+", bare)}
    if not runs:
        return NumberFormat()
    parts = {"y"} if any(run[0] == "y" for run in runs) else set()
    parts |= {"d"} if any(run in ("d", "dd") for run in runs) else set()
    parts |= {"h"} if any(run[0] in "hs" for run in runs) else set()
    months = [run for run in runs if run[0] == "m"]
    if months and (parts - {"h"} or not parts):
        parts.add(max(months, key=len) if len(max(months, key=len)) in (3, 4) else "m")
    return NumberFormat(is_date=True, parts=frozenset(parts), general=False)


def _figure_format(section: str, bare: str, places: str) -> NumberFormat:
    if "/" in bare or "e+" in bare.lower() or "e-" in bare.lower():
        return NumberFormat()
    whole, _, decimals = places.partition(".")
    prefix, suffix = _words(section)
    return NumberFormat(
        general=False,
        grouped=bool(re.search(r"[#0?][, ][#0?]", whole)),
        decimals=sum(place in "#0?" for place in decimals),
        percent="%" in bare,
        scale=len(places) - len(places.rstrip(",")),
        prefix=prefix,
        suffix=suffix,
    )


def _words(section: str) -> tuple[str, str]:
    """Words before and after the figure, as they are displayed."""
    marked = _LITERAL.sub(_shown, section)
    figure = re.search(r"[#0?](.*[#0?])?[,.]*", marked)
    if figure is None:
        return "", ""
    before, after = marked[: figure.start()], marked[figure.end() :]
    return _unmark(before).lstrip(), _unmark(after.replace("%", "")).rstrip()


def _shown(found: re.Match[str]) -> str:
    """Literal text, moved out of the way of the figure's own signs."""
    text = found[1] or found[2] or found[3] or ""
    return "".join(chr(0xE000 + ord(sign)) if ord(sign) < 0x80 else sign for sign in text)


def _unmark(text: str) -> str:
    return "".join(chr(ord(sign) - 0xE000) if 0xE000 <= ord(sign) < 0xE080 else sign for sign in text)


def displayed(number: float, form: NumberFormat) -> str:
    """A figure as text: grouped with U+202F, decimal comma."""
    if form.general:
        return plain(number)
    shown = number * (100 if form.percent else 1) / 1000**form.scale
    text = f"{shown:,.{form.decimals}f}"
    text = text.replace(",", GROUP if form.grouped else "").replace(".", ",")
    return f"{form.prefix}{text}{'%' if form.percent else ''}{form.suffix}"


def plain(number: float) -> str:
    """A figure without a format: no ".0", decimal comma, no noise of binary fractions."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}".replace(".", ",")


def typed(number: float) -> CellValue:
    """An integer where the number is whole."""
    return int(number) if number == int(number) and abs(number) < 1e15 else number


def moment(number: float, *, from_1904: bool) -> datetime | None:
    """Day and time of a serial number; None when it is none (negative, past the year 9999)."""
    if not 0 <= number < _LAST_DAY - 1462:
        return None
    if from_1904:
        return _rounded(_START_1904 + timedelta(days=number))
    # Excel counts a 29 February 1900 that never was.
    shift = 1 if number < 60 else 0
    return _rounded(_START_1900 + timedelta(days=number + shift))


def _rounded(when: datetime) -> datetime:
    return (when + timedelta(microseconds=500_000)).replace(microsecond=0)


def iso(when: datetime) -> str:
    """ISO text; without the time at midnight."""
    return when.date().isoformat() if _is_day(when) else when.isoformat()


def displayed_moment(when: datetime, parts: frozenset[str]) -> str:
    """A date or time with no more precision than its format shows (see NumberFormat.parts)."""
    day = _displayed_day(when, parts - {"h"})
    if "h" not in parts:
        return day
    return f"{day} {when:%H:%M}" if day and not _is_day(when) else day or f"{when:%H:%M}"


def _displayed_day(when: datetime, parts: frozenset[str]) -> str:
    if not parts:
        return ""
    if parts == {"y"}:
        return f"{when.year:04d}"
    if "d" in parts:
        year = f"/{when.year:04d}" if "y" in parts or parts == {"d"} else ""
        return f"{when:%d/%m}{year}"
    return f"{_displayed_month(when, parts)}{_year(when, parts)}"


def _displayed_month(when: datetime, parts: frozenset[str]) -> str:
    if "mmmm" in parts or parts == {"m"}:
        return MONTHS[when.month - 1]
    return SHORT_MONTHS[when.month - 1] if "mmm" in parts else f"{when.month:02d}"


def _year(when: datetime, parts: frozenset[str]) -> str:
    if "y" not in parts:
        return ""
    return f"{'/' if 'm' in parts else ' '}{when.year:04d}"


def _is_day(when: datetime) -> bool:
    return not (when.hour or when.minute or when.second)
