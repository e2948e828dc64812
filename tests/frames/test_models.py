"""What the database refuses, and what a version remembers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from azalai.frames.enums import LegalState
from azalai.frames.models import FrameworkItem, ItemLink, LegalBasis, Place
from tests.accounts.factories import AT
from tests.frames.factories import load, make_country, make_framework, make_item, make_place

pytestmark = pytest.mark.django_db


def linked_to_itself() -> ItemLink:
    item = make_item(make_framework(), "b")
    return ItemLink.objects.create(from_item=item, to_item=item, source="s")


def linked_twice() -> None:
    framework = make_framework()
    pair = {"from_item": make_item(framework, "b"), "to_item": make_item(framework, "c"), "source": "s"}
    for _ in range(2):
        ItemLink.objects.create(**pair)


def law(**more: Any) -> LegalBasis:
    country = make_country()
    return LegalBasis.objects.create(country=country, code="l", title_fr="L", **({"kind": "law"} | more))


REFUSED: dict[str, Callable[[], Any]] = {
    "two versions of one name": lambda: [make_framework(), make_framework()],
    "a framework that ends before it begins": lambda: make_framework(valid_from="2020", valid_to="2019-12"),
    "two items of one code": lambda: make_item(make_framework(), "a"),
    "an item without a code": lambda: make_item(make_framework(), ""),
    "a correction without a source": lambda: make_item(make_framework(), "b", corrected_at=AT),
    "a source without a correction": lambda: make_item(make_framework(), "b", corrected_from="s"),
    "a link to itself": linked_to_itself,
    "a link twice": linked_twice,
    "a law of an unknown kind": lambda: law(kind="rumour"),
    "two open versions of a place": lambda: [
        make_place(make_country(), valid_from=year) for year in ("2020", "2021")
    ],
    "a department without a region": lambda: make_place(make_country(), level=2),
    "a level that does not exist": lambda: make_place(make_country(), level=7),
    "half a position": lambda: make_place(make_country(), latitude=1),
    "a position off the globe": lambda: make_place(make_country(), latitude=99, longitude=0),
    "a country with fifty decimals": lambda: make_country(currency_decimals=50),
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_database_refuses(what: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        REFUSED[what]()


def test_what_is_referred_to_cannot_be_removed() -> None:
    load("NE")
    with pytest.raises(ProtectedError):
        FrameworkItem.objects.get(framework__code="sdg", code="10.7").delete()
    with pytest.raises(ProtectedError):
        Place.objects.get(pcode="NE001").delete()


@pytest.mark.parametrize(
    ("values", "day", "state"),
    [
        ({"date": "2022"}, date(2021, 12, 31), LegalState.COMING),
        ({"date": "2022"}, date(2022, 1, 1), LegalState.IN_FORCE),
        ({"date": "2022", "amended_by": ["m"]}, date(2023, 1, 1), LegalState.AMENDED),
        ({"date": "2017", "repealed_on": "2022-12-16"}, date(2022, 12, 15), LegalState.IN_FORCE),
        ({"date": "2017", "repealed_on": "2022-12-16"}, date(2022, 12, 16), LegalState.REPEALED),
    ],
)
def test_the_state_of_a_law_depends_on_the_day(values: dict[str, Any], day: date, state: LegalState) -> None:
    assert law(**values).state_on(day) == state


def test_a_repeal_without_a_date_counts_from_the_repealing_law() -> None:
    new = law(date="2022-12-16")
    old = LegalBasis.objects.create(
        country=new.country, code="old", title_fr="O", kind="law", date="2017", repealed_by=new
    )
    assert old.state_on(date(2022, 12, 15)) == LegalState.IN_FORCE
    assert old.state_on(date(2023, 1, 1)) == LegalState.REPEALED


@pytest.mark.parametrize(
    ("text", "pcode"),
    [("tillaberi", "NE006"), ("TILLABÉRY", "NE006"), ("birnin konni", "NE005003"), ("ne001005", "NE001005")],
)
def test_a_place_is_found_by_any_of_its_names_without_accents(text: str, pcode: str) -> None:
    load("NE")
    assert pcode in Place.objects.in_country("NE").search(text).values_list("pcode", flat=True)


def test_an_apostrophe_does_not_hide_a_place() -> None:
    load("TD")
    assert Place.objects.search("ndjamena").filter(level=1).get().pcode == "TCD18"
    assert Place.objects.search("N'Djaména").filter(level=1).get().pcode == "TCD18"
