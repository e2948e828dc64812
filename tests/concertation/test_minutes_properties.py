"""Whatever the order of what is done to minutes, they end in a legal state and adopted text never changes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from azalai.concertation import actions
from azalai.concertation.content import Action, from_plain
from azalai.concertation.enums import AdoptionWay, AmendmentPart, AmendmentState, MinutesState
from azalai.concertation.models import Meeting, Minutes
from azalai.concertation.queries import attended_seats, content_of
from azalai.concertation.rules import Scope
from tests.accounts.factories import SYSTEM
from tests.concertation.factories import ENDS, written_minutes

pytestmark = pytest.mark.django_db
WORDS = st.sampled_from(["", "Un mot", "Deux mots", "É « ù »"])
STEPS = st.one_of(
    st.tuples(st.just("save"), WORDS),
    st.tuples(st.just("circulate"), st.just("")),
    st.tuples(st.just("return"), WORDS),
    st.tuples(st.just("amend"), WORDS),
    st.tuples(st.just("amend-action"), WORDS),
    st.tuples(st.just("one-more-action"), WORDS),
    st.tuples(st.just("save-actions"), WORDS),
    st.tuples(st.just("accept"), WORDS),
    st.tuples(st.just("refuse"), WORDS),
    st.tuples(st.just("withdraw"), st.just("")),
    st.tuples(st.just("adopt"), st.sampled_from(list(AdoptionWay))),
)


def act(minutes: Minutes, what: str, word: Any, at: Any) -> None:
    """Try it; what is refused changes nothing."""
    told = {"by": SYSTEM, "at": at}
    own = Scope(seats=attended_seats(minutes))
    waiting = minutes.amendments.filter(state=AmendmentState.PENDING).first()
    content = content_of(minutes)
    if what == "save":
        actions.save_minutes(**told, minutes=minutes, content=replace(content, opening=word))
    elif what == "circulate":
        actions.circulate_minutes(**told, minutes=minutes)
    elif what == "return":
        actions.return_minutes(**told, minutes=minutes, reason=word)
    elif what == "amend":
        item, part = minutes.items.first(), AmendmentPart.KEY_POINTS
        asked = {"minutes": minutes, "scope": own, "item": item, "part": part, "proposed": word}
        actions.propose_amendment(**told, **asked)
    elif what == "save-actions":
        items = (replace(content.items[0], actions=(Action(word),)), *content.items[1:])
        actions.save_minutes(**told, minutes=minutes, content=replace(content, items=items))
    elif what.endswith("action"):
        item = minutes.items.first()
        row = item.actions.first() if item and what == "amend-action" else None
        wanted = Action(word, owner="OIM", deadline="fin mars 2023")
        about = {"minutes": minutes, "scope": own, "item": item, "action": row, "part": AmendmentPart.ACTIONS}
        actions.propose_amendment(**told, **about, wanted=wanted)
    elif what == "adopt":
        actions.adopt_minutes(**told, minutes=minutes, how=word)
    elif waiting is not None and what == "withdraw":
        actions.withdraw_amendment(**told, amendment=waiting, scope=own)
    elif waiting is not None:
        state = AmendmentState.ACCEPTED if what == "accept" else AmendmentState.REFUSED
        actions.settle_amendment(**told, amendment=waiting, state=state, answer=word)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(steps=st.lists(STEPS, max_size=10))
def test_any_order_ends_in_a_legal_state_and_what_is_adopted_stays(steps: list[tuple[str, Any]]) -> None:
    with transaction.atomic():
        minutes, frozen = written_minutes(), None
        for number, (what, word) in enumerate(steps):
            with suppress(ValidationError, PermissionDenied):
                act(minutes, what, word, ENDS + timedelta(hours=number))
            minutes.refresh_from_db()
            if frozen is not None:
                assert content_of(minutes) == frozen
            if minutes.state == MinutesState.ADOPTED:
                frozen = content_of(minutes)
                _is_whole(minutes)
        assert Meeting.objects.get(pk=minutes.meeting_id).state == "held"
        transaction.set_rollback(True)


def _is_whole(minutes: Minutes) -> None:
    """Nothing waits, and the version that was kept is the text."""
    assert not minutes.amendments.filter(state=AmendmentState.PENDING).exists()
    assert from_plain(minutes.versions.last().content) == content_of(minutes)
