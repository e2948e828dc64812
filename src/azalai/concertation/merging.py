"""Where concertation names organisations, so that a merge in the register is followed here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from azalai.actors.references import Reference, register_reference


def register() -> None:
    """Seats, and who presents an item. Where the kept record sits in the body already, its seat is enough."""
    register_reference(Reference(_("Sièges"), "concertation.Seat", country="body__country", once_per="body"))
    register_reference(
        Reference(
            _("Points de l'ordre du jour"),
            "concertation.AgendaItem",
            field="presenter",
            country="meeting__body__country",
        )
    )
