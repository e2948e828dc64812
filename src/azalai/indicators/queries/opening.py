"""Reads for anyone: published values, and the indicators that have some."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from azalai.indicators.enums import State
from azalai.indicators.models import Indicator, Value
from azalai.indicators.models.sheets import IndicatorQuerySet


def published(country: str) -> IndicatorQuerySet:
    """Indicators of the country with a value published today, by number. One that was replaced or withdrawn
    since is published no more."""
    there = Value.objects.filter(indicator=OuterRef("pk"), state=State.PUBLISHED)
    return Indicator.objects.in_country(country).filter(Exists(there)).order_by("code", "id")


def published_values(indicator: Indicator) -> QuerySet[Value]:
    """Its published values, the latest period first, the country before its places."""
    rows = Value.objects.filter(indicator=indicator, state=State.PUBLISHED).select_related("place")
    return rows.order_by("-period", "place__level", "place__name", "pk")


def latest_published(indicators: Sequence[Indicator]) -> dict[int, Value]:
    """Key of the indicator → its latest published value of the whole country; one query."""
    rows = Value.objects.filter(
        indicator__in=[one.pk for one in indicators], state=State.PUBLISHED, place__isnull=True
    )
    return {value.indicator_id: value for value in rows.order_by("period", "pk")}
