"""One cell as people write it: a date, a number, several things."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError

from azalai.frames.partial import is_partial_date

SPACES = dict.fromkeys(map(ord, " \u00a0\u202f"))
SHARE = re.compile(r"^(?P<name>.*?)\s*\(\s*(?P<share>\d+(?:[.,]\d+)?)\s*%?\s*\)$")
DAY = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?$")
MONTH = re.compile(r"^(\d{1,2})[/.-](\d{4})$")
ISO = re.compile(r"^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ].*|\.0)?$")


def several(text: str) -> list[str]:
    """Parts between semicolons, bars or line breaks."""
    return [part for one in re.split(r"[;\n|]", text) if (part := " ".join(one.split()))]


def decimal_number(text: str) -> Decimal | None:
    """The number, spaces between thousands allowed; None when it is none or beyond reason."""
    try:
        found = Decimal(text.translate(SPACES).replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < 10**18 else None


def share_of(text: str) -> tuple[str, Decimal | None]:
    """ "Maradi (60 %)" as a name and its percentage."""
    match = SHARE.match(text)
    return (match["name"], Decimal(match["share"].replace(",", "."))) if match else (text, None)


def partial_date(text: str) -> str:
    """ISO text of a year, month or day as people and Excel write them, "" when it is none."""
    text = text.strip()
    if match := ISO.match(text):
        found = match[1]
    elif match := DAY.match(text):
        found = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
    elif match := MONTH.match(text):
        found = f"{match[2]}-{int(match[1]):02d}"
    else:
        return ""
    try:
        is_partial_date(found)
    except ValidationError:
        return ""
    return found
