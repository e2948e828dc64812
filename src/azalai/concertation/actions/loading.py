"""Loads the bodies that the country profile names. What a person has changed since stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from azalai.concertation import rules
from azalai.concertation.enums import BodyKind, BodyLevel, Rhythm
from azalai.concertation.models import Body
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.frames.dataset import load_profile
from azalai.frames.dataset.profiles import Body as Shipped
from azalai.frames.models import LegalBasis, Place

LEVELS = {
    "national": BodyLevel.NATIONAL,
    "thematic": BodyLevel.NATIONAL,
    "regional": BodyLevel.REGIONAL,
    "departmental": BodyLevel.DEPARTMENTAL,
    "communal": BodyLevel.COMMUNAL,
}


@transaction.atomic
def load_bodies_data(*, by: Author, at: datetime, country: str) -> int:
    """Add the bodies of the profile that are not there yet; how many were added.

    One audit entry for each. Raises DatasetError when the profile is wrong.
    """
    rules.check_load_bodies(by)
    shipped = load_profile(country).bodies
    known = {body.code: body for body in Body.objects.in_country(country)}
    added = [one for one in shipped if one.code not in known]
    laws = {law.code: law for law in LegalBasis.objects.filter(country_id=country)}
    for one in added:
        known[one.code] = Body.objects.create(country_id=country, **_values(one, country, laws))
    for one in added:
        _tie(by, at, known, one)
    return len(added)


def _values(one: Shipped, country: str, laws: dict[str, LegalBasis]) -> dict[str, Any]:
    pcode = one.places[0] if one.places else ""
    names = ("code", "name_fr", "name_en", "acronym", "since", "mandate", "note", "source")
    return {name: getattr(one, name) for name in names} | {
        "kind": one.kind or BodyKind.COMMITTEE,
        "level": LEVELS[one.scope],
        "place": Place.objects.in_country(country).filter(pcode=pcode, valid_to="").first(),
        "legal_basis": laws.get(one.legal_basis),
        "rhythm": one.rhythm or Rhythm.ON_DEMAND,
        "unconfirmed": " ".join(one.unconfirmed),
        "shipped": True,
    }


def _tie(by: Author, at: datetime, known: dict[str, Body], one: Shipped) -> None:
    """A body stands under another once both exist."""
    body = known[one.code]
    if one.parent:
        body.parent = known[one.parent]
        body.save(update_fields=["parent"])
    audit.record(by=by, at=at, action="concertation.body-loaded", obj=body, after={"name_fr": body.name_fr})
