"""Where concertation names organisations, so that a merge in the register is followed here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from azalai.actors.references import Reference, Spot, register_reference


def register() -> None:
    """Seats, who presents an item, who is to act and who came.

    Where the kept record sits in the body already, its seat is enough.
    """
    register_reference(Reference(_("Sièges"), "concertation.Seat", country="body__country", once_per="body"))
    register_reference(
        Reference(
            _("Points de l'ordre du jour"),
            "concertation.AgendaItem",
            field="presenter",
            country="meeting__body__country",
        )
    )
    register_reference(
        Reference(
            _("Responsables de points d'action"),
            "concertation.MinutesActionOwner",
            country="action__item__minutes__meeting__body__country",
            text="text",
            pending=Q(is_group=False),
            group_flag="is_group",
            where=_owned,
        )
    )
    register_reference(
        Reference(
            _("Présences aux réunions"),
            "concertation.MinutesAttendee",
            country="minutes__meeting__body__country",
            text="name",
            pending=Q(seat__isnull=True),
            where=_attended,
        )
    )


def _owned(rows: QuerySet[Any]) -> Iterator[Spot]:
    for row in rows.select_related("action__item__minutes__meeting__body__place"):
        minutes = row.action.item.minutes
        yield Spot(str(minutes), minutes.get_absolute_url())


def _attended(rows: QuerySet[Any]) -> Iterator[Spot]:
    for row in rows.select_related("minutes__meeting__body__place"):
        yield Spot(str(row.minutes), row.minutes.get_absolute_url())
