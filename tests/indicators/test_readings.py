"""A figure for a span and a place: five statuses, live or entered, never silently complete."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from azalai.indicators import actions, queries
from azalai.indicators.enums import Origin, Status
from azalai.indicators.models import Indicator
from azalai.indicators.words import read_typed, write
from tests.accounts.factories import AT, SYSTEM
from tests.indicators.factories import a_fact, enter, make_indicator, make_place, validated

pytestmark = pytest.mark.django_db
YEAR = (date(2021, 1, 1), date(2021, 12, 31))


def bound(code: str = "essai.compte") -> Indicator:
    return actions.bind_indicator(
        by=SYSTEM, at=AT, indicator=make_indicator(), fact_code=code, reason="Compté par le système."
    )


@pytest.mark.parametrize(
    ("typed", "status", "written"),
    [
        ("", Status.BLANK, "—"),
        ("0", Status.ZERO, "0"),
        ("inconnu", Status.UNKNOWN, "inconnu"),
        ("s.o.", Status.NOT_APPLICABLE, "s.o."),
        ("1 234,5", Status.VALUE, "1\u202f234,5"),
    ],
)
def test_blank_zero_unknown_and_not_applicable_are_four_things(typed: str, status: str, written: str) -> None:
    indicator = make_indicator()
    if typed:
        validated(indicator, typed)
    found = queries.reading(indicator, *YEAR)
    assert found.status == status
    assert write(found.status, found.value) == written
    assert read_typed(written).kind == read_typed(typed).kind


def test_a_value_counts_only_once_somebody_else_has_validated_it() -> None:
    indicator = make_indicator()
    value = enter(indicator, "12")
    before = queries.reading(indicator, *YEAR)
    assert (before.status, before.waits) == (Status.BLANK, True)
    actions.validate_value(by=SYSTEM, at=AT, value=value)
    after = queries.reading(indicator, *YEAR)
    assert (after.value, after.waits, after.origin) == (Decimal(12), False, Origin.ENTERED)


def test_a_live_indicator_counts_for_any_span_and_says_so() -> None:
    indicator = bound()
    with a_fact(7):
        found = queries.reading(indicator, *YEAR)
        assert (found.value, found.is_live, found.fact_code) == (Decimal(7), True, "essai.compte")
    with a_fact(0):
        assert queries.reading(indicator, *YEAR).status == Status.ZERO


def test_a_fact_whose_room_is_not_there_is_awaited_and_comes_by_itself() -> None:
    indicator = bound("funding.requests")
    found = queries.reading(indicator, *YEAR)
    assert (found.status, found.value, found.is_live) == (Status.BLANK, None, False)
    assert found.why == "En attente de la partie « Requêtes et financements » du système."
    with a_fact(3, "funding.requests"):
        assert queries.reading(Indicator.objects.get(pk=indicator.pk), *YEAR).value == Decimal(3)


def test_a_fact_that_knows_no_place_is_refused_there() -> None:
    indicator, place = bound(), make_place("Agadez")
    with a_fact(7):
        found = queries.reading(indicator, *YEAR, place)
        assert (found.status, found.why) == (Status.BLANK, "Ce fait ne se compte pas lieu par lieu.")
    with a_fact(7, by_place=True):
        assert queries.reading(indicator, *YEAR, place).value == Decimal(7)


def test_a_year_of_three_quarters_is_partial() -> None:
    indicator = make_indicator(over_time="sum")
    for quarter in (1, 2, 3):
        validated(indicator, "10", period=f"2021-T{quarter}")
    found = queries.reading(indicator, *YEAR)
    assert (found.value, found.known, found.expected, found.is_partial) == (Decimal(30), 3, 4, True)
    validated(indicator, "s.o.", period="2021-T4")
    assert not queries.reading(indicator, *YEAR).is_partial


def test_quarters_measured_in_two_ways_are_not_added() -> None:
    indicator = make_indicator(over_time="sum")
    validated(indicator, "10", period="2021-T1")
    validated(indicator, "10", period="2021-T2", method_text="Estimation au téléphone")
    found = queries.reading(indicator, *YEAR)
    assert found.value is None
    assert found.why.startswith("La définition, l'unité ou la méthode a changé")


def test_a_stock_takes_the_last_that_is_known() -> None:
    indicator = make_indicator(over_time="last")
    validated(indicator, "10", period="2021-T1")
    validated(indicator, "14", period="2021-T3")
    assert queries.reading(indicator, *YEAR).value == Decimal(14)


def test_the_target_of_the_very_period_else_of_its_quarters() -> None:
    indicator = make_indicator(over_time="sum")
    for quarter in range(1, 5):
        actions.set_target(
            by=SYSTEM, at=AT, indicator=indicator, period=f"2021-T{quarter}", amount=Decimal(5)
        )
    assert queries.reading(indicator, *YEAR).target == Decimal(20)
    actions.set_target(by=SYSTEM, at=AT, indicator=indicator, period="2021", amount=Decimal(25))
    assert queries.reading(indicator, *YEAR).target == Decimal(25)


@pytest.mark.parametrize(("direction", "reached"), [("up", True), ("down", False)])
def test_reached_depends_on_which_way_is_better(direction: str, reached: bool) -> None:
    indicator = make_indicator(direction=direction)
    actions.set_target(by=SYSTEM, at=AT, indicator=indicator, period="2021", amount=Decimal(10))
    validated(indicator, "12")
    assert queries.reading(indicator, *YEAR).is_reached is reached


def test_many_readings_cost_as_few_queries_as_one(django_assert_num_queries: object) -> None:
    indicators = [make_indicator() for _ in range(6)]
    for one in indicators:
        validated(one)
    with django_assert_num_queries(3):  # type: ignore[operator]
        found = queries.readings(indicators, *YEAR)
    assert {reading.value for reading in found.values()} == {Decimal(12)}
