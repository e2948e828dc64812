"""Reads: where a post sits, bodies with what they lack, meetings, forecast of the quorum, response rates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from azalai.actors.models import FocalPoint
from azalai.concertation.enums import (
    RHYTHM_DAYS,
    Attendance,
    BodyLevel,
    ConvocationState,
    MeetingState,
    SeatRole,
)
from azalai.concertation.models import (
    AgendaItem,
    Body,
    Convocation,
    Meeting,
    Message,
    Seat,
)
from azalai.concertation.rules import DESK_ROLES, NOTHING, Scope, can_see_all_meetings
from azalai.core import remembering
from azalai.core.authorship import Author
from azalai.frames.models import FrameworkItem, Place
from azalai.frames.queries import current_items

SEAT_ORDER = {role: rank for rank, role in enumerate(SeatRole.values)}


def scope_of(author: Author, *, on: date) -> Scope:
    """Where the acting post sits that day: its own seats, those it stands in for, and those of the
    organisations that it speaks for where no post is named. One query."""
    post = author.post_id
    if post is None:
        return NOTHING
    return remembering.once(("concertation.scope", post, on), lambda: _scope(post, on))


def _scope(post: int, on: date) -> Scope:
    spoken = FocalPoint.objects.current(on).filter(post_id=post).values("organisation")
    mine = Q(post_id=post) | Q(deputy_post_id=post)
    rows = Seat.objects.current(on).filter(mine | Q(post__isnull=True, organisation__in=spoken))
    found = list(rows.values_list("pk", "body_id", "role"))
    return Scope(
        seats=frozenset(seat for seat, _body, _role in found),
        bodies=frozenset(body for _seat, body, _role in found),
        desks=frozenset(body for _seat, body, role in found if role in DESK_ROLES),
    )


def bodies(*, country: str, on: date, at: datetime) -> QuerySet[Any]:
    """Bodies of today with `seat_count`, `next_at` and `last_at`; one query."""
    meetings = Meeting.objects.filter(body=OuterRef("pk"))
    coming = meetings.filter(state=MeetingState.CONVENED, starts_at__gte=at).order_by("starts_at")
    held = meetings.filter(state=MeetingState.HELD).order_by("-starts_at")
    seats = Seat.objects.current(on).filter(body=OuterRef("pk")).order_by().values("body")
    return (
        Body.objects.in_country(country)
        .current(on)
        .select_related("place", "parent")
        .annotate(
            seat_count=Coalesce(Subquery(seats.annotate(n=Count("pk")).values("n")), 0),
            next_at=Subquery(coming.values("starts_at")[:1]),
            last_at=Subquery(held.values("starts_at")[:1]),
        )
        .order_by("level", "name_fr", "id")
    )


def is_late(body: Any, *, at: datetime) -> bool:
    """It should have met by now, and no meeting is convened. A body that never met is not late, it is new."""
    days = RHYTHM_DAYS.get(body.rhythm)
    if days is None or body.next_at is not None or body.last_at is None:
        return False
    return at - body.last_at > timedelta(days=days)


def late_bodies(country: str, *, on: date, at: datetime) -> list[Any]:
    """Bodies of that day which should have met by now, with `next_at` and `last_at`; two queries."""
    called = Q(state=MeetingState.CONVENED, starts_at__gte=at)
    dates = Meeting.objects.in_country(country).order_by().values("body")
    known = dates.annotate(
        last=Max("starts_at", filter=Q(state=MeetingState.HELD)), coming=Min("starts_at", filter=called)
    )
    rows: dict[int, Any] = {row["body"]: row for row in known}
    bodies = Body.objects.in_country(country).current(on).filter(rhythm__in=RHYTHM_DAYS)
    names = ("public_id", "acronym", "name_fr", "name_en", "rhythm", "place__name")
    found: list[Any] = list(bodies.select_related("place").only(*names))
    for body in found:
        row = rows.get(body.pk, {})
        body.last_at, body.next_at = row.get("last"), row.get("coming")
    return [body for body in found if is_late(body, at=at)]


def seats_of(body: Body, *, on: date) -> list[Seat]:
    """Seats of that day, the chair first; one query."""
    rows = body.seats.current(on).select_related("organisation", "post", "deputy_post", "category")
    return sorted(rows, key=lambda seat: (SEAT_ORDER[seat.role], seat.holder.lower()))


def categories_without_seat(seats: Iterable[Seat], *, on: date) -> list[FrameworkItem]:
    """Categories of tool 1 that no seat stands for, in order."""
    taken = {seat.category.code for seat in seats}
    return [item for item in current_items("stakeholders", on=on) if item.code not in taken]


def regions_without_body(body: Body, *, on: date) -> list[Place]:
    """Regions where no body stands under this national one; empty for another level."""
    if body.level != BodyLevel.NATIONAL:
        return []
    below = Body.objects.current(on).filter(Q(parent=body) | Q(parent__parent=body))
    same = below.filter(kind=body.kind, place__isnull=False)
    taken = set(same.values_list("place__pcode", flat=True))
    regions = Place.objects.in_country(body.country_id).filter(level=1, valid_to="").order_by("name")
    return [place for place in regions if place.pcode not in taken]


def meetings(author: Author, scope: Scope, *, country: str) -> QuerySet[Meeting]:
    """Meetings that the author may read, the latest first."""
    rows = Meeting.objects.in_country(country).select_related("body__place").order_by("-starts_at", "-id")
    if can_see_all_meetings(author):
        return rows
    return rows.filter(body__in=scope.bodies).exclude(state=MeetingState.DRAFT)


ANNOUNCED = Q(state=ConvocationState.PRESENT) | Q(state=ConvocationState.EXCUSED) & ~Q(deputy_name="")
CAME = Q(attendance__in=[Attendance.PRESENT, Attendance.REPRESENTED])
COUNTS = {
    "called": Count("pk"),
    "answered": Count("answered_at"),
    "announced": Count("pk", filter=ANNOUNCED),
    "filled": Count("pk", filter=CAME),
}


def with_answers(found: Iterable[Meeting]) -> list[Any]:
    """These meetings with `called`, `answered`, `announced` and `filled` of each; one query for the counts,
    of these meetings alone: a page of a long calendar stays as quick as a short one."""
    meetings = list(found)
    rows = Convocation.objects.filter(meeting__in=[one.pk for one in meetings]).order_by()
    counts: dict[int, Any] = {row["meeting"]: row for row in rows.values("meeting").annotate(**COUNTS)}
    nothing = dict.fromkeys(COUNTS, 0)
    for one in meetings:
        for name in COUNTS:
            setattr(one, name, counts.get(one.pk, nothing)[name])
    return meetings


def full(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """With what the page of a meeting shows; three queries."""
    items = AgendaItem.objects.select_related("presenter", "proposed_seat__organisation", "proposed_post")
    rows = found.select_related("body__country", "body__place", "previous", "convened_by", "closed_by")
    return rows.prefetch_related(Prefetch("items", items))


def convocations_of(meeting: Meeting) -> list[Convocation]:
    """Of the meeting, the chair first, with the last message of each; two queries."""
    rows = meeting.convocations.select_related(
        "seat__organisation", "seat__post", "seat__deputy_post", "seat__category", "meeting__body"
    ).prefetch_related(Prefetch("messages", Message.objects.order_by("-queued_at", "-id")))
    return sorted(rows, key=lambda row: (SEAT_ORDER[row.seat.role], row.seat.holder.lower()))


@dataclass(frozen=True, slots=True)
class Forecast:
    """Will the meeting be able to decide? Of the seats that count: filled, waiting, and how many are needed.

    quorum: None without a rule. verdict: "none", "reached", "possible" or "out-of-reach".
    """

    seats: int
    filled: int
    waiting: int
    quorum: int | None

    @property
    def missing(self) -> int:
        """Seats still to be announced."""
        return max(0, (self.quorum or 0) - self.filled)

    @property
    def verdict(self) -> str:
        if self.quorum is None:
            return "none"
        if self.missing == 0:
            return "reached"
        return "possible" if self.missing <= self.waiting else "out-of-reach"


def forecast(body: Body, convocations: Sequence[Convocation]) -> Forecast:
    """From what was answered so far; observers do not count."""
    counted = [row for row in convocations if row.seat.counts]
    return Forecast(
        seats=len(counted),
        filled=sum(row.is_filled for row in counted),
        waiting=sum(row.is_waiting for row in counted),
        quorum=body.quorum_of(len(counted)),
    )


def attendance_over_time(body: Body, *, most: int = 12) -> list[Any]:
    """The last meetings held, the oldest first, with `called` and `filled`; one query."""
    held = body.meetings.filter(state=MeetingState.HELD).order_by("-starts_at", "-id")
    return with_answers(held[:most])[::-1]


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the convocations sent were answered. what: an organisation, a body, a quarter."""

    what: Any
    sent: int
    answered: int
    url: str = ""

    @property
    def share(self) -> float:
        """Between 0 and 1."""
        return self.answered / self.sent if self.sent else 0.0


