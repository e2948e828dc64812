"""Interventions that overlap, for tests."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from azalai.actors.models import Organisation
from azalai.interventions.content import Content, Money, Reach, Where
from azalai.interventions.models import Intervention
from tests.actors.factories import make_organisation
from tests.interventions.factories import full_content, make_draft, make_intervention, objective, place

TITLE = "Réintégration économique des migrants de retour à Tahoua"
ENGLISH = "Economic reintegration of returning migrants in Tahoua"
TEXT = "Kits d'installation, subventions et suivi d'une année pour les migrants de retour."
ENGLISH_TEXT = "Start-up kits, grants and one year of follow-up for returning migrants."


def twin(*, lead: Organisation | None = None, english: bool = False, **more: Any) -> Content:
    """The same work, told in French or in English by one organisation or another."""
    told: dict[str, Any] = {"title_fr": TITLE, "title_en": "", "description_fr": TEXT}
    if english:
        told = {"title_fr": "", "title_en": ENGLISH, "description_fr": "", "description_en": ENGLISH_TEXT}
    values: dict[str, Any] = told | {
        "lead": (lead or make_organisation()).pk,
        "places": (Where(place("Tahoua").pk),),
        "objectives": (objective("21").pk,),
        "targets": (Reach("returnees", total=200),),
        "budgets": (Money(Decimal(60_000_000), "XOF", "planned", "Bailleur d'essai"),),
        "bodies": (),
    }
    return full_content(**(values | more))


def make_twins(**more: Any) -> tuple[Intervention, Intervention]:
    """Two published interventions that are the same work: one told in French, one in English."""
    return make_intervention(twin(**more)), make_intervention(twin(english=True, **more))


def make_other(**more: Any) -> Intervention:
    """A published intervention that has nothing to do with them."""
    values: dict[str, Any] = {
        "title_fr": "Équipement informatique des postes frontières d'Agadez",
        "title_en": "",
        "description_fr": "Ordinateurs, énergie solaire et registre des entrées.",
        "places": (Where(place("Agadez").pk),),
        "objectives": (objective("11").pk,),
        "targets": (Reach("security-forces", total=30),),
    }
    return make_intervention(full_content(**(values | more)))


def make_twin_draft(**more: Any) -> Intervention:
    """A draft of the same work."""
    return make_draft(twin(**more))


def elsewhere(intervention: Intervention) -> Content:
    """What the intervention would say if it did something else, in another place, at another time."""
    other = full_content(
        title_fr="Équipement informatique des postes frontières d'Agadez",
        title_en="",
        description_fr="Ordinateurs, énergie solaire et registre des entrées.",
        places=(Where(place("Agadez").pk),),
        objectives=(objective("11").pk,),
        planned_start="1999",
        planned_end="1999",
        targets=(Reach("security-forces", total=30),),
    )
    return replace(other, lead=intervention.lead_id, identifier=intervention.identifier)
