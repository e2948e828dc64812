"""Convocations that leave from a thread of their own leave once, whoever else sends them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from azalai.concertation import actions
from azalai.concertation.actions.sending import OUTBOX
from azalai.concertation.models import Message
from azalai.core import leaving
from azalai.core.clock import now
from tests.accounts.factories import SYSTEM
from tests.concertation.factories import BASE, make_body, make_meeting, make_seat, post_of
from tests.support.mail import Mailbox


@pytest.mark.django_db(transaction=True)
def test_each_message_leaves_once_from_the_thread_while_others_send_too(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "_thread", [])
    body = make_body()
    for number in range(6):
        make_seat(body, post=post_of(f"membre-{number}@example.org"))
    at = now() + timedelta(days=9)
    meeting = make_meeting(body, starts_at=at, ends_at=at + timedelta(hours=1))
    leaving.in_background()
    try:
        actions.convene(by=SYSTEM, at=now(), meeting=meeting, base=BASE)
        keys = list(Message.objects.values_list("pk", flat=True))
        here = OUTBOX.deliver(keys)  # the button of the queue, pressed at the same moment
    finally:
        leaving._thread[0].shutdown()
    assert Counter(target for target, _mail in mailbox.received) == Counter(
        f"membre-{number}@example.org" for number in range(6)
    )
    assert 0 <= here <= len(keys)
    assert not Message.objects.filter(sent_at__isnull=True).exists()
    assert set(Message.objects.values_list("tries", flat=True)) == {1}
