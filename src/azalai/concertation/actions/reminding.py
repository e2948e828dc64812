"""Reminders before the meeting and after it: one action, that a task runs each morning.

Run twice, it does nothing the second time: states and messages say what was done already.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from azalai.concertation import rules
from azalai.concertation.actions import moving
from azalai.concertation.actions.answering import relay
from azalai.concertation.actions.meetings import close_one
from azalai.concertation.actions.sending import queue, retry_messages, send_after_commit
from azalai.concertation.deadlines import EVE, step_due
from azalai.concertation.enums import ConvocationState, MeetingState, MessageKind, Recipient
from azalai.concertation.models import Convocation, Meeting
from azalai.core import audit
from azalai.core.authorship import Author

_COUNTED = {
    ConvocationState.REMINDED: "reminded",
    ConvocationState.RELAYED: "relayed",
    ConvocationState.ESCALATED: "escalated",
    ConvocationState.UNANSWERED: "unanswered",
}


@dataclass(slots=True)
class Reminded:
    """What was done: convocations by step, reminders of the eve, messages that had waited and left."""

    reminded: int = 0
    relayed: int = 0
    escalated: int = 0
    unanswered: int = 0
    eve: int = 0
    retried: int = 0

    @property
    def total(self) -> int:
        """Everything together."""
        return self.reminded + self.relayed + self.escalated + self.unanswered + self.eve + self.retried


def remind(*, by: Author, at: datetime) -> Reminded:
    """Do all that is due at that moment for every convened meeting; each meeting in its own transaction."""
    rules.check_remind(by)
    done = Reminded(retried=retry_messages(by=by, at=at))
    for meeting in Meeting.objects.filter(state=MeetingState.CONVENED).order_by("starts_at", "id"):
        _remind_for(by, at, meeting, done)
    return done


@transaction.atomic
def _remind_for(by: Author, at: datetime, meeting: Meeting, done: Reminded) -> None:
    """One meeting; the trail tells it in one entry, when anything was done."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    made = Reminded()
    rows = meeting.convocations.select_for_update(of=("self",)).select_related(
        "meeting__body", "seat__organisation__parent", "seat__post"
    )
    for row in rows:
        if reached := _step(row, at):
            name = _COUNTED[ConvocationState(reached)]
            setattr(made, name, getattr(made, name) + 1)
        made.eve += _eve(row, at)
    if made.total:
        after = {name: getattr(made, name) for name in (*_COUNTED.values(), "eve") if getattr(made, name)}
        audit.record(by=by, at=at, action="concertation.reminded", obj=meeting, after=after)
    for name in (*_COUNTED.values(), "eve"):
        setattr(done, name, getattr(done, name) + getattr(made, name))


def _step(row: Convocation, at: datetime) -> str | None:
    """The step that was taken; None when the convocation may wait."""
    if row.answered_at and at < row.meeting.starts_at:
        return None  # the member has spoken: only the deputy is still asked
    due = step_due(
        row.state,
        at=at,
        starts_at=row.meeting.starts_at,
        moved_at=row.moved_at or at,
        has_deputy=row.seat.deputy_post_id is not None,
    )
    if due == ConvocationState.UNANSWERED:
        return due if close_one(row, at) else None
    if due == ConvocationState.RELAYED:
        return due if relay(row, at) else None if _is_early(row, at) else _escalated(row, at)
    if due == ConvocationState.ESCALATED:
        return _escalated(row, at)
    if due == ConvocationState.REMINDED:
        moving.move(row, due, at=at)
        send_after_commit(queue(row, MessageKind.REMINDER, at=at))
    return due


def _is_early(row: Convocation, at: datetime) -> bool:
    """Nobody holds the deputy's post: the hierarchy is told when its own time has come."""
    without = step_due(
        row.state,
        at=at,
        starts_at=row.meeting.starts_at,
        moved_at=row.moved_at or at,
        has_deputy=False,
    )
    return without is None


def _escalated(row: Convocation, at: datetime) -> str:
    moving.move(row, ConvocationState.ESCALATED, at=at)
    send_after_commit(queue(row, MessageKind.ESCALATION, at=at, recipient=Recipient.HIERARCHY))
    return ConvocationState.ESCALATED


def _eve(row: Convocation, at: datetime) -> bool:
    """On the eve, who said to come is reminded, once."""
    left = row.meeting.starts_at - at
    if row.state != ConvocationState.PRESENT or not EVE >= left > EVE * 0:
        return False
    recipient = Recipient.DEPUTY if row.answered_for == Recipient.DEPUTY else Recipient.MEMBER
    messages = queue(row, MessageKind.EVE, at=at, recipient=recipient)
    send_after_commit(messages)
    return bool(messages)
