"""Minutes go round, come back, are adopted: then nothing changes any more."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.concertation import rules
from azalai.concertation.actions.meetings import close_meeting
from azalai.concertation.actions.minutes import check_open, locked
from azalai.concertation.actions.sending import drop_minutes, queue, send_after_commit
from azalai.concertation.content import to_plain
from azalai.concertation.enums import (
    OPEN_MEETINGS,
    WITHOUT_REVIEW,
    AdoptionWay,
    AmendmentState,
    Attendance,
    MeetingState,
    MessageKind,
    MinutesState,
    Recipient,
    VersionKind,
)
from azalai.concertation.models import Meeting, Minutes, MinutesVersion
from azalai.concertation.queries import content_of
from azalai.concertation.rules import Scope
from azalai.core import audit
from azalai.core.authorship import Author

REVIEW_DAYS = 8


def usual_end(at: datetime) -> date:
    """Until when amendments are taken unless someone says otherwise."""
    return localdate(at) + timedelta(days=REVIEW_DAYS)


@transaction.atomic
def circulate_minutes(
    *,
    by: Author,
    at: datetime,
    minutes: Minutes,
    scope: Scope = rules.NOTHING,
    until: date | None = None,
    base: str = "",
) -> Minutes:
    """Send the draft to those who attended, for amendments until that day; the text sent is kept.

    A meeting that was not closed yet is closed with the attendance of the minutes. base: address of the
    site, for the links. Raises ValidationError: adopted or circulated already, no point, a day gone by.
    """
    found = locked(minutes)
    rules.check_write_minutes(by, found.meeting, scope)
    _check_move(found, MinutesState.CIRCULATED)
    until = until or usual_end(at)
    if until < localdate(at):
        raise ValidationError({"until": _("Choisissez une date à venir.")})
    _check_written(found)
    _close_meeting(found, by=by, at=at)
    found.state, found.amend_until, found.returned_because = MinutesState.CIRCULATED, until, ""
    found.circulated_at, found.circulated_by_id = at, by.person_id
    fields = ["state", "amend_until", "returned_because", "circulated_at", "circulated_by"]
    found.save(update_fields=fields)
    version = _keep(found, VersionKind.CIRCULATED, by=by, at=at)
    _remember_base(found.meeting, base)
    _tell_attendants(found, MessageKind.MINUTES, at=at, step=version.number)
    after = {"version": version.number, "amend_until": until}
    audit.record(by=by, at=at, action="concertation.minutes-circulated", obj=found, after=after)
    return found


@transaction.atomic
def return_minutes(
    *, by: Author, at: datetime, minutes: Minutes, reason: str, scope: Scope = rules.NOTHING
) -> Minutes:
    """Back to a draft, with a reason that readers see. Raises ValidationError: not circulated, no reason."""
    found = locked(minutes)
    rules.check_write_minutes(by, found.meeting, scope)
    if found.state != MinutesState.CIRCULATED:
        raise ValidationError(_("Ce compte rendu n'est pas en relecture."))
    if not reason.strip():
        raise ValidationError({"reason": _("Dites pourquoi le compte rendu revient en brouillon.")})
    found.state, found.returned_because = MinutesState.DRAFT, reason.strip()
    found.save(update_fields=["state", "returned_because"])
    drop_minutes(found.meeting, at=at)
    audit.record(by=by, at=at, action="concertation.minutes-returned", obj=found, reason=reason)
    return found


@transaction.atomic
def adopt_minutes(
    *, by: Author, at: datetime, minutes: Minutes, how: str, meeting: Meeting | None = None
) -> Minutes:
    """Adopt: the text is kept as a version and frozen. how: AdoptionWay; meeting: the later meeting of the
    same body that adopted it, for that way only.

    Raises ValidationError: adopted already, an amendment waits, no point, or the way does not fit.
    """
    rules.check_keep_minutes(by)
    found = locked(minutes)
    _check_move(found, MinutesState.ADOPTED)
    _check_way(found, how, meeting)
    _check_written(found)
    waiting = found.amendments.filter(state=AmendmentState.PENDING).count()
    if waiting:
        raise ValidationError(_("Examinez d'abord les amendements qui attendent : %(n)s.") % {"n": waiting})
    _close_meeting(found, by=by, at=at)
    version = _keep(found, VersionKind.ADOPTED, by=by, at=at)
    found.state, found.adopted_how, found.adopted_in = MinutesState.ADOPTED, how, meeting
    found.adopted_at, found.adopted_by_id = at, by.person_id
    found.save(update_fields=["state", "adopted_how", "adopted_in", "adopted_at", "adopted_by"])
    drop_minutes(found.meeting, at=at)
    _tell_attendants(found, MessageKind.ADOPTED, at=at, step=version.number)
    after = {"version": version.number, "adopted_how": how, "items": found.items.count()}
    audit.record(by=by, at=at, action="concertation.minutes-adopted", obj=found, after=after)
    return found


def _check_move(minutes: Minutes, state: str) -> None:
    check_open(minutes)
    if not minutes.may_become(state):
        said = {"state": minutes.get_state_display()}
        raise ValidationError(_("Ce compte rendu est « %(state)s » : ce n'est plus possible.") % said)


def _check_way(minutes: Minutes, how: str, meeting: Meeting | None) -> None:
    if how not in AdoptionWay.values:
        raise ValidationError({"how": _("Dites comment le compte rendu a été adopté.")})
    if minutes.state == MinutesState.DRAFT and how not in WITHOUT_REVIEW:
        raise ValidationError(
            {"how": _("Envoyez-le d'abord en relecture, ou dites qu'il a été adopté séance tenante.")}
        )
    if (how == AdoptionWay.NEXT_MEETING) != (meeting is not None):
        raise ValidationError({"meeting": _("Indiquez la réunion qui l'a adopté, pour ce cas seulement.")})
    own = minutes.meeting
    if meeting is not None and (
        meeting.body_id != own.body_id
        or meeting.starts_at <= own.starts_at
        or meeting.state in {MeetingState.DRAFT, MeetingState.CANCELLED}
    ):
        raise ValidationError({"meeting": _("Choisissez une réunion de la même instance, tenue depuis.")})


def _check_written(minutes: Minutes) -> None:
    if minutes.meeting.state == MeetingState.CANCELLED:
        raise ValidationError(_("La réunion a été annulée : son compte rendu reste un brouillon."))
    if not minutes.items.exists():
        raise ValidationError(_("Ce compte rendu n'a encore aucun point."))


def _close_meeting(minutes: Minutes, *, by: Author, at: datetime) -> None:
    """Minutes written during the meeting say who came and what was treated: nobody enters it twice."""
    meeting = minutes.meeting
    if meeting.state not in OPEN_MEETINGS:
        return
    presence = dict(minutes.attendees.exclude(seat=None).values_list("seat", "presence"))
    rows = meeting.convocations.values_list("pk", "seat")
    attendance = {pk: presence.get(seat, Attendance.ABSENT) for pk, seat in rows}
    treated = minutes.items.filter(is_treated=True, agenda_item__isnull=False)
    keys = list(treated.values_list("agenda_item", flat=True))
    minutes.meeting = close_meeting(by=by, at=at, meeting=meeting, attendance=attendance, treated=keys)


def _keep(minutes: Minutes, kind: str, *, by: Author, at: datetime) -> MinutesVersion:
    number = minutes.versions.count() + 1
    content = to_plain(content_of(minutes))
    return MinutesVersion.objects.create(
        minutes=minutes, number=number, kind=kind, content=content, made_at=at, made_by_id=by.person_id
    )


def _remember_base(meeting: Meeting, base: str) -> None:
    """Links of letters that leave later need the address of the site."""
    if base and not meeting.base:
        meeting.base = base[:200]
        meeting.save(update_fields=["base"])


def _tell_attendants(minutes: Minutes, kind: str, *, at: datetime, step: int) -> None:
    """One message for each seat that was filled; to the deputy as well where the deputy came."""
    presence = dict(minutes.attendees.exclude(seat=None).values_list("seat", "presence"))
    rows = minutes.meeting.convocations.select_related(
        "seat__organisation__parent", "seat__post", "seat__deputy_post", "meeting__body"
    )
    came = [row for row in rows if presence.get(row.seat_id, Attendance.ABSENT) != Attendance.ABSENT]
    deputised = [
        row for row in came if presence[row.seat_id] == Attendance.REPRESENTED and row.seat.deputy_post_id
    ]
    messages = queue(came, kind, at=at, step=step)
    messages += queue(deputised, kind, at=at, step=step, recipient=Recipient.DEPUTY)
    send_after_commit(messages)
