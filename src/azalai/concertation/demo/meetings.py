"""The demonstration's meetings: two years of every body that meets, and what is to come.

A past is told here, not lived: no letter is written for it, and the rooms above read it when they load.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.db import transaction

from azalai.actors.recognition import spellings_kept
from azalai.concertation import actions
from azalai.concertation.demo import calendar, holders, minutes
from azalai.concertation.demo.calendar import Course, courses
from azalai.concertation.demo.holders import Seated
from azalai.concertation.demo.themes import OTHER
from azalai.concertation.enums import Attendance, ConvocationState, ItemState, SeatRole
from azalai.concertation.missions import demo as missions
from azalai.concertation.models import Body, Convocation, Meeting
from azalai.core import outbox
from azalai.core.authorship import Author
from azalai.core.events import quietly

DEPUTIES = ("Adjoint du chef de service (fictif)", "Chargée d'études (fictif)")
P, E, A = ConvocationState.PRESENT, ConvocationState.EXCUSED, ConvocationState.ABSENT
VENUE = "Salle de réunion de démonstration"
LETTERS = {"p": P, "e": E, "a": A}
CALLED = timedelta(days=14)
# A body with so many seats has an observer.
LARGE = 6
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Stage:
    """Who acts, as of when, and the same chances every time."""

    by: Author
    at: datetime
    chance: Random


def load(*, by: Author, at: datetime, country: str) -> None:
    """Loading again changes nothing."""
    with transaction.atomic(), quietly(), outbox.of_the_past():
        with spellings_kept():
            missions.load(by=by, at=at, country=country)
        if not Meeting.objects.in_country(country).exists():
            _meetings(Stage(by, at, Random(7)), country)  # noqa: S311  no secret
        actions.remind(by=by, at=at)


def _meetings(stage: Stage, country: str) -> None:
    planned = courses(country)
    codes = [course.code for course in planned]
    rows = Body.objects.in_country(country).filter(code__in=codes).select_related("country", "place")
    bodies = {body.code: body for body in rows}
    known = holders.load(by=stage.by, at=stage.at, country=country)
    with spellings_kept():
        for course in planned:
            if course.code in bodies:
                _lived(stage, bodies[course.code], course, known)


def _lived(stage: Stage, body: Body, course: Course, known: dict[str, Seated]) -> None:
    """The seats of a body, its past meetings with their minutes, and the next one."""
    _seats(stage, body, course, known)
    days = [course.last + course.every * rank for rank in range(course.number - 1, -1, -1)]
    held = [_past(stage, body, course, days=back, rank=rank) for rank, back in enumerate(days)]
    _minuted(stage, [one for one in held if one is not None], course)
    if course.coming is not None:
        _coming(stage, body, course, days=course.coming)


def _seats(stage: Stage, body: Body, course: Course, known: dict[str, Seated]) -> None:
    actions.change_body(by=stage.by, at=stage.at, body=body, rhythm=course.rhythm, quorum_rule=course.quorum)
    roles = [SeatRole.CHAIR, SeatRole.SECRETARY, *([SeatRole.MEMBER] * len(course.seats))]
    for rank, code in enumerate(course.seats):
        one = known[code]
        is_last = rank == len(course.seats) - 1
        actions.add_seat(
            by=stage.by,
            at=stage.at,
            body=body,
            organisation=one.organisation,
            post=one.post,
            deputy_post=one.deputy,
            superior_post=one.superior,
            role=SeatRole.OBSERVER if is_last and rank > LARGE else roles[rank],
        )


def _minuted(stage: Stage, meetings: list[Meeting], course: Course) -> None:
    """One in two is read and adopted before people part, the others by the next meeting; those of the last
    one stand where the course says."""
    before = None
    for turn, meeting in enumerate(meetings):
        at = meeting.ends_at + timedelta(hours=1)
        if before is not None and before.is_open:
            minutes.adopted(by=stage.by, at=at, minutes=before, meeting=meeting)
        is_last = meeting is meetings[-1]
        if is_last and course.ends == calendar.TO_WRITE:
            return
        quorate = turn != course.short
        before = minutes.written(by=stage.by, at=at, meeting=meeting, turn=turn, quorate=quorate)
        if not is_last and turn % 2 == 0 and quorate:
            before = minutes.adopted_at_once(by=stage.by, at=at, minutes=before)
        elif not is_last or course.ends == calendar.ADOPTED:
            before = minutes.sent_round(by=stage.by, at=at + timedelta(days=3), minutes=before)
    if before is not None and course.ends == calendar.ADOPTED:
        later = min(meetings[-1].ends_at + timedelta(days=12), stage.at)
        minutes.adopted(by=stage.by, at=later, minutes=before)
    elif before is not None and course.ends == calendar.REVIEW:
        before = minutes.sent_round(by=stage.by, at=stage.at - timedelta(days=2), minutes=before)
        minutes.amended(by=stage.by, at=stage.at - timedelta(days=1), minutes=before)


def _past(stage: Stage, body: Body, course: Course, *, days: int, rank: int) -> Meeting | None:
    """A meeting so many days ago: called two weeks before, answered or not, held; one item is left over.

    None when it was called off.
    """
    start = _morning(stage, body, -days)
    first = start - timedelta(days=7) if rank == course.postponed else start
    sent = first - CALLED
    meeting = _prepared(stage, body, course, first, sent, rank)
    rows = actions.convene(by=stage.by, at=sent, meeting=meeting)
    if rank == course.cancelled:
        actions.cancel_meeting(
            by=stage.by,
            at=first - timedelta(days=3),
            meeting=meeting,
            reason="Salle réquisitionnée, présidence en mission (fictif).",
        )
        return None
    if first != start:
        end = start + timedelta(hours=3)
        at = first - timedelta(days=5)
        actions.change_meeting(by=stage.by, at=at, meeting=meeting, starts_at=start, ends_at=end)
    # Members answer a little more often as time goes by.
    answers = [_drawn(stage.chance, rank) for _row in rows]
    _answer(stage, rows, answers, start - timedelta(days=4))
    is_short = rank == course.short
    seen = {
        row.pk: _seen(stage.chance, said, is_short=is_short) for row, said in zip(rows, answers, strict=True)
    }
    keys = list(meeting.items.filter(state=ItemState.ON_AGENDA).values_list("pk", flat=True))
    is_long = len(keys) > 2
    treated = [keys[0], *keys[2:]] if rank % 2 and is_long else keys  # the second item waits for next time
    end = start + timedelta(hours=3)
    return actions.hold_meeting(by=stage.by, at=end, meeting=meeting, attendance=seen, treated=treated)


def _drawn(chance: Random, rank: int) -> str | None:
    if chance.random() > 0.45 + rank * 0.05:
        return None
    return chance.choice((P, P, P, E, A))


def _seen(chance: Random, said: str | None, *, is_short: bool) -> str:
    """Most come when they say so; a few without a word."""
    drawn = chance.random()
    if is_short:
        return Attendance.PRESENT if said == P and drawn < 0.5 else Attendance.ABSENT
    if said == P:
        return Attendance.PRESENT if drawn < 0.9 else Attendance.ABSENT
    if said == E:
        return Attendance.REPRESENTED
    return Attendance.PRESENT if said is None and drawn < 0.6 else Attendance.ABSENT


def _coming(stage: Stage, body: Body, course: Course, *, days: int) -> None:
    """A meeting in so many days: in preparation, or some have answered and the others are reminded."""
    start = _morning(stage, body, days)
    sent = min(start - CALLED, stage.at - timedelta(days=1))
    meeting = _prepared(stage, body, course, start, sent, course.number)
    if not course.answers:
        return
    rows = actions.convene(by=stage.by, at=sent, meeting=meeting)
    answers = [LETTERS.get(letter) for letter in course.answers]
    _answer(stage, rows, answers, min(start - timedelta(days=8), stage.at - timedelta(hours=20)))
    for left in (6, 3):
        if start - timedelta(days=left) < stage.at:
            actions.remind(by=stage.by, at=start - timedelta(days=left))


def _answer(stage: Stage, rows: list[Convocation], answers: Sequence[str | None], at: datetime) -> None:
    for number, (row, said) in enumerate(zip(rows, answers, strict=False)):
        if said is not None:
            deputy = DEPUTIES[number % 2] if said == E else ""
            actions.answer(by=stage.by, at=at, convocation=row, choice=said, deputy_name=deputy)


def _prepared(
    stage: Stage, body: Body, course: Course, start: datetime, sent: datetime, rank: int
) -> Meeting:
    """With its agenda; what the last meeting left is taken up again."""
    themes = course.themes
    main, second = (themes[(rank + step) % len(themes)].title for step in (0, 2))
    meeting = actions.prepare_meeting(
        by=stage.by,
        at=sent,
        body=body,
        agenda=list(dict.fromkeys((main, second, OTHER.title))),
        title=_title(main, rank + 1),
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        venue=VENUE,
    )
    for item in meeting.items.filter(state=ItemState.PROPOSED).select_related("meeting"):
        actions.settle_item(by=stage.by, at=sent, item=item, state=ItemState.ON_AGENDA)
    return meeting


def _title(theme: str, number: int) -> str:
    """ "3e réunion : retour d'une mission dans les régions"."""
    name = theme.removesuffix(" (fictif)")
    return f"{number}{'re' if number == 1 else 'e'} réunion : {name[0].lower()}{name[1:]}"


def _morning(stage: Stage, body: Body, days: int) -> datetime:
    """Nine o'clock of a working day in so many days, where the body meets."""
    local = (stage.at + timedelta(days=days)).astimezone(ZoneInfo(body.country.time_zone))
    if local.weekday() >= SATURDAY:  # away from now: what is over stays over, what comes is still to come
        to_friday, to_monday = SATURDAY - 1 - local.weekday(), 7 - local.weekday()
        local += timedelta(days=to_monday if days > 0 else to_friday)
    return local.replace(hour=9, minute=0, second=0, microsecond=0)