def judged(country: str, *, at: datetime, body: Body | None = None) -> QuerySet[Convocation]:
    """Convocations whose time to answer is over; what was cancelled does not count."""
    rows = Convocation.objects.filter(
        meeting__body__country=country, meeting__starts_at__lte=at, sent_at__isnull=False
    ).exclude(state=ConvocationState.CANCELLED)
    return rows.filter(meeting__body=body) if body else rows


def _counts(rows: QuerySet[Convocation], *keys: str) -> list[dict[str, Any]]:
    counted = rows.order_by().values(*keys).annotate(sent=Count("pk"), answers=Count("answered_at"))
    return list(counted)


def rates_by_organisation(rows: QuerySet[Convocation]) -> list[Rate]:
    """The least answering first; seats of a post alone count under the post. One query."""
    names = ("seat__organisation__acronym", "seat__organisation__name_fr", "seat__post__title")
    found: dict[tuple[int | None, str], list[int]] = {}
    for row in _counts(rows, "seat__organisation", *names):
        name = next(row[key] for key in names if row[key])
        total = found.setdefault((row["seat__organisation"], name), [0, 0])
        total[0] += row["sent"]
        total[1] += row["answers"]
    rates = [Rate(name, sent, answered) for (_key, name), (sent, answered) in found.items()]
    return sorted(rates, key=lambda rate: (rate.share, -rate.sent, rate.what.lower()))


