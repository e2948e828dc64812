"""What is off track, and which values are awaited from whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from azalai.core.authorship import Author
from azalai.indicators.enums import Frequency
from azalai.indicators.models import Indicator, Target, Value
from azalai.indicators.periods import bounds, current
from azalai.indicators.queries.readings import Reading, readings
from azalai.indicators.rules import Scope, can_enter, can_enter_somewhere


@dataclass(frozen=True, slots=True)
class Awaited:
    """An indicator whose last period is over and has no value of any kind yet."""

    indicator: Indicator
    period: str


def off_track(indicators: Sequence[Indicator], *, year: int) -> list[Reading]:
    """Figures of a year which miss their target, the farthest first.

    Only indicators that have a target for it are read: five queries, and more for live ones that are not
    remembered (queries.counting).
    """
    start, end = bounds(str(year))
    aimed = set(
        Target.objects.filter(
            indicator__in=[one.pk for one in indicators], period__startswith=str(year), place__isnull=True
        ).values_list("indicator", flat=True)
    )
    found = readings([one for one in indicators if one.pk in aimed], start, end).values()
    missed = [one for one in found if one.is_reached is False]
    return sorted(missed, key=lambda one: (one.progress or 0, one.indicator.code))


def awaited(author: Author, scope: Scope, indicators: Sequence[Indicator], *, on: date) -> list[Awaited]:
    """Values that the post could give for the last period and that nobody has given; one query."""
    asked = [
        Awaited(one, current(one.frequency, on))
        for one in indicators
        if one.frequency in (Frequency.QUARTER, Frequency.YEAR) and can_enter_somewhere(author, one, scope)
    ]
    if not asked:
        return []
    # Whoever may give the value of the country may give them all; others give those of their places.
    everywhere = [one.indicator.pk for one in asked if can_enter(author, one.indicator, None, scope)]
    rows = Value.objects.standing().filter(
        Q(indicator__in=everywhere) | Q(place__in=scope.places),
        indicator__in=[one.indicator.pk for one in asked],
        period__in={one.period for one in asked},
    )
    given = set(rows.order_by().values_list("indicator_id", "period").distinct())
    return [one for one in asked if (one.indicator.pk, one.period) not in given]
