"""Organisations for tests."""

from __future__ import annotations

import itertools
from typing import Any

from azalai.actors.actions import LoadedActors, load_organisations_data, register_organisation
from azalai.actors.enums import OrganisationKind
from azalai.actors.models import Organisation
from azalai.frames.models import Country, Framework, FrameworkItem
from tests.accounts.factories import AT, SYSTEM
from tests.frames.factories import load as load_frames
from tests.frames.factories import make_country, make_item

_numbers = itertools.count(1)


def load(country: str = "NE") -> LoadedActors:
    """The shipped reference data and organisations of a country."""
    load_frames(country)
    return load_organisations_data(by=SYSTEM, at=AT, country=country)


def make_category(code: str = "civil-society") -> FrameworkItem:
    """A stakeholder category; the list is made where it is missing."""
    framework, _ = Framework.objects.get_or_create(
        code="stakeholders",
        version="1",
        defaults={"title_fr": "C", "title_en": "C", "source": "s", "licence": "l"},
    )
    known = framework.items.filter(code=code).first()
    return known or make_item(framework, code, title_fr=code, title_en=code)


def make_organisation(acronym: str | None = None, *, country: str = "NE", **more: Any) -> Organisation:
    """An organisation in a country's register; the country is made where it is missing."""
    if not Country.objects.filter(iso2=country).exists():
        make_country(country)
    name = f"ORG{next(_numbers)}" if acronym is None else acronym
    values = {"acronym": name, "category": make_category()} | more
    return register_organisation(by=SYSTEM, at=AT, country=country, **values)


def make_network(acronym: str = "RESO", **more: Any) -> Organisation:
    """A network."""
    return make_organisation(acronym, kind=OrganisationKind.NETWORK, **more)
