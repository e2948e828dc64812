"""Answers come by link, on the site, by the secretariat or by calendar; links are worth what they say."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from azalai.accounts.enums import Role
from azalai.concertation import actions, links, mailbox
from azalai.concertation.enums import FINAL, ConvocationState, MeetingState, Recipient
from azalai.concertation.models import Convocation, Message
from azalai.concertation.rules import Scope
from azalai.core.models import AuditEntry
from azalai.formats.errors import UnreadableFile
from azalai.formats.icalendar import Calendar, Event, Party, write
from tests.accounts.acting import BY, last
from tests.accounts.factories import AT, SYSTEM, author_with
from tests.concertation.factories import (
    ENDS,
    STARTS,
    again,
    convened,
    make_convocation,
    make_seat,
    post_of,
)

pytestmark = pytest.mark.django_db
NOON = AT + timedelta(hours=2)


def test_a_link_answers_without_an_account_and_the_trail_says_by_which_way() -> None:
    row = make_convocation()
    found = actions.answer_by_link(
        at=NOON, token=links.token_of(row), choice="present", remark=" En  retard "
    )
    assert found is not None
    row = again(row)
    assert (row.state, row.channel, row.answered_at, row.remark) == ("present", "link", NOON, "En retard")
    assert (last().action, last().by_person_id) == ("concertation.answered", None)
    assert "lien de la convocation" in last().by_name


def test_the_same_answer_twice_is_one_and_another_replaces_it() -> None:
    row = make_convocation()
    token = links.token_of(row)
    for _ in range(2):
        actions.answer_by_link(at=NOON, token=token, choice="excused", deputy_name="Une collègue")
    assert AuditEntry.objects.filter(action="concertation.answered").count() == 1
    actions.answer_by_link(at=NOON, token=token, choice="absent", deputy_name="Une collègue")
    row = again(row)
    assert (row.state, row.deputy_name) == ("absent", "")


@pytest.mark.parametrize("spoil", ["x", "", ".", "aaaaaaaaaaaaaaaaaaaaaa"])
def test_forged_links_are_worth_nothing(spoil: str) -> None:
    token = links.token_of(make_convocation())
    nonce, signature = token.split(".")
    for forged in (token + spoil if spoil else token[:-1], f"{nonce}{spoil}x.{signature}", nonce, spoil):
        assert links.resolve(forged, at=NOON) is None


def test_a_link_of_another_use_of_the_key_is_worth_nothing() -> None:
    from django.core.signing import Signer

    row = make_convocation()
    assert links.resolve(Signer(salt="autre", sep=".").sign(row.nonce), at=NOON) is None


def test_links_expire_with_the_beginning_the_cancellation_and_new_links() -> None:
    row = make_convocation()
    token = links.token_of(row)
    assert links.resolve(token, at=STARTS - timedelta(seconds=1)) is not None
    assert links.resolve(token, at=STARTS) is None
    actions.renew_links(**BY, convocation=row)
    assert links.resolve(token, at=NOON) is None
    token = links.token_of(again(row))
    assert links.resolve(token, at=NOON) is not None
    actions.cancel_meeting(**BY, meeting=row.meeting, reason="Report.")
    assert links.resolve(token, at=NOON) is None
    assert actions.answer_by_link(at=NOON, token=token, choice="present") is None


def test_each_convocation_has_links_of_its_own() -> None:
    row, other = make_convocation(), make_convocation()
    tokens = {links.token_of(one, who) for one in (row, other) for who in ("member", "deputy")}
    assert len(tokens) == 4
    found = links.resolve(links.token_of(row, Recipient.DEPUTY), at=NOON)
    assert found is not None
    assert (found[0].pk, found[1]) == (row.pk, "deputy")


def test_an_excuse_without_a_name_asks_the_deputy_whose_answer_counts() -> None:
    row = make_convocation(deputy_post=post_of("adjoint@example.org"))
    actions.answer_by_link(at=NOON, token=links.token_of(row), choice="excused")
    row = again(row)
    assert (row.state, row.answered_at) == ("relayed", NOON)
    message = row.messages.get(kind="relay")
    assert (message.recipient, message.person.email) == ("deputy", "adjoint@example.org")  # type: ignore[union-attr]
    token = links.token_of(row, Recipient.DEPUTY)
    actions.answer_by_link(at=NOON, token=token, choice="present")
    row = again(row)
    assert (row.state, row.answered_for, row.is_filled) == ("present", "deputy", True)


def test_an_excuse_without_a_reachable_deputy_stays_an_excuse() -> None:
    row = make_convocation(deputy_post=post_of(""))
    actions.answer_by_link(at=NOON, token=links.token_of(row), choice="excused")
    assert again(row).state == "excused"
    assert not again(row).is_filled


def test_who_sits_there_answers_on_the_site_and_the_secretariat_notes_for_others() -> None:
    row = make_convocation()
    partner = author_with(Role.PARTNER)
    with pytest.raises(PermissionDenied):
        actions.answer(by=partner, at=NOON, convocation=row, choice="present")
    scope = Scope(seats=frozenset({row.seat_id}))
    actions.answer(by=partner, at=NOON, convocation=row, scope=scope, choice="present")
    assert again(row).channel == "site"
    actions.answer(**BY, convocation=row, choice="absent")
    assert again(row).channel == "secretariat"
    with pytest.raises(ValidationError, match="plus temps"):
        actions.answer(by=SYSTEM, at=STARTS, convocation=row, choice="present")
    with pytest.raises(ValidationError):
        actions.answer(**BY, convocation=row, choice="relayed")


def reply(row: Convocation, answer: str = "ACCEPTED", **more: object) -> Calendar:
    event = Event(uid=row.uid, attendees=(Party("m@example.org", "M", answer),), **more)  # type: ignore[arg-type]
    return Calendar("REPLY", (event,))


def test_an_answer_by_calendar_counts_once() -> None:
    row = make_convocation()
    outcomes = [
        actions.read_replies(by=SYSTEM, at=NOON, calendars=[reply(row, answer, comment="Mission")])[0].outcome
        for answer in ("ACCEPTED", "ACCEPTED", "TENTATIVE", "DECLINED", "DECLINED")
    ]
    assert outcomes == ["noted", "same", "unclear", "noted", "same"]
    row = again(row)
    assert (row.state, row.channel, row.remark) == ("excused", "calendar", "Mission")


def test_an_answer_by_calendar_to_another_day_too_late_or_to_nothing_is_told_and_changes_nothing() -> None:
    row = make_convocation()
    actions.change_meeting(**BY, meeting=row.meeting, venue="Ailleurs")
    row = again(row)
    old = actions.read_replies(**BY, calendars=[reply(row)])
    late = actions.read_replies(by=SYSTEM, at=STARTS, calendars=[reply(row, sequence=1)])
    foreign = Calendar("REPLY", (Event(uid="autre@ailleurs"), Event(uid=f"{row.meeting.public_id}@azalai")))
    unknown = actions.read_replies(**BY, calendars=[foreign])
    assert [one.outcome for one in (*old, *late, *unknown)] == ["old", "late", "unknown", "unknown"]
    assert actions.read_replies(**BY, calendars=[Calendar("REQUEST", reply(row).events)]) == []
    assert again(row).state == "sent"


def test_answers_are_found_in_a_calendar_a_message_and_a_box() -> None:
    row = make_convocation()
    event = Event(uid=row.uid, start=STARTS, end=ENDS, stamp=AT, attendees=(Party("m@example.org"),))
    text = write(event, "REPLY")
    message = EmailMessage()
    message["From"], message["Subject"] = "m@example.org", "Accepté : réunion"
    message.set_content("Accepté")
    message.add_alternative(text.encode(), maintype="text", subtype="calendar")
    content = message.as_bytes()
    box = b"From m@example.org Mon\n" + content + b"\nFrom m@example.org Tue\n" + content
    for found, number in ((text.encode(), 1), (content, 1), (box, 2)):
        calendars = mailbox.calendars_in(found)
        assert [one.events[0].uid for one in calendars] == [row.uid] * number
    for nothing in (b"", b"bonjour", b"From a\nSubject: x\n\nbonjour"):
        with pytest.raises(UnreadableFile):
            mailbox.calendars_in(nothing)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["member", "deputy", "calendar", "remind", "move", "renew", "cancel", "hold"]),
        st.sampled_from(["present", "excused", "absent"]),
        st.sampled_from([0, 6, 30, 72]),
    ),
    max_size=14,
)


class Cycle(TestCase):
    """Whatever happens in whatever order, a convocation ends once, and nobody reads the same twice."""

    @settings(max_examples=40)
    @given(STEPS)
    def test_any_order_of_answers_reminders_and_changes_ends_in_one_final_state(
        self, steps: list[tuple[str, str, int]]
    ) -> None:
        seat = make_seat(
            post=post_of("membre@example.org"),
            organisation=None,
            deputy_post=post_of("adjoint@example.org"),
            superior_post=post_of("chef@example.org"),
        )
        meeting, at = convened(seat.body), AT
        row = meeting.convocations.get()
        for what, choice, hours in steps:
            at += timedelta(hours=hours)
            try_step(row, what, choice, at)
        row = again(row)
        end = max(at, row.meeting.ends_at) + timedelta(hours=1)
        actions.remind(by=SYSTEM, at=end)
        actions.remind(by=SYSTEM, at=end)
        row = again(row)
        assert row.state in FINAL
        assert (row.state == ConvocationState.CANCELLED) == (row.meeting.state == MeetingState.CANCELLED)
        told = list(Message.objects.values_list("kind", "step", "recipient", "person"))
        assert len(told) == len(set(told))
        ends = [m for m in told if m[0] in {"cancellation", "after"} and m[2] == "member"]
        assert len(ends) <= 1


def try_step(row: Convocation, what: str, choice: str, at):  # type: ignore[no-untyped-def]
    """Do it, as far as it is still possible."""
    row = again(row)
    try:
        if what in {"member", "deputy"}:
            actions.answer_by_link(at=at, token=links.token_of(row, what), choice=choice)
        elif what == "calendar":
            answer = {"present": "ACCEPTED"}.get(choice, "DECLINED")
            actions.read_replies(by=SYSTEM, at=at, calendars=[reply(row, answer, sequence=9)])
        elif what == "remind":
            actions.remind(by=SYSTEM, at=at)
        elif what == "renew":
            actions.renew_links(by=SYSTEM, at=at, convocation=row)
        elif what == "move":
            start = row.meeting.starts_at + timedelta(days=1)
            actions.change_meeting(
                by=SYSTEM, at=at, meeting=row.meeting, starts_at=start, ends_at=start + timedelta(hours=1)
            )
        elif what == "cancel" and choice == "absent":
            actions.cancel_meeting(by=SYSTEM, at=at, meeting=row.meeting, reason="Report")
        elif what == "hold":
            actions.hold_meeting(by=SYSTEM, at=at, meeting=row.meeting, attendance={})
    except (ValidationError, PermissionDenied):
        pass
