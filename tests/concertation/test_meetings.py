"""Meetings are prepared from the last one, convened, changed, cancelled and held."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from azalai.accounts.enums import Role
from azalai.concertation import actions, charts, queries
from azalai.concertation.enums import Attendance, ConvocationState, ItemState
from azalai.concertation.models import Message
from azalai.concertation.rules import Scope
from tests.accounts.acting import BY, last, refusal
from tests.accounts.factories import AT, SYSTEM, author_with
from tests.concertation.factories import (
    ENDS,
    STARTS,
    convened,
    held,
    make_body,
    make_meeting,
    make_seat,
    post_of,
)

pytestmark = pytest.mark.django_db
LATER = STARTS + timedelta(days=90)


def states(meeting) -> list[str]:  # type: ignore[no-untyped-def]
    return list(meeting.convocations.order_by("pk").values_list("state", flat=True))


def test_every_seat_of_the_day_is_called_once_and_the_trail_says_so() -> None:
    body = make_body(seats=3)
    gone = make_seat(body)
    actions.end_seat(**BY, seat=gone, until="2022-09", reason="Retrait.")
    meeting = convened(body)
    assert states(meeting) == ["sent"] * 3
    assert (last().action, last().after) == ("concertation.meeting-convened", {"seats": 3})
    with pytest.raises(ValidationError, match="plus possible"):
        actions.convene(**BY, meeting=meeting)


def test_a_body_without_seats_and_a_day_gone_by_are_not_convened() -> None:
    with pytest.raises(ValidationError, match="aucun siège"):
        actions.convene(**BY, meeting=make_meeting(make_body()))
    meeting = make_meeting()
    with pytest.raises(ValidationError, match="déjà commencé"):
        actions.convene(by=SYSTEM, at=STARTS, meeting=meeting)


def test_a_meeting_that_ends_before_it_begins_is_refused() -> None:
    assert refusal(actions.prepare_meeting, body=make_body(), starts_at=ENDS, ends_at=STARTS) == "ends_at"


def test_what_the_last_meeting_left_is_proposed_once() -> None:
    body = make_body(seats=1)
    first = make_meeting(body, agenda=["Indice", "Divers"])
    actions.convene(**BY, meeting=first)
    done = first.items.get(title="Indice")
    actions.hold_meeting(by=SYSTEM, at=ENDS, meeting=first, attendance={}, treated=[done.pk])
    assert list(first.items.values_list("title", "state")) == [("Indice", "treated"), ("Divers", "postponed")]
    second = make_meeting(body, starts_at=LATER, ends_at=LATER + timedelta(hours=1))
    assert [(item.title, item.origin, item.state) for item in second.items.all()] == [
        ("Divers", "carried-over", "proposed")
    ]
    third = make_meeting(body, starts_at=LATER, ends_at=LATER + timedelta(hours=2))
    assert not third.items.exists()


def test_a_member_proposes_and_the_secretariat_keeps_or_says_why_not() -> None:
    meeting = convened()
    member, seat = author_with(Role.PARTNER), meeting.body.seats.first()
    scope = Scope(frozenset({seat.pk}), frozenset({meeting.body_id}))
    item = actions.propose_item(by=member, at=AT, meeting=meeting, scope=scope, title="Transport")
    assert (item.state, item.proposed_seat) == ("proposed", seat)
    assert refusal(actions.settle_item, item=item, state="declined") == "reason"
    actions.settle_item(**BY, item=item, state="declined", reason="Traité ailleurs.")
    actions.settle_item(**BY, item=item, state="on-agenda")
    assert (item.state, item.reason) == (ItemState.ON_AGENDA, "")
    assert refusal(actions.settle_item, item=item, state="treated") == "state"
    with pytest.raises(PermissionDenied):
        actions.propose_item(by=author_with(Role.PARTNER), at=AT, meeting=meeting, scope=Scope(), title="x")


def test_another_day_asks_everyone_again_another_room_does_not() -> None:
    meeting = convened()
    row = meeting.convocations.first()
    actions.answer(**BY, convocation=row, choice="present")
    actions.change_meeting(**BY, meeting=meeting, venue="Salle B")
    meeting.refresh_from_db()
    assert (states(meeting), meeting.sequence) == (["present", "sent"], 1)
    actions.change_meeting(**BY, meeting=meeting, starts_at=LATER, ends_at=LATER + timedelta(hours=1))
    meeting.refresh_from_db()
    row.refresh_from_db()
    assert (states(meeting), meeting.sequence, row.answered_at) == (["sent", "sent"], 2, None)
    actions.change_meeting(**BY, meeting=meeting, word="Apportez vos chiffres.")
    meeting.refresh_from_db()
    assert meeting.sequence == 2
    assert refusal(actions.change_meeting, meeting=meeting, starts_at=AT, ends_at=ENDS) == "starts_at"


def test_a_cancelled_meeting_ends_its_convocations_and_says_why() -> None:
    meeting = convened()
    assert refusal(actions.cancel_meeting, meeting=meeting, reason=" ") == "reason"
    actions.answer(**BY, convocation=meeting.convocations.first(), choice="present")
    actions.cancel_meeting(**BY, meeting=meeting, reason="Deuil national.")
    assert states(meeting) == ["cancelled", "cancelled"]
    assert Message.objects.filter(kind="cancellation").count() == 2
    assert not Message.objects.pending().exclude(kind="cancellation").exists()
    with pytest.raises(ValidationError, match="plus possible"):
        actions.hold_meeting(by=SYSTEM, at=ENDS, meeting=meeting, attendance={})


def test_a_meeting_held_keeps_who_was_there_and_closes_every_convocation() -> None:
    meeting = convened(make_body(seats=3))
    there, said, silent = meeting.convocations.order_by("pk")
    actions.answer(**BY, convocation=said, choice="excused", deputy_name="Une collègue")
    with pytest.raises(ValidationError, match="pas encore commencé"):
        actions.hold_meeting(**BY, meeting=meeting, attendance={})
    seen = {there.pk: Attendance.PRESENT, said.pk: Attendance.REPRESENTED}
    actions.hold_meeting(by=SYSTEM, at=ENDS, meeting=meeting, attendance=seen)
    assert states(meeting) == ["unanswered", "excused", "unanswered"]
    silent.refresh_from_db()
    assert (silent.attendance, last().after) == ("absent", {"filled": 2})
    assert not Message.objects.filter(kind="after").exists()  # nobody has an address: nothing to hand over


@pytest.mark.parametrize(
    ("answers", "verdict", "missing"),
    [
        ([], "possible", 3),
        (["present", "present", "excused"], "reached", 0),
        (["present", "absent", "absent"], "out-of-reach", 2),
        (["present", "absent"], "possible", 2),
    ],
)
def test_the_quorum_is_forecast_without_observers(answers: list[str], verdict: str, missing: int) -> None:
    body = make_body(seats=4, quorum_rule="majority")
    make_seat(body, role="observer")
    meeting = convened(body)
    for row, choice in zip(meeting.convocations.order_by("pk"), answers, strict=False):
        actions.answer(**BY, convocation=row, choice=choice, deputy_name="Quelqu'un")
    found = queries.forecast(body, queries.convocations_of(meeting))
    assert (found.seats, found.quorum) == (4, 3)
    if verdict == "out-of-reach":
        assert found.waiting == 1
    assert (found.verdict, found.missing) == (verdict, missing)


def test_a_body_is_late_on_its_rhythm_until_a_meeting_is_convened() -> None:
    body = make_body(seats=1, rhythm="quarterly")
    held(body)

    def late(days: int) -> bool:
        at = STARTS + timedelta(days=days)
        row = queries.bodies(country="NE", on=AT.date(), at=at).get(pk=body.pk)
        return queries.is_late(row, at=at)

    assert not late(90)
    assert late(93)
    convened(body, starts_at=LATER + timedelta(days=30), ends_at=LATER + timedelta(days=31))
    assert not late(93)


def test_rates_count_what_was_answered_by_organisation_body_and_quarter() -> None:
    body = make_body(seats=2)
    first = convened(body)
    actions.answer(**BY, convocation=first.convocations.order_by("pk")[0], choice="absent")
    convened(body, starts_at=LATER, ends_at=LATER + timedelta(hours=1))
    cancelled = convened(make_body(seats=1))
    actions.cancel_meeting(**BY, meeting=cancelled, reason="x")
    rows = queries.judged("NE", at=STARTS)
    counts = queries.by_meeting(rows)
    assert [(one.sent, one.answered) for one in queries.rates_by_organisation(rows)] == [(1, 0), (1, 1)]
    assert [(one.what, one.share) for one in queries.rates_by_body(counts)] == [(body, 0.5)]
    (quarter,) = queries.rates_by_quarter(counts)
    assert (quarter.what.isoformat(), quarter.sent) == ("2022-10-01", 2)
    assert len(queries.rates_by_quarter(queries.by_meeting(queries.judged("NE", at=LATER)))) == 2


def test_a_quarter_without_a_convocation_has_no_share_which_is_not_zero() -> None:
    days = ("2022-03-31", "2022-10-07", "2023-01-01")
    counts = [
        {"meeting__starts_at": datetime.fromisoformat(f"{day}T12:00+00:00"), "sent": 2, "answers": n}
        for n, day in enumerate(days)
    ]
    quarters = queries.rates_by_quarter([{**one, "meeting": 1, "meeting__body": 1} for one in counts])
    assert [(one.what.isoformat()[:7], one.sent) for one in quarters] == [
        ("2022-01", 2),
        ("2022-04", 0),
        ("2022-07", 0),
        ("2022-10", 2),
        ("2023-01", 2),
    ]
    chart = charts.answers_by_quarter(quarters)
    assert chart is not None
    shares = [row[-1].text for row in chart.table_rows]
    assert shares == ["0", "—", "—", "50", "100"]
    assert queries.rates_by_quarter([]) == []


def test_a_meeting_is_listed_for_the_members_of_its_body_from_the_convocation_on() -> None:
    meeting = convened(make_seat(post=post_of("p@example.org")).body)
    readable = queries.meetings(author_with(Role.PARTNER), Scope(), country="NE")
    assert meeting not in readable
    scope = Scope(bodies=frozenset({meeting.body_id}))
    assert meeting in queries.meetings(author_with(Role.PARTNER), scope, country="NE")
    assert make_meeting(meeting.body) not in queries.meetings(author_with(Role.PARTNER), scope, country="NE")
    assert ConvocationState.SENT in states(meeting)
