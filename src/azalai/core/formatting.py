"""How values are written for people, in the language of the page.

Every function takes None or "" (nothing entered: "—") and NOT_APPLICABLE ("s.o.") beside its own type.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent
from django.utils import timezone
from django.utils.translation import get_language

from azalai.core.values import NOT_APPLICABLE

BLANK = "—"
NO_BREAK = "\u00a0"
# British order of dates; languages without an entry are written by their own Babel locale.
LOCALES = {"en": "en_GB"}


def amount(value: Any) -> str:
    """An integer, decimal or float with separators: 45 000 000; at most two decimals."""
    return _blank(value) or format_decimal(value, format="#,##0.##", locale=_locale())


def money(value: Any, unit: str) -> str:
    """An amount and its unit, never parted at the end of a line."""
    return _blank(value) or f"{amount(value)}{NO_BREAK}{unit}"


def percent(value: Any) -> str:
    """A ratio of one as a percentage with at most one decimal: 0.125 is 12,5 %."""
    return _blank(value) or format_percent(value, format=_percent_pattern(), locale=_locale())


def day(value: Any) -> str:
    """A date as 23 septembre 2022 or 1er janvier 2023; an aware datetime is read in local time."""
    if blank := _blank(value):
        return blank
    local = timezone.localtime(value) if _is_aware(value) else value
    text = format_date(local, format="d MMMM y", locale=_locale())
    return f"1er{text[1:]}" if _is_french() and local.day == 1 else text


def moment(value: Any) -> str:
    """A datetime in local time: 23 septembre 2022 à 14 h 05."""
    if blank := _blank(value):
        return blank
    return f"{day(value)}{' à ' if _is_french() else ', '}{hour(value)}"


def hour(value: Any) -> str:
    """The time of a datetime, local: 14 h 05."""
    if blank := _blank(value):
        return blank
    local = timezone.localtime(value) if _is_aware(value) else value
    if _is_french():
        return f"{local.hour}{NO_BREAK}h{NO_BREAK}{local.minute:02d}"
    return str(format_time(local, format="HH:mm", locale=_locale()))


def dash(value: Any) -> Any:
    """The value itself; "—" when nothing was entered, "s.o." when it does not apply. Zero stays zero."""
    return _blank(value) or value


def _blank(value: Any) -> str:
    if value is NOT_APPLICABLE:
        return "n/a" if _locale().startswith("en") else "s.o."
    return BLANK if value is None or value == "" else ""


def _is_aware(value: Any) -> bool:
    return isinstance(value, datetime) and timezone.is_aware(value)


def _language() -> str:
    return (get_language() or "fr").split("-")[0]


def _locale() -> str:
    return LOCALES.get(_language(), _language())


def _is_french() -> bool:
    return _language() == "fr"


def _percent_pattern() -> str:
    return "#,##0.#\u00a0%" if _is_french() else "#,##0.#%"
