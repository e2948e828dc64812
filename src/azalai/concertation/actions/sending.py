"""Messages leave after the commit, one per person; what cannot leave stays in the queue and says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.accounts.models import Person
from azalai.concertation import reach, rules
from azalai.concertation.enums import MeetingState, MessageKind, Recipient
from azalai.concertation.letters import letter
from azalai.concertation.models import Convocation, Meeting, Message
from azalai.core.authorship import Author
from azalai.core.clock import now

# A process that died while sending leaves its claim: after that time another one takes over.
STALE = timedelta(minutes=15)
# These speak of a meeting to come: once it has begun, they are of no use.
BEFORE = (
    MessageKind.INVITATION,
    MessageKind.UPDATE,
    MessageKind.REMINDER,
    MessageKind.RELAY,
    MessageKind.ESCALATION,
    MessageKind.EVE,
)
# Courtesies: nobody prints them.
NOT_HANDED_OVER = (MessageKind.EVE, MessageKind.AFTER, MessageKind.MINUTES, MessageKind.ADOPTED)


def queue(
    convocation: Convocation,
    kind: str,
    *,
    at: datetime,
    recipient: str = Recipient.MEMBER,
    step: int | None = None,
) -> list[Message]:
    """Keep one message for each person to reach, in the caller's transaction; each kind once per person.

    Where nobody can be reached, a row without a person says that it must be handed over otherwise, as long
    as that is of use. Gives the new rows.
    """
    people: list[Person | None] = list(reach.people_for(convocation.seat, recipient, on=localdate(at)))
    step = convocation.meeting.sequence if step is None else step
    if not people and kind not in NOT_HANDED_OVER:
        people = [None]
    rows = [_kept(convocation, kind, recipient, step, person, at) for person in people]
    return [row for row in rows if row is not None]


def _kept(
    convocation: Convocation, kind: str, recipient: str, step: int, person: Person | None, at: datetime
) -> Message | None:
    known = {"convocation": convocation, "kind": kind, "recipient": recipient, "step": step, "person": person}
    if Message.objects.filter(**known).exists():
        return None
    failure = "" if person else str(_("Personne à joindre : aucun titulaire n'a d'adresse électronique."))
    return Message.objects.create(**known, queued_at=at, failure=failure)


def send_after_commit(messages: Iterable[Message]) -> None:
    """Let these messages leave once the transaction is over."""
    keys = [message.pk for message in messages if message.person_id]
    if keys:
        transaction.on_commit(partial(deliver, keys), robust=True)


def deliver(keys: Sequence[int]) -> int:
    """Send those of these messages that nobody else is sending; how many left. Never raises for the mail."""
    left = 0
    try:
        with get_connection() as connection:
            left = sum(_sent(key, connection) for key in keys)
    except OSError as error:  # the server does not answer at all
        _note_failure(keys, error)
    return left


def _sent(key: int, connection: BaseEmailBackend) -> bool:
    """Claim the message, send it, keep what became of it."""
    at = now()
    mine = Message.objects.pending().free(at - STALE).filter(pk=key, person__isnull=False)
    if not mine.update(claimed_at=at, tries=F("tries") + 1):
        return False
    message = reach.with_all(Message.objects).get(pk=key)
    try:
        mail = letter(message)
        mail.connection = connection
        mail.send()
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; a bad address is a ValueError
        _note_failure([key], error)
        return False
    Message.objects.filter(pk=key).update(sent_at=now(), claimed_at=None, failure="")
    return True


def _note_failure(keys: Sequence[int], error: Exception) -> None:
    why = _("Le message n'est pas parti : %(why)s") % {"why": str(error) or type(error).__name__}
    Message.objects.pending().filter(pk__in=keys).update(claimed_at=None, failure=why[:200])


def drop_pending(convocations: Iterable[Convocation], *, at: datetime) -> None:
    """What has not left yet speaks of something that is no more."""
    keys = [convocation.pk for convocation in convocations]
    Message.objects.pending().filter(convocation__in=keys).update(dropped_at=at)


def drop_minutes(meeting: Meeting, *, at: datetime) -> None:
    """The text to read again is that one no more."""
    pending = Message.objects.pending().filter(convocation__meeting=meeting, kind=MessageKind.MINUTES)
    pending.update(dropped_at=at)


def retry_messages(*, by: Author, at: datetime) -> int:
    """Send again what has not left; what comes too late is dropped. How many left.

    Not recorded in the trail: the action that wrote the message was.
    """
    rules.check_remind(by)
    late = Message.objects.pending().filter(kind__in=BEFORE, convocation__meeting__starts_at__lte=at)
    late.update(dropped_at=at)
    over = Message.objects.pending().filter(convocation__meeting__state=MeetingState.CANCELLED)
    over.exclude(kind=MessageKind.CANCELLATION).update(dropped_at=at)
    waiting = Message.objects.pending().free(at - STALE).filter(person__isnull=False).order_by("queued_at")
    return deliver(list(waiting.values_list("pk", flat=True)))
