"""Minutes: opened with what is known of the meeting, then written, by one or several people."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from azalai.concertation import rules
from azalai.concertation.actions import storing
from azalai.concertation.content import Attended, Content, Item, tidy, without_keys
from azalai.concertation.enums import Attendance, ItemState, MeetingState, SeatRole
from azalai.concertation.models import AgendaItem, Convocation, Meeting, Minutes
from azalai.concertation.queries import content_of, convocations_of
from azalai.concertation.rules import Scope
from azalai.concertation.understanding import Reader
from azalai.core import audit
from azalai.core.authorship import Author

SIGNATURES = gettext_lazy("La présidence de séance\nLe secrétariat de séance")
NOT_YET = gettext_lazy("Le compte rendu s'ouvre le jour de la réunion, une fois les membres convoqués.")


class Conflict(ValidationError):
    """Someone else has written meanwhile. minutes: the row as it is now."""

    def __init__(self, minutes: Minutes) -> None:
        self.minutes = minutes
        super().__init__(_("Ce compte rendu a été modifié pendant que vous écriviez."))


@transaction.atomic
def open_minutes(*, by: Author, at: datetime, meeting: Meeting, scope: Scope = rules.NOTHING) -> Minutes:
    """Begin the minutes of a meeting that is held, or takes place today; opened already, they are given back.

    The agenda gives the points; what was seen, else what was answered, the attendance. Raises
    ValidationError: too early, or the meeting was cancelled.
    """
    rules.check_write_minutes(by, meeting, scope)
    meeting = (
        Meeting.objects.select_for_update(of=("self",)).select_related("body__country").get(pk=meeting.pk)
    )
    known = Minutes.objects.filter(meeting=meeting).first()
    if known is not None:
        return known
    if not meeting.may_be_minuted(at):
        raise ValidationError(str(NOT_YET))
    rows = convocations_of(meeting)
    minutes = Minutes.objects.create(
        meeting=meeting,
        opened_at=at,
        opened_by_id=by.person_id,
        saved_at=at,
        saved_by_id=by.person_id,
    )
    content = _prefilled(meeting, rows)
    storing.call_roll(minutes, content.attendees, {row.seat_id: row.seat for row in rows})
    storing.store(minutes, content, Reader(meeting.body.country_id, meeting.starts_on))
    audit.record(by=by, at=at, action="concertation.minutes-opened", obj=minutes)
    return minutes


def _prefilled(meeting: Meeting, rows: list[Convocation]) -> Content:
    """What the agenda and the answers say."""
    chairs = (row for role in (SeatRole.CHAIR, SeatRole.VICE_CHAIR) for row in rows if row.seat.role == role)
    chair = next((row.seat.holder for row in chairs if _attended(row).presence != Attendance.ABSENT), "")
    kept = {ItemState.ON_AGENDA, ItemState.TREATED, ItemState.POSTPONED}
    agenda = [item for item in meeting.items.select_related("presenter") if item.state in kept]
    return Content(
        chair=chair[:200],
        started=f"{meeting.local_start:%H:%M}",
        ended=f"{meeting.local_end:%H:%M}" if meeting.state == MeetingState.HELD else "",
        attendees=tuple(_attended(row) for row in rows),
        items=tuple(_item(one) for one in agenda),
        signatures=str(SIGNATURES),
    )


def _attended(row: Convocation) -> Attended:
    seen = row.attendance or announced(row)
    function = row.deputy_name if seen == Attendance.REPRESENTED else ""
    return Attended(str(row.seat)[:250], seen, function, row.seat_id)


def announced(row: Convocation) -> str:
    """What an answer lets expect."""
    if row.deputy_name or (row.is_filled and row.answered_for == "deputy"):
        return Attendance.REPRESENTED
    return Attendance.PRESENT if row.is_filled else Attendance.ABSENT


def _item(item: AgendaItem) -> Item:
    title = f"{item.title} ({item.presenter})" if item.presenter else item.title
    return Item(title[:300], is_treated=item.state != ItemState.POSTPONED, agenda=item.pk)


@transaction.atomic
def save_minutes(
    *,
    by: Author,
    at: datetime,
    minutes: Minutes,
    content: Content,
    scope: Scope = rules.NOTHING,
    revision: int | None = None,
) -> Minutes:
    """Store the whole text; the same text again changes nothing.

    revision: the one that the writer had before the eyes; None writes over whatever is there, in an import
    or after a person has chosen. Raises Conflict: someone else has written since, another text; and
    ValidationError: adopted.
    """
    found = locked(minutes)
    rules.check_write_minutes(by, found.meeting, scope)
    check_open(found)
    content = tidy(content)
    now_stored = content_of(found)
    if without_keys(storing.with_seats(found, content)) == without_keys(now_stored):
        return found
    if revision is not None and revision != found.revision:
        raise Conflict(found)
    storing.store(found, content, Reader(found.meeting.body.country_id, found.meeting.starts_on))
    written(found, by=by, at=at)
    after: dict[str, Any] = {"revision": found.revision, "items": len(content.items)}
    after["actions"] = len(list(content.actions()))
    audit.record(by=by, at=at, action="concertation.minutes-saved", obj=found, after=after)
    return found


def written(minutes: Minutes, *, by: Author, at: datetime) -> None:
    """One more revision."""
    minutes.revision += 1
    minutes.saved_at, minutes.saved_by_id = at, by.person_id
    minutes.save(update_fields=["revision", "saved_at", "saved_by"])


def locked(minutes: Minutes) -> Minutes:
    """The row as it is now, kept from other writers until the transaction ends."""
    rows = Minutes.objects.select_for_update(of=("self",))
    return rows.select_related("meeting__body__country", "meeting__body__place").get(pk=minutes.pk)


def check_open(minutes: Minutes) -> None:
    """Raises ValidationError once adopted."""
    if not minutes.is_open:
        raise ValidationError(_("Ce compte rendu est adopté : il ne change plus."))
