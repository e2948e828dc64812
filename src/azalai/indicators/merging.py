"""Where indicators name organisations, so that a merge in the register is followed here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from azalai.actors.references import Reference, register_reference


def register() -> None:
    """Who answers for a sheet, and who gave a value."""
    register_reference(Reference(_("Fiches d'indicateurs"), "indicators.Indicator", field="responsible"))
    register_reference(
        Reference(_("Valeurs d'indicateurs"), "indicators.Value", country="indicator__country")
    )
