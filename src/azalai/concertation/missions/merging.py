"""Where missions name organisations, so that a merge in the register is followed here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from azalai.actors.references import Reference, Spot, register_reference

SHOWN = 3


def register() -> None:
    """Hosts and participants, with the names that nobody has tied to the register yet."""
    register_reference(
        Reference(
            _("Organismes des missions"),
            "concertation.MissionParty",
            country="mission__country",
            text="text",
            where=_where,
        )
    )


def _where(rows: QuerySet[Any]) -> Iterable[Spot]:
    for row in rows.select_related("mission")[:SHOWN]:
        yield Spot(row.mission.title, row.mission.get_absolute_url())
