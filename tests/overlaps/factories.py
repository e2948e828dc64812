"""Pairs, without waiting for the radar."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from azalai.accounts.enums import Role
from azalai.actors.models import Organisation
from azalai.core.authorship import Author
from azalai.frames.models import Country
from azalai.interventions.models import Intervention
from azalai.overlaps import actions
from azalai.overlaps.enums import Relation
from azalai.overlaps.models import JointAction, Pair
from azalai.overlaps.models.pairs import pair_id
from tests.accounts.factories import AT, SYSTEM
from tests.actors.factories import make_organisation
from tests.interventions.factories import author_of, focal_person, make_bare_intervention

ROWS = [
    {
        "feature": "title",
        "title": "Titre",
        "finding": "titres presque identiques",
        "agrees": True,
        "value": 0.9,
        "contribution": 4.2,
    },
    {
        "feature": "place",
        "title": "Lieu",
        "finding": "régions différentes",
        "agrees": False,
        "value": 1.0,
        "contribution": -1.5,
    },
]


def make_pair(left: Intervention | None = None, right: Intervention | None = None, **more: Any) -> Pair:
    """A pair as a passage would have stored it: a duplicate unless told otherwise."""
    sides = [left or make_bare_intervention(), right or make_bare_intervention()]
    first, second = sorted(sides, key=lambda one: str(one.public_id))
    values: dict[str, Any] = {
        "label": Relation.DUPLICATE,
        "score": 0.97,
        "sentence": "Doublon (indice de doublon 97 %) : titres presque identiques.",
        "rows": ROWS,
        "amount_at_stake": Decimal(45_000_000),
        "people_at_stake": 720,
    }
    return Pair.objects.create(
        public_id=pair_id(first.public_id, second.public_id),
        country=Country.objects.get(iso2=first.country_id),
        left=first,
        right=second,
        found_at=AT,
        seen_at=AT,
        **(values | more),
    )


def decided(verdict: str = Relation.DUPLICATE, **more: Any) -> Pair:
    """A pair that the secretariat has decided."""
    pair = make_pair(**more)
    actions.decide(by=SYSTEM, at=AT, pair=pair, verdict=verdict, reason="Vu avec les deux partenaires.")
    pair.refresh_from_db()
    return pair


def speaker(organisation: Organisation, role: str = Role.PARTNER) -> Author:
    """Someone who speaks for the organisation."""
    return author_of(focal_person(organisation, role))


def leads(pair: Pair) -> tuple[Organisation, Organisation]:
    """Both lead organisations."""
    assert pair.left.lead is not None
    assert pair.right.lead is not None
    return pair.left.lead, pair.right.lead


def make_joint(pair: Pair | None = None, **more: Any) -> JointAction:
    """An invitation to both leads."""
    values: dict[str, Any] = {
        "kind": "thread",
        "title": "Se répartir les communes",
        "purpose": "Chacun dit les communes qu'il garde.",
    }
    return actions.invite(by=SYSTEM, at=AT, pair=pair or make_pair(), **(values | more))


def accept_all(joint: JointAction) -> JointAction:
    """Both partners accept."""
    for party in joint.parties.select_related("organisation"):
        actions.answer(by=speaker(party.organisation), at=AT, joint=joint, answer="accepted")
    joint.refresh_from_db()
    return joint


def stranger() -> Author:
    """A partner who has nothing to do with it."""
    return speaker(make_organisation())
