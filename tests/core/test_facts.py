"""A number and its list are one thing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.contrib.auth import get_user_model

from azalai.core import facts
from azalai.core.facts import Fact, FactList, FactRow, FactSpan
from tests.accounts.factories import make_person

SPAN = FactSpan(country="NE", start=date(2022, 1, 1), end=date(2022, 12, 31))


@pytest.fixture
def shelf() -> Iterator[None]:
    kept = dict(facts._facts)
    yield
    facts._facts.clear()
    facts._facts.update(kept)


def _words(words: list[str]) -> Fact:
    listing = FactList(words, lambda word: FactRow(word, amount=len(word)))
    return Fact("test.words", "Mots", "mots", "Un par mot.", lambda _span: listing)


def test_a_fact_is_found_by_its_code_once_its_room_has_announced_it(shelf: None) -> None:
    assert facts.fact("test.words") is None
    facts.register_facts([_words(["sel", "dattes"])])
    assert facts.fact("test.words") in facts.all_facts()


def test_the_number_is_the_length_of_the_list() -> None:
    listing = _words(["sel", "dattes"]).listing(SPAN)
    assert listing.value() == len(listing.rows()) == 2
    assert [row.label for row in listing.rows(1)] == ["dattes"]


def test_a_sum_adds_what_each_line_says() -> None:
    listing = FactList(["sel", "dattes"], lambda word: FactRow(word, amount=len(word)), lambda words: 9)
    assert listing.value() == sum(row.amount for row in listing.rows())


def test_a_queryset_is_counted_by_the_database(django_assert_num_queries: object, db: None) -> None:
    make_person()
    people = FactList(get_user_model().objects.order_by("pk"), lambda person: FactRow(str(person)))
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert people.value() == 1
    assert len(people.rows()) == 1
