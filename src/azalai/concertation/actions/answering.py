"""Answers: by the signed link, on the site, noted by the secretariat, or by a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from azalai.concertation import links, rules
from azalai.concertation.actions import moving
from azalai.concertation.actions.sending import drop_pending, queue, send_after_commit
from azalai.concertation.enums import (
    ANSWERS,
    AnswerChannel,
    ConvocationState,
    MeetingState,
    MessageKind,
    Recipient,
)
from azalai.concertation.models import Convocation
from azalai.concertation.rules import Scope
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.core.signed_links import new_nonce
from azalai.formats.icalendar import Calendar, Event

PARTSTATS = {
    "ACCEPTED": ConvocationState.PRESENT,
    "DECLINED": ConvocationState.EXCUSED,
}
TOO_LATE = gettext_lazy("La réunion a commencé ou n'a plus lieu : il n'est plus temps de répondre.")


@transaction.atomic
def answer(
    *,
    by: Author,
    at: datetime,
    convocation: Convocation,
    scope: Scope = rules.NOTHING,
    choice: str,
    deputy_name: str = "",
    remark: str = "",
) -> Convocation:
    """Answer while signed in: who sits there, or the secretariat for someone who answered otherwise.

    choice: one of ANSWERS. The same answer again changes nothing. Raises ValidationError: too late.
    """
    rules.check_answer(by, convocation, scope)
    own = convocation.seat_id in scope.seats
    channel = AnswerChannel.SITE if own else AnswerChannel.SECRETARIAT
    return _answered(by, at, convocation, choice, deputy_name, remark, channel, Recipient.MEMBER)


@transaction.atomic
def answer_by_link(
    *, at: datetime, token: str, choice: str, deputy_name: str = "", remark: str = ""
) -> Convocation | None:
    """Answer without an account: the link is the right. None when the link is worth nothing."""
    found = links.resolve(token, at=at)
    if found is None:
        return None
    convocation, recipient = found
    by = Author(name=str(_("%(seat)s (lien de la convocation)") % {"seat": convocation.seat})[:200])
    return _answered(by, at, convocation, choice, deputy_name, remark, AnswerChannel.LINK, recipient)


def _answered(
    by: Author,
    at: datetime,
    convocation: Convocation,
    choice: str,
    deputy_name: str,
    remark: str,
    channel: str,
    recipient: str,
) -> Convocation:
    """Lock, check, move, record; gives the row as it is now."""
    row = moving.locked(convocation)
    if choice not in ANSWERS:
        raise ValidationError({"choice": _("Choisissez une réponse.")})
    if not row.meeting.takes_answers(at) or row.state in {
        ConvocationState.UNANSWERED,
        ConvocationState.CANCELLED,
    }:
        raise ValidationError(str(TOO_LATE))
    named = " ".join(deputy_name.split())[:150] if choice == ConvocationState.EXCUSED else ""
    told = {"deputy_name": named, "remark": " ".join(remark.split())[:300], "answered_for": recipient}
    if _is_same(row, choice, told):
        return row
    before = {"state": row.state, "deputy_name": row.deputy_name}
    fields: dict[str, Any] = told | {"answered_at": at, "channel": channel}
    _set(row, choice, at, fields)
    drop_pending([row], at=at)
    if choice == ConvocationState.EXCUSED and not named and recipient == Recipient.MEMBER:
        relay(row, at)
    after = {"state": row.state, "deputy_name": row.deputy_name, "channel": channel}
    audit.record(
        by=by,
        at=at,
        action="concertation.answered",
        obj=row,
        before=before,
        after=after,
        reason=row.remark,
    )
    return row


def _is_same(row: Convocation, choice: str, told: dict[str, Any]) -> bool:
    """A page sent twice. An excuse that was relayed is still the same excuse."""
    asked_deputy = choice == ConvocationState.EXCUSED and row.state == ConvocationState.RELAYED
    if row.state != choice and not (asked_deputy and row.answered_at):
        return False
    return all(getattr(row, name) == value for name, value in told.items())


def _set(row: Convocation, choice: str, at: datetime, fields: dict[str, Any]) -> None:
    if row.state != choice:
        moving.move(row, choice, at=at, **fields)
        return
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))


def relay(row: Convocation, at: datetime) -> bool:
    """Ask the deputy, where a post stands in and somebody holds it; whether it was done."""
    if row.seat.deputy_post_id is None:
        return False
    messages = queue(row, MessageKind.RELAY, at=at, recipient=Recipient.DEPUTY)
    if not any(message.person_id for message in messages):
        return False
    moving.move(row, ConvocationState.RELAYED, at=at)
    send_after_commit(messages)
    return True


@transaction.atomic
def renew_links(*, by: Author, at: datetime, convocation: Convocation) -> Convocation:
    """Make new links, for one that went astray: the old ones are worth nothing from now on."""
    rules.check_keep_meetings(by)
    row = moving.locked(convocation)
    row.nonce, row.deputy_nonce = new_nonce(), new_nonce()
    row.save(update_fields=["nonce", "deputy_nonce"])
    audit.record(by=by, at=at, action="concertation.links-renewed", obj=row)
    return row


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of an answer by calendar. outcome: "noted", "same", "unknown", "late", "old", "unclear"."""

    uid: str
    outcome: str
    convocation: Convocation | None = None


def read_replies(*, by: Author, at: datetime, calendars: Iterable[Calendar]) -> list[Reply]:
    """Take over the answers that calendars sent; one outcome for each event, nothing lost silently.

    The identifier of the event is known to nobody but who was called: it says whose answer it is.
    """
    rules.check_keep_meetings(by)
    replies = [calendar for calendar in calendars if calendar.method == "REPLY"]
    return [_replied(by, at, event) for calendar in replies for event in calendar.events]


@transaction.atomic
def _replied(by: Author, at: datetime, event: Event) -> Reply:
    row = _convocation_of(event.uid)
    if row is None:
        return Reply(event.uid, "unknown")
    choice = PARTSTATS.get(event.attendees[0].answer) if len(event.attendees) == 1 else None
    if choice is None:
        return Reply(event.uid, "unclear", row)
    if event.sequence < row.meeting.sequence:
        return Reply(event.uid, "old", row)
    if not row.meeting.takes_answers(at):
        return Reply(event.uid, "late", row)
    is_deputy = row.state == ConvocationState.RELAYED
    before = (row.state, row.answered_at)
    if choice == ConvocationState.EXCUSED and row.answered_at and row.state == ConvocationState.EXCUSED:
        return Reply(event.uid, "same", row)
    recipient = Recipient.DEPUTY if is_deputy else Recipient.MEMBER
    row = _answered(by, at, row, choice, "", event.comment, AnswerChannel.CALENDAR, recipient)
    return Reply(event.uid, "same" if (row.state, row.answered_at) == before else "noted", row)


def _convocation_of(uid: str) -> Convocation | None:
    name, _at, host = uid.partition("@")
    try:
        key = UUID(name)
    except ValueError:
        return None
    rows = Convocation.objects.select_related("meeting__body", "seat").filter(
        meeting__state=MeetingState.CONVENED
    )
    return rows.filter(public_id=key).first() if host == "azalai" else None
