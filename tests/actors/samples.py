"""Objects for the addresses of this room: url name → function that gives the kwargs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from azalai.actors.actions import (
    add_mandate,
    add_spelling,
    appoint_focal_point,
    join_network,
    merge_organisations,
    set_aside_name,
)
from azalai.plans.models import NodeBody
from tests.accounts.factories import AT, START, SYSTEM, make_post
from tests.actors.factories import make_network, make_organisation
from tests.plans.factories import make_version

ABOUT = (
    "organisation",
    "organisation_edit",
    "spelling_new",
    "network_join",
    "focal_point_new",
    "mandate_new",
    "merge_choose",
    "organisation_analyses",
    "analysis_new",
)
UNKNOWN = "Office des étoiles filantes"


def _organisation() -> dict[str, Any]:
    return {"public_id": make_organisation().public_id}


def _spelling() -> dict[str, Any]:
    organisation = make_organisation()
    spelling = add_spelling(by=SYSTEM, at=AT, organisation=organisation, text="Autre graphie")
    return {"public_id": organisation.public_id, "spelling_id": spelling.pk}


def _membership() -> dict[str, Any]:
    organisation = make_organisation()
    made = join_network(by=SYSTEM, at=AT, organisation=organisation, network=make_network())
    return {"public_id": organisation.public_id, "membership_id": made.pk}


def _focal_point() -> dict[str, Any]:
    organisation = make_organisation()
    made = appoint_focal_point(by=SYSTEM, at=AT, organisation=organisation, post=make_post(), starts_on=START)
    return {"public_id": organisation.public_id, "focal_point_id": made.pk}


def _mandate() -> dict[str, Any]:
    organisation = make_organisation()
    made = add_mandate(by=SYSTEM, at=AT, organisation=organisation, text="Un mandat d'essai")
    return {"public_id": organisation.public_id, "mandate_id": made.pk}


def _pair() -> dict[str, Any]:
    return {"merged_id": make_organisation().public_id, "kept_id": make_organisation().public_id}


def _two() -> dict[str, Any]:
    return {"one_id": make_organisation().public_id, "other_id": make_organisation().public_id}


def _merged() -> dict[str, Any]:
    merged, kept = make_organisation(), make_organisation()
    merge_organisations(by=SYSTEM, at=AT, merged=merged, kept=kept)
    return {"public_id": merged.public_id}


def _name() -> dict[str, Any]:
    """A name that a line of a plan keeps, and that nobody has confirmed."""
    make_organisation()
    if not NodeBody.objects.filter(text=UNKNOWN).exists():
        node = make_version().nodes.first()
        NodeBody.objects.create(node=node, role="responsible", text=UNKNOWN)
    return {"key": "officedesetoilesfilantes"}


def _aside() -> dict[str, Any]:
    make_organisation()
    made = set_aside_name(by=SYSTEM, at=AT, country="NE", text="Nom écarté", verdict="nothing")
    return {"aside_id": made.pk}


SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    **{f"actors:{name}": _organisation for name in ABOUT},
    "actors:spelling_end": _spelling,
    "actors:network_leave": _membership,
    "actors:focal_point_end": _focal_point,
    "actors:mandate_edit": _mandate,
    "actors:mandate_end": _mandate,
    "actors:merge": _pair,
    "actors:distinguish": _two,
    "actors:part": _merged,
    "actors:name": _name,
    "actors:name_new": _name,
    "actors:name_aside": _name,
    "actors:name_back": _aside,
}
