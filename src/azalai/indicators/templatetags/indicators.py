"""Figures as pages write them."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from azalai.core.templatetags.azalai import status as status_tag
from azalai.indicators import periods, words
from azalai.indicators.enums import Origin
from azalai.indicators.labels import CAUSES, STATE_KINDS, room_of
from azalai.indicators.models import Aggregate, Indicator, Value, ValuePart
from azalai.indicators.queries import Reading, status_of
from azalai.indicators.sets import LABELS
from azalai.indicators.words import write

register = template.Library()
register.filter("period", periods.in_words)
register.filter("written", words.written)
register.filter("figure", words.figure)


@register.filter
def told(value: Value, indicator: Indicator) -> str:
    """A stored value or part of the indicator, as it was given."""
    return write(status_of(value.kind, value.amount), value.amount, measure=indicator.measure)


@register.filter
def baseline(indicator: Indicator) -> str:
    """The starting value, "—" while nobody has said anything."""
    return write(status_of(indicator.baseline_kind, indicator.baseline), indicator.baseline,
                 measure=indicator.measure)  # fmt: skip


@register.simple_tag
def feeding(indicator: Indicator) -> SafeString:
    """Who fills it: the system, a part to come, a person."""
    if indicator.is_live:
        return status_tag("active", _("compté par le système"))
    if indicator.is_computed:
        return status_tag(
            "waiting", _("attend la partie « %(room)s » du système") % {"room": room_of(indicator.fact_code)}
        )
    return status_tag("neutral", _("saisi par une personne"))


@register.simple_tag
def reached(reading: Reading) -> SafeString:
    """Whether the target is met, "" where it cannot be told."""
    if reading.is_reached is None:
        return SafeString("")
    if reading.is_reached:
        return status_tag("done", _("atteint"))
    return status_tag("waiting", _("pas atteint"))


@register.simple_tag
def value_state(value: Value) -> SafeString:
    """State of a value as sign and word."""
    return status_tag(STATE_KINDS[value.state], value.get_state_display())


@register.filter
def origin(reading: Reading) -> str:
    """Where a figure comes from, in words; what is missing is always said."""
    if reading.is_partial:
        return _("partiel (%(known)s sur %(expected)s)") % {
            "known": reading.known,
            "expected": reading.expected,
        }
    return "" if reading.origin == Origin.NOWHERE else str(Origin(reading.origin).label)


@register.filter
def quarter(start: date) -> str:
    """The quarter that begins that day."""
    return f"{start.year}-T{(start.month + 2) // 3}"


@register.filter
def span_of(reading: Reading) -> str:
    """The reading's year or quarter, for an address."""
    return periods.period_of(reading.start, reading.end)


@register.filter
def causes(aggregate: Aggregate) -> str:
    """Why it was refused."""
    return " ".join(str(CAUSES[cause]) for cause in aggregate.causes)


@register.filter
def category(part: ValuePart, names: dict[str, str]) -> str:
    """The category of a part, its code when nobody named it."""
    return names.get(part.category, part.category)


@register.filter
def answer(code: str) -> str:
    """An answer of a list in words; "—" where nobody answered."""
    return str(LABELS[code])
