"""Aggregates are written down with the value that changes them, and compared with their parts on demand."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from azalai.engines.aggregation.auditing import Stored
from azalai.indicators.models import Aggregate, Indicator
from azalai.indicators.queries.rollups import Whole, rolled


@transaction.atomic
def refresh(*, at: datetime, indicator: Indicator, period: str) -> int:
    """Write the aggregates of that indicator and period as their parts give them; how many there are.

    No audit entry of its own: it follows from the value whose action calls it.
    """
    found = rolled(indicator, period)
    rows = {one.place_id: one for one in Aggregate.objects.filter(indicator=indicator, period=period)}
    Aggregate.objects.filter(pk__in=[row.pk for key, row in rows.items() if key not in found]).delete()
    for place_id, whole in found.items():
        row = rows.get(place_id) or Aggregate(indicator=indicator, period=period, place_id=place_id)
        _fill(row, whole.stored, whole, at)
        row.save()
    return len(found)


def _fill(row: Aggregate, stored: Stored, whole: Whole, at: datetime) -> None:
    row.kind, row.amount = stored.kind, stored.amount
    row.numerator, row.denominator = stored.numerator, stored.denominator
    row.known, row.expected = stored.known, stored.expected
    row.causes, row.details, row.missing = list(stored.causes), list(whole.details), list(whole.missing)
    row.computed_at = at
