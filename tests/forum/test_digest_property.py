"""Whatever happens in whatever order, nobody receives a message twice, nor one that is hidden."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from azalai.forum import actions
from azalai.forum.enums import Rhythm
from azalai.forum.models import Contribution
from tests.accounts.factories import AT, SYSTEM
from tests.forum.factories import make_thread, member, post_of

EVENTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["write", "mention", "edit", "hide", "restore", "digest", "retry", "fail", "unfollow"]
        ),
        st.integers(0, 4),
    ),
    min_size=1,
    max_size=14,
)
REFUSING = "tests.forum.refusing.Refusing"
KEEPING = "django.core.mail.backends.locmem.EmailBackend"


class TestDigests(TestCase):
    @given(EVENTS)
    @effort(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    def test_any_order(self, events: list[tuple[str, int]]) -> None:
        mail.outbox = []
        world = World()
        with self.settings(EMAIL_BACKEND=KEEPING):
            for number, (event, which) in enumerate(events):
                world.happen(event, which, AT + timedelta(days=number + 1), self)
        world.check()


class World:
    """Two readers, two writers, one thread; each text holds a mark of its own."""

    def __init__(self) -> None:
        self.readers = [member(email=f"lecteur{n}@example.org") for n in range(2)]
        self.writers = [member()[1] for _n in range(2)]
        self.thread = make_thread(SYSTEM, text="[[0]]")
        self.marks = {"[[0]]": self.thread.contributions.get()}
        self.hidden_at_sending: set[tuple[int, str]] = set()
        for _person, by in self.readers:
            actions.follow(by=by, at=AT, thread=self.thread)
            actions.choose_mail(by=by, at=AT, rhythm=Rhythm.DAILY, mentions_at_once=True)

    def happen(self, event: str, which: int, at: datetime, case: Any) -> None:
        sent = len(mail.outbox)
        with case.captureOnCommitCallbacks(execute=True):
            getattr(self, event)(which, at, case)
        hidden = {mark for mark, one in self.marks.items() if Contribution.objects.get(pk=one.pk).is_hidden}
        for message in mail.outbox[sent:]:
            assert not any(mark in message.body for mark in hidden), (event, message.body)

    def write(self, which: int, at: datetime, _case: Any, more: str = "") -> None:
        by = self.writers[which % 2]
        mark = f"[[{len(self.marks)}]]"
        self.marks[mark] = actions.contribute(by=by, at=at, thread=self.thread, text=f"{mark} {more}")

    def mention(self, which: int, at: datetime, case: Any) -> None:
        self.write(which, at, case, f"@[{post_of(self.readers[which % 2][1]).title}]")

    def one(self, which: int) -> Contribution:
        marks = list(self.marks.values())
        return Contribution.objects.get(pk=marks[which % len(marks)].pk)

    def edit(self, which: int, at: datetime, _case: Any) -> None:
        one = self.one(which)
        author = next((by for by in self.writers if by.person_id == one.person_id), None)
        if author is not None and not one.is_hidden:
            title = post_of(self.readers[which % 2][1]).title
            changed = f"{one.text} corrigé @[{title}]"
            actions.edit(by=author, at=one.written_at, contribution=one, text=changed)

    def hide(self, which: int, at: datetime, _case: Any) -> None:
        actions.hide_contribution(by=SYSTEM, at=at, contribution=self.one(which), reason="Essai.")

    def restore(self, which: int, at: datetime, _case: Any) -> None:
        actions.restore_contribution(by=SYSTEM, at=at, contribution=self.one(which))

    def digest(self, _which: int, at: datetime, _case: Any) -> None:
        actions.digest(by=SYSTEM, at=at)

    def retry(self, _which: int, at: datetime, _case: Any) -> None:
        actions.retry_letters(by=SYSTEM, at=at)

    def fail(self, _which: int, at: datetime, case: Any) -> None:
        with case.settings(EMAIL_BACKEND=REFUSING):
            actions.digest(by=SYSTEM, at=at)

    def unfollow(self, which: int, at: datetime, _case: Any) -> None:
        actions.unfollow(by=self.readers[which % 2][1], at=at, thread=self.thread)

    def check(self) -> None:
        for person, _by in self.readers:
            bodies = [message.body for message in mail.outbox if message.to == [person.email]]
            for mark in self.marks:
                assert sum(body.count(mark) for body in bodies) <= 1, mark


@pytest.mark.django_db
def test_the_world_of_the_test_does_send(django_capture_on_commit_callbacks: Any) -> None:
    world = World()
    actions.digest(by=SYSTEM, at=AT + timedelta(days=2))
    assert len(mail.outbox) == len(world.readers)
