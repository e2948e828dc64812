"""Interventions for tests."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.test import Client

from azalai.accounts.enums import Role
from azalai.accounts.models import Person
from azalai.accounts.queries import author_for
from azalai.actors.actions import appoint_focal_point
from azalai.actors.models import Organisation
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.frames.models import FrameworkItem, Place
from azalai.interventions import actions
from azalai.interventions.content import Body, Content, Money, Reach, Where
from azalai.interventions.models import Intervention
from tests.accounts.factories import AT, SYSTEM, person_with
from tests.actors.factories import load as load_actors
from tests.actors.factories import make_organisation

START = date(2022, 1, 1)
_numbers = itertools.count(1)


def load() -> None:
    """Niger's lists and register, as an installation has them."""
    load_actors("NE")


def place(name: str) -> Place:
    """A place of Niger by its name, the widest first."""
    found = Place.objects.filter(country_id="NE", name=name, valid_to="").order_by("level").first()
    assert found is not None
    return found


def objective(code: str = "10", framework: str = "gcm") -> FrameworkItem:
    """An objective."""
    return FrameworkItem.objects.get(framework__code=framework, code=code)


def full_content(**more: Any) -> Content:
    """Everything that publication asks for; the lists must be loaded, or given."""
    values: dict[str, Any] = {
        "title_fr": f"Protection des migrants à Agadez, lot {next(_numbers)}",
        "title_en": "Protection of migrants in Agadez",
        "description_fr": "Accueil, orientation et assistance des migrants en transit.",
        "nature": "training",
        "planned_start": "2025-03",
        "planned_end": "2026",
    }
    if "lead" not in more:
        values["lead"] = make_organisation().pk
    if "places" not in more:
        values["places"] = (Where(place("Agadez").pk, Decimal(60)), Where(place("Tahoua").pk))
    if "objectives" not in more:
        values["objectives"] = (objective().pk,)
    values["targets"] = (Reach("returnees", women=40, men=60, total=100),)
    values["budgets"] = (Money(Decimal(45_000_000), "XOF", "planned", "Bailleur d'essai"),)
    values["bodies"] = (Body("implementing", "ONG inconnue"),)
    return Content(**(values | more))


def make_draft(content: Content | None = None, *, by: Author = SYSTEM, **more: Any) -> Intervention:
    """A draft, complete unless told."""
    content = content if content is not None else full_content(**more)
    return actions.declare_draft(by=by, at=AT, country="NE", content=content)


def make_intervention(content: Content | None = None, **more: Any) -> Intervention:
    """A published intervention."""
    return actions.publish(by=SYSTEM, at=AT, intervention=make_draft(content, **more))


def make_bare_intervention(**more: Any) -> Intervention:
    """A published intervention that needs no list but the register."""
    content = Content(title_fr=f"Intervention {next(_numbers)}", lead=make_organisation().pk)
    content = replace(content, **more)
    made, _new = actions.store_published(by=SYSTEM, at=AT, country="NE", content=content, via="excel")
    return made


def focal_person(organisation: Organisation, role: str = Role.PARTNER, at: Place | None = None) -> Person:
    """Someone whose post of that role speaks for the organisation."""
    person = person_with(role)
    post = person.tenures.get().post
    appoint_focal_point(by=SYSTEM, at=AT, organisation=organisation, post=post, place=at, starts_on=START)
    return person


def author_of(person: Person) -> Author:
    """That person acting from the post."""
    return author_for(person, on=today())


def sign_in_for(client: Client, organisation: Organisation, role: str = Role.PARTNER) -> Author:
    """Sign in someone who speaks for the organisation."""
    person = focal_person(organisation, role)
    client.force_login(person)
    return author_of(person)
