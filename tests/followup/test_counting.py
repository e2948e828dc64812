"""What the system counts of the register, with the list behind each number."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from azalai.accounts.enums import Role
from azalai.core import facts
from azalai.core.authorship import Author
from azalai.core.facts import FactSpan
from azalai.followup import actions
from tests.accounts.acting import BY
from tests.accounts.factories import AT, SYSTEM
from tests.followup.factories import make_point

pytestmark = pytest.mark.django_db
YEAR, NEXT = (FactSpan("NE", date(year, 1, 1), date(year, 12, 31)) for year in (2022, 2023))
LATER = AT + timedelta(days=365)


def count(code: str, span: FactSpan) -> Any:
    fact = facts.fact(f"followup.{code}")
    assert fact is not None
    listing = fact.listing(span)
    assert listing.value() == len(listing.rows())
    return listing.value()


def test_what_was_open_done_and_verified_is_counted_when_it_happened() -> None:
    left, done, dropped, recommended = (
        make_point(),
        make_point(),
        make_point(),
        make_point(kind="recommendation"),
    )
    actions.update_point(by=SYSTEM, at=LATER, point=done, state="done")
    actions.verify_point(by=SYSTEM, at=LATER, point=done)
    actions.drop_point(**BY, point=dropped, reason="Sans objet.")
    assert [count("actions-open", span) for span in (YEAR, NEXT)] == [2, 1]
    assert [count("actions-done", span) for span in (YEAR, NEXT)] == [0, 1]
    assert [count("actions-verified", span) for span in (YEAR, NEXT)] == [0, 1]
    assert [count("recommendations", span) for span in (YEAR, NEXT)] == [1, 0]
    assert count("actions-open", FactSpan("TD", YEAR.start, YEAR.end)) == 0
    open_fact, told = facts.fact("followup.actions-open"), facts.fact("followup.recommendations")
    assert open_fact is not None
    assert told is not None
    assert [row.url for row in open_fact.listing(NEXT).rows()] == [left.get_absolute_url()]
    (row,) = told.listing(YEAR).rows()
    assert (row.on, row.label) == (AT.date(), f"{recommended.number} · {recommended}")


def test_what_was_opened_again_is_no_longer_counted_as_done() -> None:
    point = make_point()
    actions.update_point(**BY, point=point, state="done")
    assert count("actions-done", YEAR) == 1
    actions.reopen_point(**BY, point=point, reason="Pièce absente.")
    assert (count("actions-done", YEAR), count("actions-open", YEAR)) == (0, 1)


def test_the_lists_are_for_those_who_oversee_the_register() -> None:
    for code in ("actions-open", "actions-done", "actions-verified", "recommendations"):
        fact = facts.fact(f"followup.{code}")
        assert fact is not None
        assert fact.visible(Author("A", roles=frozenset({Role.AUDITOR})))
        assert not fact.visible(Author("P", roles=frozenset({Role.PARTNER})))
