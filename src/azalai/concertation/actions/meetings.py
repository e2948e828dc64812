"""Meetings: prepared, convened, changed, cancelled, held."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.concertation import rules
from azalai.concertation.actions import moving
from azalai.concertation.actions.agenda import carry_over, settle_after
from azalai.concertation.actions.sending import drop_pending, queue, send_after_commit
from azalai.concertation.enums import (
    CONVOCATION_TRANSITIONS,
    FINAL,
    Attendance,
    ConvocationState,
    ItemOrigin,
    ItemState,
    MeetingState,
    MessageKind,
    Recipient,
)
from azalai.concertation.models import AgendaItem, Body, Convocation, Meeting, Message
from azalai.core import audit
from azalai.core.authorship import Author

MEETING_FIELDS = ("kind", "title", "starts_at", "ends_at", "zone", "venue", "online", "word")
# What those called must hear of again when it changes.
TOLD = ("starts_at", "ends_at", "zone", "venue", "online")


@transaction.atomic
def prepare_meeting(
    *, by: Author, at: datetime, body: Body, agenda: Collection[str] = (), **values: Any
) -> Meeting:
    """A meeting in preparation; what the last one left is proposed again. values: MEETING_FIELDS.

    agenda: titles of the first items. Raises ValidationError by field: it ends before it begins.
    """
    rules.check_keep_meetings(by)
    meeting = Meeting(body=body, **({"zone": body.country.time_zone} | values))
    _check_hours(meeting)
    meeting.save()
    audit.record(by=by, at=at, action="concertation.meeting-prepared", obj=meeting, after=_told(values))
    # What was left comes before what is new: "Divers" stays the last point.
    left = carry_over(by=by, at=at, meeting=meeting)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            number=number,
            title=title,
            state=ItemState.ON_AGENDA,
            origin=ItemOrigin.SECRETARIAT,
        )
        for number, title in enumerate(agenda, start=len(left) + 1)
    )
    return meeting


@transaction.atomic
def convene(*, by: Author, at: datetime, meeting: Meeting, base: str = "") -> list[Convocation]:
    """Call every seat of the body to the meeting; messages leave after the commit.

    base: address of the site, for the links. Raises ValidationError: it is over, already convened, the day
    has passed, or the body has no seat.
    """
    rules.check_keep_meetings(by)
    meeting = _locked(meeting)
    _check_move(meeting, MeetingState.CONVENED)
    if meeting.starts_at <= at:
        raise ValidationError(_("Cette réunion a déjà commencé : changez sa date avant de convoquer."))
    rows = meeting.body.seats.current(meeting.starts_on).select_related("organisation", "post")
    seats = list(rows)
    if not seats:
        raise ValidationError(_("Cette instance n'a encore aucun siège : ajoutez ses membres d'abord."))
    meeting.state, meeting.base = MeetingState.CONVENED, base[:200]
    meeting.convened_at, meeting.convened_by_id = at, by.person_id
    meeting.save(update_fields=["state", "base", "convened_at", "convened_by"])
    made = Convocation.objects.bulk_create(_called(meeting, seat, at) for seat in seats)
    send_after_commit(queue(made, MessageKind.INVITATION, at=at))
    audit.record(
        by=by, at=at, action="concertation.meeting-convened", obj=meeting, after={"seats": len(made)}
    )
    return made


def _called(meeting: Meeting, seat: Any, at: datetime) -> Convocation:
    state = ConvocationState.SENT
    return Convocation(meeting=meeting, seat=seat, state=state, sent_at=at, moved_at=at)


@transaction.atomic
def change_meeting(*, by: Author, at: datetime, meeting: Meeting, **values: Any) -> Meeting:
    """Change a meeting; values: some of MEETING_FIELDS. Once convened, everyone called is told.

    Another beginning asks everyone again: answers were given for another day. Raises ValidationError:
    it is over, or ends before it begins.
    """
    found = _locked(meeting)
    rules.check_change_meeting(by, found)
    changes = {name: value for name, value in values.items() if getattr(found, name) != value}
    if not changes:
        return found
    before = {name: getattr(found, name) for name in changes}
    for name, value in changes.items():
        setattr(found, name, value)
    _check_hours(found)
    is_told = found.state == MeetingState.CONVENED and bool(set(TOLD) & set(changes))
    if is_told and found.starts_at <= at:
        raise ValidationError({"starts_at": _("Choisissez une date à venir.")})
    found.sequence += is_told
    found.save(update_fields=[*changes, "sequence"])
    if is_told:
        _tell_change(found, at, is_asked_again="starts_at" in changes)
    action = "concertation.meeting-changed"
    audit.record(by=by, at=at, action=action, obj=found, before=_told(before), after=_told(changes))
    return found


def _tell_change(meeting: Meeting, at: datetime, *, is_asked_again: bool) -> None:
    messages: list[Message] = []
    for one in meeting.convocations.select_related("seat__organisation", "seat__post", "meeting__body"):
        if one.state == ConvocationState.CANCELLED:
            continue
        recipients = _already_told(one)
        if is_asked_again and one.state != ConvocationState.SENT:
            moving.move(one, ConvocationState.SENT, at=at, **moving.NO_ANSWER)
        drop_pending([one], at=at)
        for recipient in recipients:
            messages += queue(one, MessageKind.UPDATE, at=at, recipient=recipient)
    send_after_commit(messages)


def _already_told(convocation: Convocation) -> list[str]:
    """Who has heard of the meeting: the member, and the deputy once asked."""
    asked = convocation.messages.filter(recipient=Recipient.DEPUTY).exists()
    return [Recipient.MEMBER, *([Recipient.DEPUTY] if asked else [])]


@transaction.atomic
def cancel_meeting(*, by: Author, at: datetime, meeting: Meeting, reason: str) -> Meeting:
    """It will not take place; everyone called is told why. Raises ValidationError: it is over, no reason."""
    rules.check_keep_meetings(by)
    found = _locked(meeting)
    _check_move(found, MeetingState.CANCELLED)
    if not reason.strip():
        raise ValidationError({"reason": _("Dites pourquoi la réunion est annulée : les membres le liront.")})
    was_convened = found.state == MeetingState.CONVENED
    found.state, found.cancelled_because = MeetingState.CANCELLED, reason.strip()
    found.closed_at, found.closed_by_id = at, by.person_id
    found.sequence += was_convened
    found.save(update_fields=["state", "cancelled_because", "closed_at", "closed_by", "sequence"])
    _tell_cancelled(found, at)
    audit.record(by=by, at=at, action="concertation.meeting-cancelled", obj=found, reason=reason)
    return found


def _tell_cancelled(meeting: Meeting, at: datetime) -> None:
    messages: list[Message] = []
    for one in meeting.convocations.select_related("seat__organisation", "seat__post", "meeting__body"):
        recipients = _already_told(one)
        if ConvocationState.CANCELLED in CONVOCATION_TRANSITIONS[one.state]:
            moving.move(one, ConvocationState.CANCELLED, at=at)
        drop_pending([one], at=at)
        for recipient in recipients:
            messages += queue(one, MessageKind.CANCELLATION, at=at, recipient=recipient)
    send_after_commit(messages)


@transaction.atomic
def hold_meeting(
    *,
    by: Author,
    at: datetime,
    meeting: Meeting,
    attendance: Mapping[int, str],
    treated: Collection[int] = (),
) -> Meeting:
    """The meeting took place. attendance: key of a convocation → Attendance; who is not named was absent.

    treated: keys of the items dealt with; the others are left for the next meeting. Raises
    ValidationError: it has not begun, it is over, or was never convened.
    """
    rules.check_keep_meetings(by)
    return close_meeting(by=by, at=at, meeting=meeting, attendance=attendance, treated=treated)


def close_meeting(
    *,
    by: Author,
    at: datetime,
    meeting: Meeting,
    attendance: Mapping[int, str],
    treated: Collection[int] = (),
) -> Meeting:
    """`hold_meeting` without its right, for who has that of writing the minutes; in the caller's
    transaction."""
    found = _locked(meeting)
    _check_move(found, MeetingState.HELD)
    if at < found.starts_at:
        raise ValidationError(_("Cette réunion n'a pas encore commencé."))
    found.state, found.closed_at, found.closed_by_id = MeetingState.HELD, at, by.person_id
    found.save(update_fields=["state", "closed_at", "closed_by"])
    rows = list(found.convocations.select_related("seat__organisation", "seat__post", "meeting__body"))
    drop_pending(rows, at=at)
    for one in rows:
        one.attendance = attendance.get(one.pk) or Attendance.ABSENT
    silent = moving.close_all(rows, at=at)
    send_after_commit(queue(silent, MessageKind.AFTER, at=at))
    settle_after(found, treated)
    filled = sum(one.attendance != Attendance.ABSENT for one in rows)
    audit.record(by=by, at=at, action="concertation.meeting-held", obj=found, after={"filled": filled})
    return found


def close_one(convocation: Convocation, at: datetime) -> bool:
    """Close an answer once the meeting has begun; whether it ended without one, which the member is told."""
    if convocation.state in FINAL:
        return False
    drop_pending([convocation], at=at)
    if moving.close(convocation, at=at) != ConvocationState.UNANSWERED:
        return False
    send_after_commit(queue(convocation, MessageKind.AFTER, at=at))
    return True


def _locked(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("body__country", "body__place")
    return rows.get(pk=meeting.pk)


def _check_move(meeting: Meeting, state: str) -> None:
    if not meeting.may_become(state):
        raise ValidationError(
            _("Cette réunion est « %(state)s » : ce n'est plus possible.")
            % {"state": meeting.get_state_display()}
        )


def _check_hours(meeting: Meeting) -> None:
    if meeting.ends_at <= meeting.starts_at:
        raise ValidationError({"ends_at": _("La réunion finit avant de commencer.")})


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """For the audit trail: blanks left out."""
    return {name: value for name, value in values.items() if value not in (None, "")}
