"""The one place where the present enters; actions and rules take `at=` as an argument."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Aware date and time."""
    return timezone.now()


def today() -> date:
    """Civil date in the country's time zone."""
    return timezone.localdate()
