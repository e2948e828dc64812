"""Points in templates: how old, how late."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.timezone import localdate

from azalai.followup.models import ActionPoint
from azalai.followup.sheets.layout import COLUMNS

register = template.Library()


@register.filter
def days_late(point: ActionPoint, on: date) -> int:
    """Days since the last day of its deadline, 0 when it is not late."""
    return point.days_late(on)


@register.filter
def column_heading(key: str) -> str:
    """The heading of a column of the workbook."""
    return next((column.heading for column in COLUMNS if column.key == key), key)


@register.filter
def age(point: ActionPoint, on: date) -> int:
    """Days since it was decided, to the day it was closed where it is."""
    end = on if point.is_open else localdate(point.moved_at)
    return max(0, (end - point.since).days)
