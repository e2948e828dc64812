"""Any order and repetition of news, answers, reminders and decisions ends in a legal state, and nobody gets
the same message twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisCase

from azalai.core.models import AuditEntry
from azalai.followup import actions, links
from azalai.followup.enums import OPEN_STATES, POINT_TRANSITIONS, PointState
from azalai.followup.models import ActionPoint, Ask, Reminder
from tests.accounts.factories import AT, SYSTEM
from tests.actors.factories import make_organisation
from tests.concertation.factories import speaker_of
from tests.followup.factories import make_point

DAY = timedelta(days=1)
STEPS = [
    *(("tell", state) for state in ("accepted", "refused", "in-progress", "blocked", "done")),
    ("progress", "40"),
    ("progress", "100"),
    ("answer", "in-progress"),
    ("answer", "done"),
    ("answer", "blocked"),
    ("remind", ""),
    ("ask", ""),
    ("retry", ""),
    ("verify", ""),
    ("drop", ""),
    ("reopen", ""),
    ("wait", ""),
]


class World:
    """One point, its owner with an address, and a clock that only goes on."""

    def __init__(self) -> None:
        owner = make_organisation()
        speaker_of(owner, "focal@example.org")
        self.point = make_point(kind="recommendation", owners=[owner], deadline="2022-10")
        self.at = AT

    def step(self, what: str, which: str) -> None:
        """Try it; a refusal is an outcome like another."""
        self.at += DAY / 4
        who: dict[str, Any] = {"by": SYSTEM, "at": self.at, "point": self.point}
        acts: dict[str, Callable[[], object]] = {
            "tell": lambda: actions.update_point(**who, state=which, text="Parce que."),
            "progress": lambda: actions.update_point(**who, progress=int(which)),
            "answer": lambda: self._answer(which),
            "remind": lambda: actions.remind(by=SYSTEM, at=self.at, country="NE"),
            "ask": lambda: actions.ask_now(by=SYSTEM, at=self.at, points=[self._now()]),
            "retry": lambda: actions.retry_reminders(by=SYSTEM, at=self.at),
            "verify": lambda: actions.verify_point(**who),
            "drop": lambda: actions.drop_point(**who, reason="Sans objet."),
            "reopen": lambda: actions.reopen_point(**who, reason="À reprendre."),
            "wait": self._wait,
        }
        with suppress(ValidationError, PermissionDenied):
            acts[what]()

    def _answer(self, state: str) -> None:
        for ask in Ask.objects.all():
            token = links.token_of(ask)
            actions.answer_by_link(at=self.at, token=token, state=state, text="Par le lien.")

    def _wait(self) -> None:
        self.at += 20 * DAY

    def _now(self) -> ActionPoint:
        return ActionPoint.objects.get(pk=self.point.pk)

    def check(self) -> None:
        """What must hold whatever happened."""
        row = self._now()
        assert row.state in PointState.values
        assert (row.stage == "open") == (row.state in OPEN_STATES)
        news = list(row.updates.order_by("written_at", "pk"))
        state = PointState.PROPOSED
        for one in news:
            assert one.state_before == state
            moved = one.state_after != state
            assert not moved or one.state_after in POINT_TRANSITIONS[state]
            state = PointState(one.state_after)
        assert row.state == state
        days = Counter(Ask.objects.values_list("point", "person", "asked_on"))
        assert max(days.values(), default=0) <= 1
        sent = Reminder.objects.filter(sent_at__isnull=False)
        assert len(mail.outbox) == sent.count()
        assert all(one.tries == 1 for one in sent)


@pytest.mark.django_db
class AnyOrder(HypothesisCase):
    @settings(max_examples=25)
    @given(st.lists(st.sampled_from(STEPS), min_size=1, max_size=12))
    def test_any_order_and_repetition_ends_in_a_legal_state(self, steps: list[tuple[str, str]]) -> None:
        mail.outbox.clear()
        world = World()
        with TestCase.captureOnCommitCallbacks(execute=True):
            for what, which in steps:
                world.step(what, which)
        actions.retry_reminders(by=SYSTEM, at=world.at)
        world.check()
        assert AuditEntry.objects.filter(action__startswith="followup.").exists()
