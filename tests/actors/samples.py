"""Objects for the addresses of this room: url name → function that gives the kwargs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from azalai.actors.actions import add_spelling, appoint_focal_point, join_network
from tests.accounts.factories import AT, START, SYSTEM, make_post
from tests.actors.factories import make_network, make_organisation

ABOUT = ("organisation", "organisation_edit", "spelling_new", "network_join", "focal_point_new")


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


SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    **{f"actors:{name}": _organisation for name in ABOUT},
    "actors:spelling_end": _spelling,
    "actors:network_leave": _membership,
    "actors:focal_point_end": _focal_point,
}
