"""Messages leave after the commit, one per person; what cannot leave stays in the queue and says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.timezone import localdate

from azalai.accounts.models import Person
from azalai.concertation import reach, rules
from azalai.concertation.enums import MeetingState, MessageKind, Recipient
from azalai.concertation.letters import letter
from azalai.concertation.models import Convocation, Meeting, Message
from azalai.core.authorship import Author
from azalai.core.outbox import Outbox, nobody_to_reach

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
NOT_HANDED_OVER = (MessageKind.EVE, MessageKind.AFTER, MessageKind.ADOPTED)


def queue(
    convocations: Convocation | Sequence[Convocation],
    kind: str,
    *,
    at: datetime,
    recipient: str = Recipient.MEMBER,
    step: int | None = None,
) -> list[Message]:
    """Keep one message for each person to reach, in the caller's transaction; each kind once per person.

    Where nobody can be reached, a row without a person says that it must be handed over otherwise, as long
    as that is of use. step: which of several of a kind, the meeting's own sequence unless told. Gives the new
    rows. At most four queries, whatever the number of convocations; their seats and meetings at hand.
    """
    rows = [convocations] if isinstance(convocations, Convocation) else list(convocations)
    if not rows:
        return []
    people = reach.people_for([row.seat for row in rows], recipient, on=localdate(at))
    wanted: dict[tuple[int, int | None], Message] = {}
    for row in rows:
        reached: list[Person | None] = list(people[row.seat_id])
        for person in reached or ([None] if kind not in NOT_HANDED_OVER else []):
            number = row.meeting.sequence if step is None else step
            wanted[row.pk, person.pk if person else None] = Message(
                convocation=row,
                kind=kind,
                recipient=recipient,
                step=number,
                person=person,
                queued_at=at,
                failure="" if person else nobody_to_reach(),
            )
    return _new(wanted, kind, recipient)


def _new(wanted: dict[tuple[int, int | None], Message], kind: str, recipient: str) -> list[Message]:
    """Those that are not there yet, written."""
    if not wanted:
        return []
    keys = {convocation for convocation, _person in wanted}
    rows = Message.objects.filter(convocation__in=keys, kind=kind, recipient=recipient).order_by()
    known = set(rows.values_list("convocation", "step", "person"))
    made = [one for one in wanted.values() if (one.convocation_id, one.step, one.person_id) not in known]
    return Message.objects.bulk_create(made)


def _load(key: int) -> Message:
    return reach.with_all(Message.objects).get(pk=key)


OUTBOX = Outbox(Message, _load, letter)
send_after_commit = OUTBOX.send_after_commit


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
    reviewed = Message.objects.pending().filter(kind=MessageKind.MINUTES)
    reviewed.filter(convocation__meeting__minutes__amend_until__lt=localdate(at)).update(dropped_at=at)
    return OUTBOX.retry(at)
