"""What the system counts of bodies and meetings, each with the list behind the number.

A meeting counts on the day on which it began; who came is what was seen at the meeting, as its convocations
and its minutes say. A place counts the bodies that work in it or below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any, overload

from django.db.models import Q, QuerySet
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Organisation
from azalai.concertation import rules
from azalai.concertation.enums import Attendance, BodyKind, MeetingState
from azalai.concertation.models import Body, Convocation, Meeting, MinutesAttendee, Seat
from azalai.core.facts import Fact, FactList, FactRow, FactSpan

CIVIL_SOCIETY = "civil-society"
CAME = (Attendance.PRESENT, Attendance.REPRESENTED)


class Joined(Sequence[Any]):
    """Several querysets as one list, read no further than asked."""

    def __init__(self, *parts: QuerySet[Any]) -> None:
        self.parts = parts

    def __len__(self) -> int:
        return sum(part.count() for part in self.parts)

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, int):
            return self[place : place + 1][0]
        start, stop, _step = place.indices(len(self))
        return list(self._between(start, stop))

    def _between(self, start: int, stop: int) -> Iterator[Any]:
        for part in self.parts:
            size = part.count()
            if start < size and stop > 0:
                yield from part[max(0, start) : stop]
            start, stop = start - size, stop - size


def in_place(span: FactSpan, path: str) -> Q:
    """Rows whose body works in the place of the span, or below it. path: to the body's place."""
    if span.place_id is None:
        return Q()
    below = (path, f"{path}__parent", f"{path}__parent__parent")
    return Q(*((name, span.place_id) for name in below), _connector=Q.OR)


def held_in(span: FactSpan) -> QuerySet[Meeting]:
    """Meetings held in the span, in its place."""
    zone = get_current_timezone()
    begins = datetime.combine(span.start, time(), zone)
    ends = datetime.combine(span.end + timedelta(days=1), time(), zone)
    held = Meeting.objects.in_country(span.country).filter(state=MeetingState.HELD)
    return held.filter(in_place(span, "body__place"), starts_at__gte=begins, starts_at__lt=ends)


def meetings_held(span: FactSpan) -> FactList:
    """One line a meeting, the oldest first."""
    return FactList(held_in(span).select_related("body__place").order_by("starts_at", "id"), _meeting_row)


def _meeting_row(meeting: Meeting) -> FactRow:
    return FactRow(str(meeting.body), meeting.get_absolute_url(), meeting.starts_on, meeting.title)


def structures(span: FactSpan) -> FactList:
    """Organisations that came at least once."""
    meetings = held_in(span).values("pk")
    called = Convocation.objects.filter(meeting__in=meetings, attendance__in=CAME)
    noted = MinutesAttendee.objects.filter(minutes__meeting__in=meetings, presence__in=CAME)
    keys = Q(pk__in=called.values("seat__organisation")) | Q(pk__in=noted.values("organisation"))
    found = Organisation.objects.filter(keys).select_related("category").order_by("search_text", "id")
    return FactList(found, lambda one: FactRow(str(one), one.get_absolute_url(), None, one.category.title))


def civil_society_seats(span: FactSpan) -> FactList:
    """Seats in force at the end, of bodies in force."""
    rows = Seat.objects.current(span.end).filter(
        in_place(span, "body__place"), body__country=span.country, category__code=CIVIL_SOCIETY
    )
    rows = rows.filter(body__in=Body.objects.current(span.end))
    found = rows.select_related("organisation", "post", "body__place").order_by("body", "id")
    return FactList(found, _seat_row)


def _seat_row(seat: Seat) -> FactRow:
    return FactRow(str(seat), seat.body.get_absolute_url(), None, str(seat.body))


def civil_society_attendances(span: FactSpan) -> FactList:
    """Seats that were filled, then organisations that minutes name besides."""
    meetings = held_in(span).values("pk")
    seats = Convocation.objects.filter(
        meeting__in=meetings, attendance__in=CAME, seat__category__code=CIVIL_SOCIETY
    )
    seats = seats.select_related("seat__organisation", "seat__post", "meeting__body__place")
    others = MinutesAttendee.objects.filter(
        minutes__meeting__in=meetings,
        presence__in=CAME,
        seat__isnull=True,
        organisation__category__code=CIVIL_SOCIETY,
    ).select_related("organisation", "minutes__meeting__body__place")
    items = Joined(
        seats.order_by("meeting__starts_at", "id"), others.order_by("minutes__meeting__starts_at", "id")
    )
    return FactList(items, _attendance_row)


def _attendance_row(one: Convocation | MinutesAttendee) -> FactRow:
    if isinstance(one, Convocation):
        name, meeting, presence = str(one.seat), one.meeting, one.get_attendance_display()
    else:
        name, meeting, presence = str(one.organisation), one.minutes.meeting, one.get_presence_display()
    detail = _now("%(presence)s : %(body)s") % {"presence": presence, "body": meeting.body}
    return FactRow(name, meeting.get_absolute_url(), meeting.starts_on, detail)


def watch_committees(span: FactSpan) -> FactList:
    """Bodies of that kind in force at the end."""
    rows = Body.objects.in_country(span.country).current(span.end).filter(kind=BodyKind.WATCH_COMMITTEE)
    found = rows.filter(in_place(span, "place")).select_related("place").order_by("name_fr", "id")
    return FactList(found, _body_row)


def _body_row(body: Body) -> FactRow:
    return FactRow(body.full_name, body.get_absolute_url(), None, str(body.place or ""))


FACTS = (
    Fact(
        "concertation.structures-taking-part",
        _("Structures participant à la concertation"),
        _("structures"),
        _(
            "Organismes du registre, chacun compté une fois, présents ou représentés à au moins une"
            " réunion tenue dans la période, d'après les présences et les comptes rendus."
        ),
        structures,
        by_place=True,
        visible=rules.can_see_bodies,
    ),
    Fact(
        "concertation.meetings-held",
        _("Réunions tenues"),
        _("réunions"),
        _("Réunions des instances tenues dans la période ; une réunion annulée ne compte pas."),
        meetings_held,
        by_place=True,
        visible=rules.can_see_bodies,
    ),
    Fact(
        "concertation.civil-society-seats",
        _("Sièges de la société civile"),
        _("sièges"),
        _("Sièges des organisations de la société civile, en place le dernier jour de la période."),
        civil_society_seats,
        by_place=True,
        at_end=True,
        visible=rules.can_see_bodies,
    ),
    Fact(
        "concertation.civil-society-attendances",
        _("Participations de la société civile"),
        _("participations"),
        _(
            "Présences, en personne ou par un représentant, des organisations de la société civile aux"
            " réunions tenues dans la période : une par organisation et par réunion."
        ),
        civil_society_attendances,
        by_place=True,
        visible=rules.can_see_answers,
    ),
    Fact(
        "concertation.watch-committees",
        _("Comités de veille et d'information"),
        _("comités"),
        _("Comités de veille et d'information en place le dernier jour de la période."),
        watch_committees,
        by_place=True,
        at_end=True,
        visible=rules.can_see_bodies,
    ),
)
