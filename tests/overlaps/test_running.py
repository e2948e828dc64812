"""Passages of the radar."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError
from pytest_django import DjangoAssertNumQueries

from azalai.core import events
from azalai.core.authorship import Author
from azalai.core.models import AuditEntry
from azalai.interventions import actions as interventions
from azalai.interventions.models import Intervention
from azalai.overlaps import actions, records
from azalai.overlaps.actions import running
from azalai.overlaps.models import Pair, Run
from azalai.overlaps.models.pairs import pair_id
from tests.accounts.factories import AT, SYSTEM
from tests.interventions.factories import load, make_draft, make_intervention
from tests.overlaps.factories import make_joint
from tests.overlaps.making import elsewhere, make_other, make_twins, twin

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lists() -> None:
    load()


def run() -> Run:
    return actions.run_radar(by=SYSTEM, at=AT, country="NE")


def told() -> list[tuple[Any, ...]]:
    rows = Pair.objects.order_by("public_id")
    return list(rows.values_list("public_id", "label", "score", "sentence", "is_current", "verdict"))


def test_two_who_do_the_same_are_found_with_what_is_at_stake() -> None:
    one, other = make_twins()
    make_other()
    made = run()
    pair = Pair.objects.get()
    assert {pair.left, pair.right} == {one, other}
    assert pair.overlaps
    assert (pair.amount_at_stake, pair.people_at_stake) == (Decimal(60_000_000), 200)
    assert (
        pair.public_id == pair_id(one.public_id, other.public_id) == pair_id(other.public_id, one.public_id)
    )
    assert pair.sentence.endswith(".")
    assert (made.compared, made.pairs_found, made.new, made.gone) == (3, 1, 1, 0)


def test_the_smaller_of_both_is_at_stake_and_unknown_stays_unknown() -> None:
    make_intervention(twin())
    make_intervention(twin(english=True, budgets=(), targets=()))
    run()
    pair = Pair.objects.get()
    assert (pair.amount_at_stake, pair.people_at_stake) == (None, None)


def test_drafts_are_nobodys_business() -> None:
    make_intervention(twin())
    make_draft(twin(english=True))
    assert run().pairs_found == 0


def test_passing_twice_gives_the_same_pairs_under_the_same_identifiers() -> None:
    make_twins()
    run()
    first = told()
    again = run()
    assert told() == first
    assert (again.new, again.gone) == (0, 0)


def test_what_people_decided_outlives_passages_and_what_is_no_longer_found() -> None:
    one, _other = make_twins()
    run()
    Pair.objects.update(verdict="complementary")
    run()
    assert [row[-1] for row in told()] == ["complementary"]
    with events.quietly():
        interventions.update(by=SYSTEM, at=AT, intervention=one, content=elsewhere(one))
    made = run()
    pair = Pair.objects.get(public_id=pair_id(one.public_id, _other.public_id))
    assert (pair.is_current, pair.verdict, made.gone) == (False, "complementary", 1)


def test_a_passage_that_is_interrupted_leaves_the_earlier_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    make_twins()
    run()
    before = told()
    make_intervention(twin(lead=None))

    def broken(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("the power went")

    monkeypatch.setattr(running.Run.objects, "create", broken)
    entries = AuditEntry.objects.count()
    with pytest.raises(DatabaseError):
        run()
    known = {row[0] for row in before}
    assert [row for row in told() if row[0] in known] == before
    assert Run.objects.count() == 1
    assert AuditEntry.objects.count() == entries


def test_a_programme_and_its_component_are_a_chain() -> None:
    parent = make_intervention(twin(scale="programme"))
    make_intervention(twin(english=True, parent=parent.pk))
    run()
    assert Pair.objects.get().label == "chain"


def test_who_may_not_run_is_told(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with pytest.raises(PermissionDenied):
        actions.run_radar(by=Author.nobody(), at=AT, country="NE")


@pytest.mark.parametrize("number", [3, 12])
def test_reading_costs_the_same_queries_for_few_and_for_many(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make_intervention(twin())
    with django_assert_num_queries(9):
        source = records.read(Intervention.objects.all())
    assert len(source.records) == number


def test_an_intervention_published_on_the_web_is_compared_at_once(
    django_capture_on_commit_callbacks: Any,
) -> None:
    one = make_intervention(twin())
    draft = make_draft(twin(english=True))
    with django_capture_on_commit_callbacks(execute=True):
        interventions.publish(by=SYSTEM, at=AT, intervention=draft)
    assert Pair.objects.get().public_id == pair_id(one.public_id, draft.public_id)
    assert not Run.objects.exists()


def test_what_comes_by_the_thousand_waits_for_a_passage(django_capture_on_commit_callbacks: Any) -> None:
    make_intervention(twin())
    with django_capture_on_commit_callbacks(execute=True):
        interventions.store_published(by=SYSTEM, at=AT, country="NE", content=twin(english=True), via="iati")
    assert not Pair.objects.exists()


def test_what_is_published_while_a_passage_compares_keeps_its_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    make_intervention(twin())
    find = running.find

    def slow(*given: Any) -> Any:
        found = find(*given)
        later = AT + timedelta(minutes=1)
        actions.judge_one(by=SYSTEM, at=later, intervention=make_intervention(twin(english=True)))
        return found

    monkeypatch.setattr(running, "find", slow)
    made = run()
    assert Pair.objects.get().is_current
    assert made.gone == 0


def test_a_cancelled_intervention_overlaps_nothing_any_more_unless_it_was_decided() -> None:
    one, _other = make_twins()
    run()
    assert Pair.objects.living().count() == 1
    interventions.cancel(by=SYSTEM, at=AT, intervention=one, reason="Le bailleur s'est retiré.")
    assert not Pair.objects.living().exists()
    actions.decide(by=SYSTEM, at=AT, pair=Pair.objects.get(), verdict="duplicate", reason="Vu ensemble.")
    assert Pair.objects.living().exists()


def test_an_intervention_that_moves_to_the_other_lead_makes_no_pair_with_it() -> None:
    one, other = make_twins()
    run()
    one.lead = other.lead
    one.save(update_fields=["lead"])
    assert not Pair.objects.living().exists()
    with pytest.raises(ValidationError, match="Un seul organisme"):
        make_joint(Pair.objects.get())
