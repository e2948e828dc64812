"""When the owners of an open point are asked where they are. No database here."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

AHEAD = timedelta(days=14)  # asked once when the deadline comes near
EVERY = timedelta(days=30)  # and every month once it is past
QUIET = timedelta(days=60)  # without a deadline, when nothing was heard for two months
APART = timedelta(days=14)  # never sooner after news or another question


def is_due(
    *,
    at: datetime,
    due_on: date | None,
    registered_at: datetime,
    heard_at: datetime | None,
    asked_at: datetime | None,
) -> bool:
    """The owners should be asked now. due_on: last day of the deadline, None without one; heard_at, asked_at:
    of the last news and of the last question."""
    last = max(one for one in (registered_at, heard_at, asked_at) if one)
    told = [one for one in (heard_at, asked_at) if one]
    if told and at - max(told) < APART:
        return False
    if due_on is None:
        return at - last >= QUIET
    today = localdate(at)
    if today > due_on:
        return asked_at is None or localdate(asked_at) <= due_on or at - asked_at >= EVERY
    return due_on - today <= AHEAD and (asked_at is None or due_on - localdate(asked_at) > AHEAD)
