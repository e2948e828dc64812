"""Interventions and needs for the tests of the room."""

from __future__ import annotations

from typing import Any

from azalai.cartography import actions
from azalai.cartography.models import RegionalNeed
from azalai.cartography.traces import Traces
from azalai.core.clock import today
from azalai.interventions.content import Body, Where
from azalai.interventions.models import Intervention
from tests.accounts.factories import AT, SYSTEM
from tests.actors.factories import make_organisation
from tests.interventions.factories import make_bare_intervention, objective, place


def intervention(
    *places: str,
    objectives: tuple[str, ...] = (),
    with_: tuple[Any, ...] = (),
    funded_by: Any = None,
    **more: Any,
) -> Intervention:
    """A published intervention under way, at these places of Niger, for these objectives of the Compact."""
    bodies = [Body("implementing", str(one), one.pk) for one in with_]
    bodies += [Body("funding", str(funded_by), funded_by.pk)] if funded_by else []
    return make_bare_intervention(
        places=tuple(Where(place(name).pk) for name in places),
        objectives=tuple(objective(code).pk for code in objectives),
        bodies=tuple(bodies),
        **{"status": "ongoing", "planned_start": "2024", "planned_end": "2026"} | more,
    )


def need(code: str = "10", region: str = "Agadez", level: int = 3, **more: Any) -> RegionalNeed:
    """A need of a region of Niger."""
    values = {"source": "Évaluation d'essai", "source_date": "2025-11"} | more
    return actions.state_need(
        by=SYSTEM, at=AT, item=objective(code), place=place(region), level=level, **values
    )


def traces(country: str = "NE") -> Traces:
    """What is published today."""
    return Traces(country, on=today())


__all__ = ["intervention", "make_organisation", "need", "traces"]
