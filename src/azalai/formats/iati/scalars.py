"""Texts, dates, numbers and codes as the world writes them, and as we hold them."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import quote, urlsplit

from azalai.formats.iati.mojibake import repair
from azalai.formats.text import tidy

_BAD_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANG = re.compile(r"[a-z]{1,8}(-[a-z0-9]{1,8})*")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*|Z|[+-]\d\d:\d\d)?", re.DOTALL)
_PARTIAL = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")
_QUARTER = re.compile(r"(\d{4})\s*[-/]?\s*[QT][1-4]|[QT][1-4]\s*[-/]?\s*(\d{4})", re.IGNORECASE)
_FRENCH_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?")
_NUMBER = re.compile(r"[+-]?(\d{1,24}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,2})?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d+|[+-]?\d{1,3}(,\d{3}){2,}|[+-]?\d{1,3}( \d{3})+([.,]\d+)?")
_SMALLEST, _LARGEST = -30, 24
_SPACES = re.compile(r"\s+")
_LONGEST = 80  # of a date or a number; more is neither
_EARLIEST, _LATEST = 1950, 2150
_SAFE = "%-._~:/?#[]@!$&'()*+,;="
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SCHEMES = frozenset(("http", "https", "ftp"))


def plain(text: str) -> str:
    """Text of several lines: repaired, tidied, and nothing that XML cannot hold."""
    if text.isascii() and text.isprintable():
        return text.strip()
    while (better := _BAD_XML.sub("", tidy(repair(text))).strip()) != text:
        text = better
    return text


def line(text: str | None) -> str:
    """Text of an attribute: on one line, one space between words."""
    if not text:
        return ""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return _SPACES.sub(" ", plain(text)).strip()


def language(text: str | None) -> str | None:
    """Language code in lower case, "" when none is written, None when it is no code."""
    code = (text or "").strip().lower().replace("_", "-")
    return code if not code or _LANG.fullmatch(code) else None


def day(text: str | None) -> str:
    """ISO day of an XML date or moment, "" when it is none."""
    found = _DAY.fullmatch((text or "").strip())
    return _real(found[1]) if found else ""


def partial(text: str) -> str:
    """ISO day, month or year of what a person wrote, "" when it is not certain."""
    text = text.strip()
    if len(text) > _LONGEST:
        return ""
    if found := day(text):
        return found
    if _PARTIAL.fullmatch(text) and is_likely(text):
        return text
    if (quarter := _QUARTER.fullmatch(text)) and is_likely(quarter[1] or quarter[2]):
        return quarter[1] or quarter[2]
    numbers = _FRENCH_DAY.fullmatch(text)
    return _certain_day(*map(int, numbers.groups())) if numbers else ""


def _certain_day(first: int, second: int, year: int) -> str:
    """Day of "31/12/2021" or "12/31/2021"; "01/02/2021" could be two days."""
    if first == second or first > 12:
        return _real(f"{year}-{second:02}-{first:02}")
    return _real(f"{year}-{first:02}-{second:02}") if second > 12 else ""


def _real(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def is_likely(iso: str) -> bool:
    """Whether a day, month or year is one of an activity of our times."""
    return _EARLIEST <= int(iso[:4]) <= _LATEST


def moment(text: str | None) -> str:
    """XML date and time as written, midnight added to a bare day; "" when it is none."""
    written = (text or "").strip()
    if _MOMENT.fullmatch(written) and _is_moment(written):
        return written
    found = day(written)
    return f"{found}T00:00:00" if found else ""


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def number(text: str | None) -> Decimal | None:
    """Amount as written in XML, by a spreadsheet (1e-9) or with certain separators; None otherwise.

    "1,234" is not certain: thousand or decimal comma.
    """
    written = _SPACES.sub(" ", (text or "").strip())
    if len(written) > _LONGEST:
        return None
    if _GROUPED.fullmatch(written):
        written = _ungrouped(written)
    if not _NUMBER.fullmatch(written) or not written.isascii():
        return None
    found = Decimal(written)
    return found if not found or _SMALLEST <= found.adjusted() < _LARGEST else None


def _ungrouped(text: str) -> str:
    return text.replace(" ", "").replace(",", ".") if " " in text else text.replace(",", "")


def written(value: Decimal | float) -> str:
    """A number as XML wants it: no exponent, no trailing zeros."""
    text = format(value if isinstance(value, Decimal) else Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def web_address(text: str | None) -> str:
    """Address of a document, its spaces and accents encoded; "" unless http, https or ftp."""
    address = quote(_BAD_PERCENT.sub("%25", line(text)), safe=_SAFE)
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    has_host = bool(re.fullmatch(r"[A-Za-z0-9._~@:%-]+", parts.netloc))
    if parts.scheme.lower() not in _SCHEMES or not has_host:
        return ""
    return _without_brackets(address)


def _without_brackets(address: str) -> str:
    """Brackets and second fragments stand in no address that XML accepts."""
    head, mark, fragment = address.partition("#")
    return (head + mark + fragment.replace("#", "%23")).replace("[", "%5B").replace("]", "%5D")
