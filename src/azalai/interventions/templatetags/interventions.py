"""Interventions in templates."""

from __future__ import annotations

from decimal import Decimal

from django import template

from azalai.core import formatting
from azalai.core.words import field_label
from azalai.interventions.models import Intervention
from azalai.interventions.queries import money_in_words, totals

register = template.Library()
SHOWN = 3


@register.filter
def place_names(intervention: Intervention) -> str:
    """ "Agadez, Tahoua, Maradi (+2)" of prefetched places."""
    names = [one.place.name for one in intervention.places.all()]
    more = len(names) - SHOWN
    return f"{', '.join(names[:SHOWN])}{f' (+{more})' if more > 0 else ''}"


@register.filter
def objective_codes(intervention: Intervention) -> str:
    """ "PMM 3, 10 · ODD 8" of prefetched objectives."""
    codes: dict[str, list[str]] = {}
    for one in intervention.objectives.all():
        codes.setdefault(one.item.framework.acronym, []).append(one.item.code)
    return " · ".join(f"{name} {', '.join(found)}" for name, found in codes.items())


@register.filter
def budget_total(intervention: Intervention) -> str:
    """Amounts by currency of prefetched budgets, "—" when none is told."""
    found = totals(intervention.budgets.all())
    return " + ".join(money_in_words(one.amount, one.currency) for one in found) or formatting.BLANK


@register.filter
def in_currency(amount: Decimal, code: str) -> str:
    """The amount with its currency as print writes it. code: ISO 4217."""
    return money_in_words(amount, code)


@register.filter
def counts_in_words(intervention: Intervention) -> str:
    """ "Sessions ou séances : 8, Participants : 240" of prefetched counts."""
    lines = [
        f"{one.get_kind_display()} : {formatting.amount(one.value)}" for one in intervention.counts.all()
    ]
    return ", ".join(lines)


@register.filter
def nature_and_counts(intervention: Intervention) -> str:
    """ "Formation (Sessions ou séances : 8)", "—" when neither is told."""
    nature = str(intervention.get_nature_display()) if intervention.nature else ""
    counts = counts_in_words(intervention)
    return f"{nature} ({counts})" if nature and counts else nature or counts or formatting.BLANK


@register.filter
def intervention_field(name: str) -> str:
    """The field's name in words."""
    return field_label("interventions.intervention", name)
