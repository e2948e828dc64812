"""Files of minutes: received, then taken over as the minutes of a meeting, known or not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.concertation import rules
from azalai.concertation.actions.minutes import check_open, locked, open_minutes, save_minutes
from azalai.concertation.content import Attended, Content, from_plain, to_plain
from azalai.concertation.enums import Attendance, ItemOrigin, ItemState, MeetingState
from azalai.concertation.models import AgendaItem, Body, Meeting, Minutes, MinutesFile
from azalai.concertation.queries import content_of
from azalai.concertation.taking import read_minutes_file
from azalai.core import audit
from azalai.core.authorship import Author

LONGEST_NAME = 200


def receive_minutes(*, by: Author, at: datetime, name: str, data: bytes, country: str) -> MinutesFile:
    """Read a file and keep what was read; the same file again gives the first one.

    Raises formats.errors.UnreadableFile and engines.minutes.compiler.NotMinutes: nothing is kept then.
    """
    rules.check_keep_minutes(by)
    sha = hashlib.sha256(data).hexdigest()
    known = MinutesFile.objects.filter(country=country, sha256=sha).first()
    if known is not None:
        return known
    read = read_minutes_file(name, data, country)
    with transaction.atomic():
        made = MinutesFile.objects.create(
            country_id=country,
            name="".join(c for c in name if c.isprintable())[-LONGEST_NAME:] or "compte-rendu",
            sha256=sha,
            content=to_plain(read.content),
            reading=read.reading,
            source=read.source,
            received_at=at,
            received_by_id=by.person_id,
        )
        after = {"name": made.name, "items": len(read.content.items)}
        audit.record(by=by, at=at, action="concertation.minutes-received", obj=made, after=after)
    return made


@transaction.atomic
def take_over(
    *,
    by: Author,
    at: datetime,
    file: MinutesFile,
    meeting: Meeting | None = None,
    body: Body | None = None,
    **values: Any,
) -> Minutes:
    """The file becomes the draft minutes of a meeting: of that one, or of a past one of `body`, made now.

    values, for a past one: starts_at, ends_at, venue. Raises ValidationError: taken over already, minutes
    exist that somebody has written, or a meeting of the body is known on that day.
    """
    rules.check_keep_minutes(by)
    rows = MinutesFile.objects.select_for_update(of=("self",))
    found = rows.get(pk=file.pk)
    if found.minutes_id is not None:
        raise ValidationError(_("Ce fichier est déjà repris."))
    content = from_plain(found.content)
    if meeting is None:
        meeting = _past_meeting(by, at, body, content, found.reading, **values)
    minutes = locked(open_minutes(by=by, at=at, meeting=meeting))
    check_open(minutes)
    if minutes.revision > 1:
        raise ValidationError(
            {"meeting": _("Le compte rendu de cette réunion est déjà écrit : complétez-le plutôt.")}
        )
    stored = content_of(minutes)
    minutes = save_minutes(by=by, at=at, minutes=minutes, content=_joined(stored, found, minutes))
    minutes.source_name = found.name
    minutes.save(update_fields=["source_name"])
    found.minutes = minutes
    found.save(update_fields=["minutes"])
    audit.record(
        by=by, at=at, action="concertation.minutes-imported", obj=minutes, after={"name": found.name}
    )
    return minutes


def _past_meeting(
    by: Author,
    at: datetime,
    body: Body | None,
    content: Content,
    reading: Mapping[str, Any],
    **values: Any,
) -> Meeting:
    """A meeting that was held before this system knew of it, with its agenda."""
    if body is None:
        raise ValidationError({"body": _("Choisissez l'instance qui s'est réunie.")})
    if values["starts_at"] > at:
        raise ValidationError({"day": _("Cette réunion n'a pas encore eu lieu.")})
    if values["ends_at"] <= values["starts_at"]:
        raise ValidationError({"ends": _("La réunion finit avant de commencer.")})
    meeting = Meeting(
        body=body,
        state=MeetingState.HELD,
        closed_at=at,
        closed_by_id=by.person_id,
        zone=body.country.time_zone,
    )
    for name, value in values.items():
        setattr(meeting, name, value)
    known = body.meetings.exclude(state=MeetingState.CANCELLED)
    if any(one.starts_on == meeting.starts_on for one in known):
        raise ValidationError(
            {"day": _("Une réunion de cette instance est déjà inscrite ce jour-là : choisissez-la.")}
        )
    meeting.save()
    treated = {item.agenda for item in content.items if item.agenda is not None}
    titles = [str(title)[:250] for title in reading.get("agenda", []) if str(title).strip()]
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            number=number + 1,
            title=title,
            state=ItemState.TREATED if number in treated else ItemState.POSTPONED,
            origin=ItemOrigin.SECRETARIAT,
        )
        for number, title in enumerate(titles)
    )
    audit.record(by=by, at=at, action="concertation.meeting-recorded", obj=meeting)
    return meeting


def _joined(stored: Content, file: MinutesFile, minutes: Minutes) -> Content:
    """The text of the file, with the seats of the meeting where the file names them."""
    content = from_plain(file.content)
    agenda = list(minutes.meeting.items.order_by("number", "id").values_list("pk", flat=True))
    items = tuple(replace(item, agenda=_at(agenda, item.agenda)) for item in content.items)
    seats, others = _seated(stored, content, _codes(file), minutes)
    return replace(
        content,
        attendees=(*seats, *others),
        items=items,
        chair=stored.chair,
        signatures=stored.signatures,
    )


def _at(agenda: list[int], number: int | None) -> int | None:
    return agenda[number] if number is not None and number < len(agenda) else None


def _codes(file: MinutesFile) -> dict[str, str]:
    """Attendant as written → code of the organisation that it was read as."""
    return {one["name"]: one["code"] for one in file.reading["attendance"] if one["code"]}


def _seated(
    stored: Content, content: Content, codes: Mapping[str, str], minutes: Minutes
) -> tuple[list[Attended], list[Attended]]:
    """Seats as the file fills them, then the attendants who have none."""
    rows = minutes.attendees.filter(seat__organisation__isnull=False)
    seat_of = dict(rows.values_list("seat__organisation__code", "seat"))
    keys = [seat_of.get(codes.get(one.name, "")) for one in content.attendees]
    presence = {key: one.presence for key, one in zip(keys, content.attendees, strict=True)}
    seats = [
        replace(one, presence=presence.get(one.seat, Attendance.ABSENT))
        for one in stored.attendees
        if one.seat is not None
    ]
    return seats, [one for key, one in zip(keys, content.attendees, strict=True) if key is None]
