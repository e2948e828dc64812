"""One cell as people write it: a date, a number, several things."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

SPACES = dict.fromkeys(map(ord, " \u00a0\u202f"))
SHARE = re.compile(r"^(?P<name>.*?)\s*\(\s*(?P<share>\d+(?:[.,]\d+)?)\s*%?\s*\)$")


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
