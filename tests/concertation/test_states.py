"""The state tables are the specification: each move is tried, allowed or refused."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from azalai.concertation.actions import moving
from azalai.concertation.deadlines import step_due
from azalai.concertation.enums import (
    AMENDMENT_TRANSITIONS,
    ANSWERS,
    CONVOCATION_TRANSITIONS,
    FINAL,
    ITEM_TRANSITIONS,
    MEETING_TRANSITIONS,
    MINUTES_TRANSITIONS,
    WAITING,
    AmendmentState,
    ConvocationState,
    ItemState,
    MeetingState,
    MinutesState,
)
from azalai.concertation.models import AgendaItem, Amendment, Convocation, Meeting, Minutes
from tests.accounts.factories import AT
from tests.concertation.factories import STARTS, again, make_convocation

STATES = list(ConvocationState)


@pytest.mark.parametrize(
    ("table", "choices", "model"),
    [
        (CONVOCATION_TRANSITIONS, ConvocationState, Convocation),
        (MEETING_TRANSITIONS, MeetingState, Meeting),
        (ITEM_TRANSITIONS, ItemState, AgendaItem),
        (MINUTES_TRANSITIONS, MinutesState, Minutes),
        (AMENDMENT_TRANSITIONS, AmendmentState, Amendment),
    ],
)
def test_each_table_speaks_of_every_state_and_the_models_obey_it(table, choices, model) -> None:  # type: ignore[no-untyped-def]
    assert set(table) == set(choices)
    for before, after in itertools.product(choices, repeat=2):
        assert model(state=before).may_become(after) == (after in table[before])


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "after"), list(itertools.product(STATES, repeat=2)))
def test_a_convocation_moves_as_the_table_says_and_not_otherwise(before: str, after: str) -> None:
    row = make_convocation()
    answered = {"answered_at": AT, "channel": "link"} if before in ANSWERS else {}
    Convocation.objects.filter(pk=row.pk).update(state=before, **answered)
    row = again(row)
    fields = {"answered_at": AT, "channel": "link"} if after in ANSWERS else moving.NO_ANSWER
    if after in CONVOCATION_TRANSITIONS[before]:
        moving.move(row, after, at=AT, **fields)
    else:
        with pytest.raises(ValidationError, match="ne peut pas devenir"):
            moving.move(row, after, at=AT, **fields)
    assert again(row).state == (after if after in CONVOCATION_TRANSITIONS[before] else before)


def test_what_waits_and_what_is_final_share_nothing_and_leave_only_what_was_not_sent() -> None:
    assert set(WAITING) & set(FINAL) == set()
    assert set(STATES) - set(WAITING) - set(FINAL) == {ConvocationState.DRAFT}


SENT, REMINDED, RELAYED, ESCALATED, UNANSWERED = (
    ConvocationState.SENT,
    ConvocationState.REMINDED,
    ConvocationState.RELAYED,
    ConvocationState.ESCALATED,
    ConvocationState.UNANSWERED,
)


@pytest.mark.parametrize(
    ("state", "days_left", "hours_since", "has_deputy", "due"),
    [
        (SENT, 8, 48, True, None),
        (SENT, 7, 48, True, REMINDED),
        (SENT, 7, 2, True, None),
        (SENT, 0, 1, True, UNANSWERED),
        (REMINDED, 5, 48, True, None),
        (REMINDED, 4, 48, True, RELAYED),
        (REMINDED, 4, 48, False, None),
        (REMINDED, 2, 48, False, ESCALATED),
        (RELAYED, 3, 48, True, None),
        (RELAYED, 2, 24, True, ESCALATED),
        (ESCALATED, 1, 48, True, None),
        (ESCALATED, 0, 48, True, UNANSWERED),
        (ConvocationState.PRESENT, 0, 48, True, None),
        (ConvocationState.CANCELLED, 0, 48, True, None),
    ],
)
def test_each_step_is_due_in_its_time(
    state: str, days_left: int, hours_since: int, has_deputy: bool, due: str | None
) -> None:
    at = STARTS - timedelta(days=days_left)
    moved = at - timedelta(hours=hours_since)
    assert step_due(state, at=at, starts_at=STARTS, moved_at=moved, has_deputy=has_deputy) == due
