"""Where overlaps name organisations, so that a merge in the register is followed here.

Pairs follow by their interventions; two interventions that turn out to be of one organisation
are no pair any more, unless it was decided (see `PairQuerySet.living`).
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from azalai.actors.references import Reference, register_reference


def register() -> None:
    """Opinions, notices and invitations."""
    for label, model, country, once_per in (
        (_("Avis sur des recoupements"), "overlaps.Opinion", "pair__country", "pair"),
        (_("Informations sur des recoupements"), "overlaps.Notice", "pair__country", "pair"),
        (_("Invitations à des actions conjointes"), "overlaps.JointParty", "joint__pair__country", "joint"),
    ):
        register_reference(Reference(label, model, country=country, once_per=once_per))
