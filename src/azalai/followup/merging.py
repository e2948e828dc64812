"""Where follow-up names organisations, so that a merge in the register is followed here, and a name that
was not recognised comes to the queue of names to confirm."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from azalai.actors.references import Reference, Spot, register_reference

SHOWN = 5


def _where(rows: QuerySet[Any]) -> Iterable[Spot]:
    found = rows.select_related("point")[:SHOWN]
    return [Spot(str(row.point), row.point.get_absolute_url()) for row in found]


def register() -> None:
    """Owners. Where the kept record owns the point already, its own row is enough."""
    register_reference(
        Reference(
            _("Responsables d'actions"),
            "followup.PointOwner",
            country="point__country",
            text="text",
            once_per="point",
            where=_where,
        )
    )
