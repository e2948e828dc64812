"""What is counted is remembered as long as the trail stays where it is, and no longer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from azalai.core import facts
from azalai.core.facts import Fact, FactList, FactRow
from azalai.indicators import actions, queries
from azalai.indicators.models import Target
from azalai.indicators.queries import counting
from tests.accounts.factories import AT, SYSTEM
from tests.indicators.factories import make_indicator

pytestmark = pytest.mark.django_db
YEAR = (date(2024, 1, 1), date(2024, 12, 31))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The spans that a fact of the test was asked for."""
    spans: list[Any] = []

    def listing(span: Any) -> FactList:
        spans.append(span)
        return FactList(list(range(len(spans))), lambda one: FactRow(str(one)))

    fact = Fact("essai.compte", "Essais", "essais", "Tous les essais.", listing)
    monkeypatch.setitem(facts._facts, fact.code, fact)
    return spans


def bound(code: str = "essai.compte") -> Any:
    made = make_indicator()
    return actions.bind_indicator(by=SYSTEM, at=AT, indicator=made, fact_code=code, reason="Il le sait.")


def test_a_number_is_counted_again_only_once_something_was_written(asked: list[Any]) -> None:
    indicator = bound()
    first = queries.reading(indicator, *YEAR).value
    assert queries.reading(indicator, *YEAR).value == first
    assert len(asked) == 1
    bound()  # any write of any room moves the trail
    assert queries.reading(indicator, *YEAR).value != first
    assert len(asked) == 2


def test_what_is_off_track_costs_the_same_however_many_are_live(
    asked: list[Any], django_assert_num_queries: Any
) -> None:
    ones = [bound() for _number in range(6)]
    Target.objects.bulk_create(Target(indicator=one, period="2024", amount=9, set_at=AT) for one in ones)
    assert len(queries.off_track(ones, year=2024)) == 6
    with django_assert_num_queries(3):
        queries.off_track(ones, year=2024)
    assert len(asked) == 1, "six indicators bound to one fact ask for one number"


def test_a_number_of_the_first_page_holds_until_something_is_written() -> None:
    counted: list[int] = []

    def number() -> int:
        counted.append(0)
        return counting.number(("of tests",), lambda: len(counted))

    assert [number(), number()] == [1, 1]
    make_indicator()
    assert number() == 3


def test_two_questions_are_not_one() -> None:
    assert counting.number(("missed", 2024), lambda: 3) == 3
    assert counting.number(("missed", 2025), lambda: 0) == 0
