"""Where interventions name organisations, so that the register's merges and confirmations follow here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from azalai.actors.references import Reference, Spot, register_reference
from azalai.interventions.actions.writing import refresh_search
from azalai.interventions.enums import Publication
from azalai.interventions.models import Intervention

SHOWN = 5


def register() -> None:
    """Leads, bodies and sources of money; drafts follow too, but only what is published is shown."""
    register_reference(
        Reference(
            _("Interventions conduites"),
            "interventions.Intervention",
            field="lead",
            text="lead_text",
            clear_text=True,
            pending=Q(publication=Publication.PUBLISHED),
            where=_interventions,
            after=_searchable,
        )
    )
    for label, model, text in (
        (_("Participations à des interventions"), "interventions.InterventionBody", "text"),
        (_("Montants apportés"), "interventions.Budget", "source"),
    ):
        register_reference(
            Reference(
                label,
                model,
                country="intervention__country",
                text=text,
                pending=Q(intervention__publication=Publication.PUBLISHED),
                where=_of_lines,
            )
        )


def _interventions(rows: QuerySet[Any]) -> Iterator[Spot]:
    yield from (Spot(str(one), one.get_absolute_url()) for one in rows[:SHOWN])


def _of_lines(rows: QuerySet[Any]) -> Iterator[Spot]:
    keys = rows.order_by("intervention").values("intervention")
    yield from _interventions(Intervention.objects.filter(pk__in=keys).order_by("pk"))


def _searchable(keys: Sequence[int]) -> None:
    """The lead's names are part of what a search finds."""
    for intervention in Intervention.objects.filter(pk__in=keys):
        refresh_search(intervention)
