"""What every room that sends mail through `core.outbox` promises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytest_django import Settings

from azalai.core.clock import now
from azalai.core.outbox import STALE, Outbox, of_the_past
from tests.support.mail import Mailbox


def check_outbox(outbox: Outbox, make: Callable[[str], Any], *, mailbox: Mailbox, settings: Settings) -> None:
    """make: a row of that outbox, pending, for a person who has the address given."""
    message = make("premier@example.org")
    _a_server_that_is_down_loses_nothing(outbox, message, settings)
    _it_leaves_once(outbox, message, mailbox)
    _what_another_sends_is_left_alone_until_it_is_stale(outbox, make("second@example.org"), mailbox)
    _a_refused_address_stays_with_the_reason(outbox, make("refuse@example.org"), mailbox)
    _a_past_that_is_told_writes_no_mail(outbox, make("ancien@example.org"), mailbox)


def _a_server_that_is_down_loses_nothing(outbox: Outbox, message: Any, settings: Settings) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    assert outbox.deliver([message.pk]) == 0
    settings.EMAIL_PORT = port
    message.refresh_from_db()
    assert message.sent_at is None
    assert message.claimed_at is None
    assert "n'est pas parti" in message.failure


def _it_leaves_once(outbox: Outbox, message: Any, mailbox: Mailbox) -> None:
    assert outbox.retry(now()) == 1
    assert outbox.retry(now()) == 0
    assert outbox.deliver([message.pk]) == 0
    message.refresh_from_db()
    assert (message.sent_at is not None, message.failure, message.tries) == (True, "", 1)
    assert [address for address, _ in mailbox.received] == ["premier@example.org"]


def _what_another_sends_is_left_alone_until_it_is_stale(
    outbox: Outbox, message: Any, mailbox: Mailbox
) -> None:
    rows = outbox.model.objects.filter(pk=message.pk)
    rows.update(claimed_at=now())
    assert outbox.retry(now()) == 0
    rows.update(claimed_at=now() - 2 * STALE)
    assert outbox.retry(now()) == 1
    assert [address for address, _ in mailbox.received][1:] == ["second@example.org"]


def _a_refused_address_stays_with_the_reason(outbox: Outbox, message: Any, mailbox: Mailbox) -> None:
    mailbox.refused = "refuse@example.org"
    assert outbox.retry(now()) == 0
    message.refresh_from_db()
    assert message.sent_at is None
    assert "inconnu" in message.failure
    assert len(mailbox.received) == 2


def _a_past_that_is_told_writes_no_mail(outbox: Outbox, message: Any, mailbox: Mailbox) -> None:
    before = len(mailbox.received)
    with of_the_past():
        outbox.send_after_commit([message])
    message.refresh_from_db()
    assert (message.sent_at, message.tries) == (message.queued_at, 0)
    assert len(mailbox.received) == before
