"""What already exists, beside the form of an intervention and on the page of a draft."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from azalai.core import registry
from azalai.core.authorship import Author
from azalai.interventions.models import Intervention
from azalai.interventions.rules import can_see_interventions


def register() -> None:
    """Offer both panels."""
    for place, template in (
        ("interventions.form", "overlaps/panels/form.html"),
        ("interventions.intervention", "overlaps/panels/draft.html"),
    ):
        registry.register_panel(registry.Panel(place, template, 10, _panel, can_see_interventions))


def _panel(author: Author, intervention: Intervention | None) -> dict[str, Any]:
    is_open = intervention is not None and intervention.is_draft
    found = _closest(intervention) if intervention is not None and is_open else []
    return {"neighbours": found, "intervention": intervention, "is_open": is_open}


def _closest(intervention: Intervention) -> Any:
    # The engine takes a second to import: no command should wait for it that does not compare.
    return import_module("azalai.overlaps.closest").of_intervention(intervention)