def by_meeting(rows: QuerySet[Convocation]) -> list[dict[str, Any]]:
    """Sent and answered for each meeting, with its body and its beginning; one query."""
    return _counts(rows, "meeting", "meeting__body", "meeting__starts_at")


def rates_by_body(counts: Iterable[dict[str, Any]]) -> list[Rate]:
    """The least answered first; counts as `by_meeting` gives them. One query."""
    totals = _totals(counts, lambda row: row["meeting__body"])
    found = Body.objects.select_related("place").filter(pk__in=totals)
    rates = [Rate(body, *totals[body.pk], body.get_absolute_url()) for body in found]
    return sorted(rates, key=lambda rate: (rate.share, str(rate.what)))


def rates_by_quarter(counts: Iterable[dict[str, Any]]) -> list[Rate]:
    """Every quarter from the oldest to the latest one with a convocation, those without any included; `what`
    is its first day. No query: computed here, as SQLite has no quarters and would ask Python for each row."""
    totals = _totals(counts, lambda row: _quarter(localdate(row["meeting__starts_at"])))
    return [Rate(day, *totals.get(day, (0, 0))) for day in _quarters(totals)]


def _quarters(days: Iterable[date]) -> list[date]:
    """First days of all quarters from the first of these to the last; none without any."""
    known = sorted(days)
    found = known[:1]
    while found and found[-1] < known[-1]:
        found.append(_quarter(found[-1] + timedelta(days=93)))
    return found


def _quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _totals(
    counts: Iterable[dict[str, Any]], key: Callable[[dict[str, Any]], Any]
) -> dict[Any, tuple[int, int]]:
    """Sent and answered under each key."""
    found: dict[Any, tuple[int, int]] = {}
    for row in counts:
        sent, answered = found.get(key(row), (0, 0))
        found[key(row)] = sent + row["sent"], answered + row["answers"]
    return found


def to_answer(scope: Scope, *, at: datetime) -> QuerySet[Convocation]:
    """Convocations of one's seats that wait for an answer."""
    rows = Convocation.objects.waiting().filter(
        seat__in=scope.seats, meeting__state=MeetingState.CONVENED, meeting__starts_at__gt=at
    )
    return rows.select_related("meeting__body__place", "seat").order_by("meeting__starts_at", "pk")


def to_close(country: str, *, at: datetime) -> QuerySet[Meeting]:
    """Meetings that are over and whose attendance nobody has entered."""
    rows = Meeting.objects.in_country(country).select_related("body__place")
    return rows.filter(state=MeetingState.CONVENED, ends_at__lte=at).order_by("starts_at", "id")


def messages(country: str) -> QuerySet[Message]:
    """The queue: what has not left first, then the latest."""
    rows = Message.objects.filter(convocation__meeting__body__country=country)
    related = rows.select_related(
        "person",
        "convocation__meeting__body__place",
        "convocation__seat__organisation",
        "convocation__seat__post",
    )
    return related.order_by(F("sent_at").desc(nulls_first=True), "-queued_at", "-id")


def stuck(country: str) -> QuerySet[Message]:
    """What has not left: nobody to reach, or a mail server that refused."""
    return messages(country).pending()  # type: ignore[attr-defined]
