"""What the database refuses in the register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from azalai.actors.models import FocalPoint, Group, Membership, Organisation, Spelling
from tests.accounts.factories import make_post
from tests.actors.factories import make_category, make_network, make_organisation

pytestmark = pytest.mark.django_db
DAY = date(2022, 9, 23)


def raw(**more: Any) -> Organisation:
    organisation = make_organisation("BASE")
    values = {
        "country": organisation.country,
        "code": "raw",
        "acronym": "RAW",
        "category": organisation.category,
    }
    return Organisation.objects.create(**(values | more))


def spelling(**more: Any) -> Spelling:
    organisation = make_organisation()
    values = {"country": organisation.country, "organisation": organisation, "text": "Autre", "key": "autre"}
    return Spelling.objects.create(**(values | more))


def group(organisation: Organisation) -> Group:
    return Group.objects.create(
        country=organisation.country, code="g", name_fr="G", name_en="G", category=make_category()
    )


def of_both() -> Spelling:
    return spelling(group=group(make_organisation("OTHER")), organisation=make_organisation("THIRD"))


def of_an_organisation_and_a_group() -> None:
    organisation = make_organisation("DST")
    Spelling.objects.create(
        country=organisation.country, group=group(organisation), text="D.S.T.", key="dst", kind="variant"
    )


def itself(field: str) -> None:
    organisation = make_organisation()
    Organisation.objects.filter(pk=organisation.pk).update(**{field: organisation})


def member_of_itself() -> None:
    network = make_network()
    Membership.objects.create(organisation=network, network=network)


def twice(make: Callable[[], Any]) -> None:
    for _ in range(2):
        make()


def member_twice() -> None:
    pair = {"organisation": make_organisation(), "network": make_network()}
    twice(lambda: Membership.objects.create(**pair))


def focal_twice() -> None:
    pair = {"organisation": make_organisation(), "post": make_post(), "starts_on": DAY}
    twice(lambda: FocalPoint.objects.create(**pair))


REFUSED: dict[str, Callable[[], Any]] = {
    "an organisation without name and acronym": lambda: raw(acronym=""),
    "two organisations of one code": lambda: raw(code="base"),
    "an unknown kind": lambda: raw(kind="ghost"),
    "its own parent": lambda: itself("parent"),
    "merged into itself": lambda: itself("merged_into"),
    "a spelling of nobody": lambda: spelling(organisation=None),
    "a spelling of two things": of_both,
    "a spelling without a key": lambda: spelling(key=""),
    "a spelling of two organisations": lambda: twice(lambda: spelling(organisation=make_organisation())),
    "a spelling of an organisation and a group": of_an_organisation_and_a_group,
    "two acronyms": lambda: spelling(kind="acronym"),
    "a spelling of an unknown kind": lambda: spelling(kind="song"),
    "a spelling that ends before it begins": lambda: spelling(valid_from="2022", valid_to="2021"),
    "a network that is its own member": member_of_itself,
    "a member twice": member_twice,
    "a focal point twice": focal_twice,
    "a focal point that ends before it begins": lambda: FocalPoint.objects.create(
        organisation=make_organisation(), post=make_post(), starts_on=DAY, ends_on=date(2022, 1, 1)
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_database_refuses(what: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        REFUSED[what]()


def test_the_same_acronym_may_stand_in_two_countries() -> None:
    make_organisation("CNDH", country="NE")
    make_organisation("CNDH", country="TD")
    assert Spelling.objects.filter(key="cndh").count() == 2


def test_an_organisation_that_is_referred_to_cannot_be_removed() -> None:
    parent = make_organisation("MI")
    make_organisation("DST", parent=parent)
    with pytest.raises(ProtectedError):
        parent.delete()


@pytest.mark.parametrize("text", ["evaluation", "ÉVAL", "sp-ccm", "spccm", "sp/ccm unite"])
def test_an_organisation_is_found_by_any_part_of_any_spelling(text: str) -> None:
    organisation = make_organisation("SP/CCM", name_fr="Unité d'Évaluation")
    assert list(Organisation.objects.search(text)) == [organisation]
