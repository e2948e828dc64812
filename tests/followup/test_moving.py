"""The state table is the specification; progress, news and reasons follow it."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from azalai.accounts.enums import Role
from azalai.actors.actions import appoint_focal_point
from azalai.core.models import AuditEntry
from azalai.followup import actions
from azalai.followup.enums import (
    CLOSED_STATES,
    OPEN_STATES,
    POINT_TRANSITIONS,
    REOPENINGS,
    PointState,
)
from azalai.followup.models import ActionPoint
from azalai.followup.queries import scope_of
from tests.accounts.acting import BY, last, refusal
from tests.accounts.factories import AT, START, SYSTEM, hold, make_person, make_post
from tests.actors.factories import make_organisation
from tests.followup.factories import again, in_state, make_point
from tests.interventions.factories import author_of, focal_person

STATES = list(PointState)


def test_the_table_speaks_of_every_state_and_the_model_obeys_it() -> None:
    assert set(POINT_TRANSITIONS) == set(STATES)
    assert set(OPEN_STATES) | set(CLOSED_STATES) == set(STATES)
    assert not set(OPEN_STATES) & set(CLOSED_STATES)
    for before, after in itertools.product(STATES, repeat=2):
        assert ActionPoint(state=before).may_become(after) == (after in POINT_TRANSITIONS[before])
    assert {a for a, _b in REOPENINGS} == set(CLOSED_STATES)


def attempt(point: ActionPoint, after: str) -> None:
    """Ask for that state, in the way that leads there."""
    if (point.state, after) in REOPENINGS:
        actions.reopen_point(**BY, point=point, reason="À reprendre.")
    elif after == PointState.DROPPED:
        actions.drop_point(**BY, point=point, reason="Sans objet.")
    elif after == PointState.VERIFIED:
        actions.verify_point(**BY, point=point)
    else:
        actions.update_point(**BY, point=point, state=after, text="Parce que.")


@pytest.mark.django_db
@pytest.mark.parametrize("before", STATES)
def test_a_point_moves_as_the_table_says_and_not_otherwise(before: str) -> None:
    for after in STATES:
        point = in_state(before)
        if after == before:
            continue
        allowed = after in POINT_TRANSITIONS[before]
        try:
            attempt(point, after)
        except (ValidationError, PermissionDenied):
            assert not allowed, (before, after)
        row = again(point)
        assert row.state == (after if allowed else before), (before, after)
        assert row.updates.filter(state_after=after).exists() or not allowed


@pytest.mark.django_db
def test_news_tell_progress_and_begin_the_work() -> None:
    point = make_point()
    actions.update_point(**BY, point=point, text="Projet de lettre prêt", progress=30)
    row = again(point)
    assert (row.state, row.progress, row.heard_at) == ("in-progress", 30, AT)
    actions.update_point(**BY, point=row, progress=100)
    row = again(point)
    assert (row.state, row.progress, row.done_at) == ("done", 100, AT)
    assert [one.progress for one in row.updates.all()] == [100, 30]
    actions.update_point(**BY, point=row, state="in-progress", text="Il manque une signature")
    row = again(point)
    assert (row.state, row.progress, row.done_at) == ("in-progress", 30, None)


@pytest.mark.django_db
def test_the_same_news_twice_is_kept_once() -> None:
    point = make_point()
    actions.update_point(**BY, point=point, text="Lettre envoyée", progress=60)
    written = AuditEntry.objects.count()
    actions.update_point(**BY, point=point, text=" Lettre  envoyée ", progress=60)
    assert AuditEntry.objects.count() == written
    assert point.updates.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({}, "text"),
        ({"progress": 101}, "progress"),
        ({"progress": -1}, "progress"),
        ({"state": "verified"}, "state"),
        ({"state": "dropped", "text": "Non"}, "state"),
        ({"state": "blocked"}, "text"),
        ({"state": "refused", "text": "Non"}, "state"),
    ],
)
def test_news_that_say_nothing_or_too_much_are_refused(said: dict[str, Any], named: str) -> None:
    point = make_point()
    assert refusal(actions.update_point, point=point, **said) == named
    assert again(point).updates.count() == 0


@pytest.mark.django_db
def test_a_reason_is_asked_for_and_kept_as_long_as_it_holds() -> None:
    point = in_state("proposed")
    with pytest.raises(ValidationError, match="pourquoi"):
        actions.refuse_point(**BY, point=point, reason=" ")
    actions.refuse_point(**BY, point=point, reason="Hors de notre mandat.")
    assert again(point).reason == "Hors de notre mandat."
    actions.reopen_point(**BY, point=point, reason="Le mandat a changé.")
    assert (again(point).state, again(point).reason) == ("proposed", "")
    assert last().reason == "Le mandat a changé."


@pytest.mark.django_db
def test_who_says_it_is_done_and_who_owns_it_do_not_verify_it() -> None:
    owner = make_organisation()
    focal = focal_person(owner)
    officer, other, both = (make_person() for _ in range(3))
    for person in (officer, other, both):
        hold(person, make_post(Role.DOCUMENTATION), start=START)
    # Who sits in the secretariat and, from another post, speaks for the owner.
    post = make_post(Role.FOCAL_POINT)
    hold(both, post, start=START)
    appoint_focal_point(by=SYSTEM, at=AT, organisation=owner, post=post, starts_on=START)
    point = make_point(owners=[owner])
    scope = scope_of(author_of(focal), on=AT.date())
    actions.update_point(by=author_of(focal), at=AT, point=point, scope=scope, state="done")
    for person in (focal, both):
        by = author_of(person)
        with pytest.raises(PermissionDenied):
            actions.verify_point(by=by, at=AT, point=point)
    actions.reopen_point(by=author_of(officer), at=AT, point=point, reason="Pièce absente.")
    actions.update_point(by=author_of(officer), at=AT, point=again(point), state="done")
    with pytest.raises(PermissionDenied, match="un autre que son responsable"):
        actions.verify_point(by=author_of(officer), at=AT, point=point)
    actions.verify_point(by=author_of(other), at=AT + timedelta(days=1), point=point, text="Vu sur place")
    row = again(point)
    assert (row.state, row.done_by, row.verified_by) == ("verified", officer, other)


@pytest.mark.django_db
def test_the_database_itself_refuses_what_is_out_of_the_table() -> None:
    officer = make_person()
    wrong: list[dict[str, Any]] = [
        {"state": "blocked"},
        {"state": "done", "stage": "closed"},
        {"state": "dropped", "reason": "Rien."},
        {"stage": "closed"},
        {"due_on": "2022-01-01", "deadline": "2022-01-01"},
        {"progress": 100},
        {"progress": 101},
        {"deadline": "2022"},
        {"verified_at": AT},
        {"state": "perdue"},
        {"text": ""},
        {
            "state": "verified",
            "stage": "closed",
            "progress": 100,
            "done_at": AT,
            "verified_at": AT,
            "done_by": officer,
            "verified_by": officer,
        },
    ]
    point = make_point()
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            ActionPoint.objects.filter(pk=point.pk).update(**values)
