"""Dates known to the year, the month or the day, kept as written: "2020", "2020-09", "2020-09-25".

They sort and compare as text, and are compared with whole days here.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date, get_month_names
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from azalai.core import formatting
from azalai.engines.naming.text import fold

PATTERN = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


_ISO = re.compile(r"^(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ].*|\.0)?$")
_DAY = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?$")
_MONTH = re.compile(r"^(\d{1,2})[/.-](\d{4})$")
_WORDS = re.compile(r"^(?:(\d{1,2})(?:er)? )?([^\W\d_]+)\.? (\d{4})$")


def read_partial(text: str) -> str:
    """ISO text of a year, month or day as people and Excel write them ("25/09/2020", "09/2020",
    "1er septembre 2020"), "" when it is none or the calendar does not know it."""
    text = " ".join(text.split())
    if match := _ISO.match(text):
        found = match[1]
    elif match := _DAY.match(text):
        found = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
    elif match := _MONTH.match(text):
        found = f"{match[2]}-{int(match[1]):02d}"
    elif match := _WORDS.match(text):
        found = _of_words(match[1], match[2], match[3])
    else:
        return ""
    try:
        is_partial_date(found)
    except ValidationError:
        return ""
    return found


def _of_words(day: str | None, name: str, year: str) -> str:
    """ISO text of a day or month whose name is French or English, "" when no month has that name."""
    numbers = [
        number
        for language in ("fr", "en")
        for number, month in get_month_names("wide", locale=language).items()
        if fold(month) == fold(name)
    ]
    if not numbers:
        return ""
    return f"{year}-{numbers[0]:02d}" + (f"-{int(day):02d}" if day else "")


def is_partial_date(text: str) -> None:
    """Validator: the text is a partial date that the calendar knows."""
    try:
        found = PATTERN.fullmatch(text) and first_day(text)
    except ValueError:
        found = None
    if not found:
        raise ValidationError(_("Écrivez une année (2020), un mois (2020-09) ou un jour (2020-09-25)."))


class PartialDateField(models.CharField):
    """A partial date, "" when unknown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"max_length": 10, "blank": True, "validators": [is_partial_date]}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for key in ("max_length", "blank", "validators"):
            kwargs.pop(key, None)
        return name, path, args, kwargs


def in_force(on: date, *, start: str = "valid_from", end: str = "valid_to") -> Q:
    """Rows whose period holds that day; an unknown bound holds every day, the last day is included."""
    day = on.isoformat()
    not_over = Q(**{end: ""}) | Q(**{f"{end}__gte": day}) | Q(**{f"{end}__in": [day[:4], day[:7]]})
    return not_over & Q(**{f"{start}__lte": day})


def order_check(name: str, *, start: str = "valid_from", end: str = "valid_to") -> models.CheckConstraint:
    """A period does not end before it begins, as far as its years tell."""
    begins = models.functions.Substr(start, 1, 4)
    return models.CheckConstraint(condition=Q(**{end: ""}) | Q(**{f"{end}__gte": begins}), name=name)


def first_day(text: str) -> date | None:
    """The earliest day that the text may mean, None when unknown."""
    if not text:
        return None
    year, month, day = (*text.split("-"), "01", "01")[:3]
    return date(int(year), int(month), int(day))


def last_day(text: str) -> date | None:
    """The latest day that the text may mean, None when unknown."""
    if not text:
        return None
    year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def day_before(text: str) -> str:
    """The day before that date begins, as written text; "" when unknown."""
    begins = first_day(text)
    return (begins - timedelta(days=1)).isoformat() if begins else ""


def in_words(text: str) -> str:
    """ "septembre 2020" for "2020-09", "2020" for "2020", "25 septembre 2020" for a day, "—" for ""."""
    begins = first_day(text)
    if begins is None:
        return formatting.BLANK
    if len(text) == 10:
        return formatting.day(begins)
    if len(text) == 4:
        return text
    return format_date(begins, format="MMMM y", locale=(get_language() or "fr").split("-")[0])
