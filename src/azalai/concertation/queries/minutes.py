"""Reads of minutes: the text, who came, who may read what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from azalai.concertation.content import Action, Attended, Content, Item, action_from, as_said
from azalai.concertation.enums import AmendmentState, Attendance, MeetingState, MinutesState
from azalai.concertation.models import (
    Amendment,
    Body,
    Meeting,
    Minutes,
    MinutesAction,
    MinutesAttendee,
    MinutesItem,
)
from azalai.concertation.rules import (
    Scope,
    can_see_all_meetings,
    can_see_minutes,
    can_write_minutes,
)
from azalai.core.authorship import Author


def minutes_in_full(found: QuerySet[Minutes]) -> QuerySet[Minutes]:
    """With attendance, points, actions and owners; six queries."""
    actions = Prefetch("actions", MinutesAction.objects.prefetch_related("owners__organisation"))
    items = Prefetch("items", MinutesItem.objects.prefetch_related(actions))
    rows = found.select_related(
        "meeting__body__country",
        "meeting__body__place",
        "adopted_in",
        "saved_by",
        "circulated_by",
        "adopted_by",
    )
    return rows.prefetch_related("attendees__organisation", items)


def content_of(minutes: Minutes) -> Content:
    """The text as it is stored; four queries unless read in full."""
    return Content(
        chair=minutes.chair,
        started=minutes.started,
        ended=minutes.ended,
        opening=minutes.opening,
        attendees=tuple(
            Attended(one.name, one.presence, one.function, one.seat_id) for one in minutes.attendees.all()
        ),
        items=tuple(_item_text(item) for item in _items_of(minutes)),
        next_text=minutes.next_text,
        signatures=minutes.signatures,
    )


def _items_of(minutes: Minutes) -> Iterable[MinutesItem]:
    known = getattr(minutes, "_prefetched_objects_cache", {}).get("items")
    return known if known is not None else minutes.items.prefetch_related("actions")


def _item_text(item: MinutesItem) -> Item:
    return Item(
        title=item.title,
        key_points=item.key_points,
        decisions=item.decisions,
        actions=tuple(
            Action(one.text, one.owner_text, one.deadline_text, str(one.public_id))
            for one in item.actions.all()
        ),
        is_treated=item.is_treated,
        agenda=item.agenda_item_id,
        key=str(item.public_id),
    )


def attended_seats(minutes: Minutes) -> frozenset[int]:
    """Keys of the seats that were filled, by the member or someone else."""
    rows = minutes.attendees.all()
    return frozenset(row.seat_id for row in rows if row.seat_id and row.presence != Attendance.ABSENT)


def minutes_seen(author: Author, meeting: Meeting, scope: Scope) -> Minutes | None:
    """The minutes of a meeting where there are some that the author may read; one query."""
    found = Minutes.objects.filter(meeting=meeting).first()
    if found is None:
        return None
    found.meeting = meeting
    return found if can_see_minutes(author, found, scope) else None


def amendments_seen(author: Author, minutes: Minutes, scope: Scope) -> list[Amendment]:
    """Amendments that the author may read: all for who oversees or writes these minutes, else those of one's
    own seats; one query."""
    rows = minutes.amendments.select_related(
        "item", "action", "seat__organisation", "seat__post", "proposed_by"
    )
    sees_all = can_see_all_meetings(author) or can_write_minutes(author, minutes.meeting, scope)
    return list(rows if sees_all else rows.filter(seat__in=scope.seats))


def is_fresh(amendment: Amendment) -> bool:
    """What it would replace reads as when it was written: it may be taken as it is. Point and action at hand;
    never for a remark."""
    item = amendment.item
    if item is None or not amendment.is_applied:
        return False
    if amendment.field:
        return bool(getattr(item, amendment.field) == amendment.current)
    row = amendment.action
    return (as_said(row) if row else None) == (action_from(amendment.was) if amendment.was else None)


def meeting_on(body: Body, day: str) -> Meeting | None:
    """The meeting of the body on that day (ISO), without minutes yet; one query."""
    rows = body.meetings.convened().filter(minutes__isnull=True)
    return next((one for one in rows if one.starts_on.isoformat() == day), None)


def with_minutes(author: Author, meetings: list[Any], scope: Scope) -> list[Any]:
    """These meetings with `minutes_seen`, None where there are none that the author may read; one query."""
    known = {one.meeting_id: one for one in Minutes.objects.filter(meeting__in=[m.pk for m in meetings])}
    for meeting in meetings:
        found = known.get(meeting.pk)
        if found is not None:
            found.meeting = meeting
        meeting.minutes_seen = found if found and can_see_minutes(author, found, scope) else None
    return meetings


def minutes_readable(author: Author, scope: Scope, *, country: str) -> QuerySet[Minutes]:
    """Minutes that the author may read, the latest first."""
    rows = Minutes.objects.in_country(country).select_related("meeting__body__place")
    if can_see_all_meetings(author):
        return rows
    unwritten = Q(state=MinutesState.DRAFT) & ~Q(meeting__body__in=scope.desks)
    return rows.filter(meeting__body__in=scope.bodies).exclude(unwritten)


def to_review(scope: Scope, *, on: date) -> QuerySet[Minutes]:
    """Minutes that the seats may amend that day, the soonest over first; one query."""
    came = MinutesAttendee.objects.filter(seat__in=scope.seats).exclude(presence=Attendance.ABSENT)
    rows = Minutes.objects.filter(state=MinutesState.CIRCULATED, amend_until__gte=on)
    rows = rows.filter(pk__in=came.values("minutes")).select_related("meeting__body__place")
    return rows.order_by("amend_until", "pk")


def to_finish(
    country: str, *, on: date, since: datetime, desks: Iterable[int] | None = None
) -> QuerySet[Meeting]:
    """Meetings whose minutes are a draft, have an amendment that waits, or are ready to be adopted, and
    those held since then that have none; one query.

    desks: only of these bodies, and without what waits for its adoption alone; None for every body.
    """
    waiting = Amendment.objects.filter(minutes=OuterRef("minutes"), state=AmendmentState.PENDING)
    asked = Q(Exists(waiting)) if desks is not None else Q(minutes__amend_until__lt=on) | Exists(waiting)
    ready = Q(minutes__state=MinutesState.CIRCULATED) & asked
    none = Q(minutes__isnull=True, state=MeetingState.HELD, starts_at__gte=since)
    rows = Meeting.objects.in_country(country).filter(Q(minutes__state=MinutesState.DRAFT) | ready | none)
    rows = rows if desks is None else rows.filter(body__in=desks)
    return rows.select_related("body__place", "minutes").order_by("starts_at", "pk")


def present_at(minutes: Minutes) -> list[Any]:
    """Lines of the attendance that were filled, in order."""
    return [row for row in minutes.attendees.all() if row.presence != Attendance.ABSENT]


def absent_from(minutes: Minutes) -> list[Any]:
    """Seats that nobody filled, in order."""
    return [row for row in minutes.attendees.all() if row.presence == Attendance.ABSENT]
