"""Messages leave for a real server on this machine; reminders come in their time, each once."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from azalai.concertation import actions, links, queries
from azalai.concertation.actions.sending import OUTBOX
from azalai.concertation.letters import text_for_sms, text_to_copy
from azalai.concertation.models import Convocation, Meeting, Message
from azalai.core.models import AuditEntry
from azalai.formats.icalendar import read
from azalai.formats.sms import BASIC, EXTENDED
from tests.accounts.acting import BY
from tests.accounts.factories import AT, SYSTEM
from tests.actors.factories import make_organisation
from tests.concertation.factories import (
    BASE,
    ENDS,
    STARTS,
    again,
    convened,
    make_body,
    make_convocation,
    make_meeting,
    make_seat,
    post_of,
    speaker_of,
)
from tests.core.outbox_contract import check_outbox
from tests.support.mail import Mailbox

pytestmark = pytest.mark.django_db
Commit = DjangoCaptureOnCommitCallbacks


def member_seat() -> Meeting:
    """A meeting in preparation; its seat has a member, a deputy and someone above, each with an address."""
    seat = make_seat(
        post=post_of("membre@example.org"),
        deputy_post=post_of("adjoint@example.org"),
        superior_post=post_of("chef@example.org"),
    )
    return make_meeting(seat.body, agenda=["Indice de stabilité ; DTM", "Divers"])


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return body.get_content()


def subject(message: EmailMessage) -> str:
    """A long one begins on a line of its own."""
    return " ".join(message["Subject"].split())


def calendar_in(message: EmailMessage):  # type: ignore[no-untyped-def]
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    inline, attached = parts
    assert attached.get_filename() == "invitation.ics"
    assert inline.get_content() == attached.get_content()
    found = read(inline.get_content())
    assert inline.get_param("method") == found.method
    return found


def test_an_invitation_can_be_opened_answered_and_put_in_a_calendar(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    meeting = member_seat()
    with django_capture_on_commit_callbacks(execute=True):
        actions.convene(**BY, meeting=meeting, base=BASE)
    ((address, message),) = mailbox.received
    row = meeting.convocations.get()
    assert address == "membre@example.org"
    assert subject(message).startswith("Convocation : Groupe d'essai")
    assert f"{BASE}concertation/r/{links.token_of(row)}/" in text_of(message)
    assert "1. Indice de stabilité ; DTM" in text_of(message)
    found = calendar_in(message)
    (event,) = found.events
    assert (found.method, event.uid, event.sequence) == ("REQUEST", row.uid, 0)
    assert (event.start, event.zone, event.location) == (STARTS, "Africa/Niamey", "Salle A")
    assert [party.address for party in event.attendees] == ["membre@example.org"]
    assert row.messages.get().sent_at is not None


def test_nobody_reads_the_others_in_a_message(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    body = make_body()
    organisations = [make_organisation("ORGUN"), make_organisation("ORGDEUX")]
    for organisation in organisations:
        make_seat(body, organisation=organisation)
        speaker_of(organisation, f"{organisation.acronym.lower()}@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        convened(body)
    assert len(mailbox.received) == 2
    for address, message in mailbox.received:
        other = "orgdeux" if "orgun" in address else "orgun"
        assert other not in message.as_string().lower()
        assert other not in text_of(message).lower()


def test_a_change_and_a_cancellation_follow_the_same_event(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    meeting = member_seat()
    with django_capture_on_commit_callbacks(execute=True):
        actions.convene(**BY, meeting=meeting, base=BASE)
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_meeting(**BY, meeting=meeting, venue="Salle B")
    with django_capture_on_commit_callbacks(execute=True):
        actions.cancel_meeting(**BY, meeting=meeting, reason="Deuil national, report à une date ultérieure.")
    found = [calendar_in(message) for _address, message in mailbox.received]
    told = [(one.method, one.events[0].sequence, one.events[0].location) for one in found]
    assert told == [("REQUEST", 0, "Salle A"), ("REQUEST", 1, "Salle B"), ("CANCEL", 2, "Salle B")]
    assert len({one.events[0].uid for one in found}) == 1
    last = mailbox.received[-1][1]
    assert "Deuil national" in text_of(last)
    assert "/concertation/r/" not in text_of(last)


def test_a_server_that_is_down_loses_nothing_and_the_queue_says_why(
    settings: Settings, mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    meeting = member_seat()
    with django_capture_on_commit_callbacks(execute=True):
        actions.convene(**BY, meeting=meeting, base=BASE)
    (waiting,) = queries.stuck("NE")
    assert "n'est pas parti" in waiting.failure
    settings.EMAIL_PORT = port
    assert actions.retry_messages(by=SYSTEM, at=AT) == 1
    assert actions.retry_messages(by=SYSTEM, at=AT) == 0
    assert [address for address, _ in mailbox.received] == ["membre@example.org"]
    waiting.refresh_from_db()
    assert (waiting.failure, waiting.tries) == ("", 1)


def test_a_refused_address_stays_in_the_queue_and_the_others_leave(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    mailbox.refused = "un@example.org"
    body = make_body()
    for address in ("un@example.org", "deux@example.org"):
        make_seat(body, post=post_of(address))
    with django_capture_on_commit_callbacks(execute=True):
        convened(body)
    assert [address for address, _ in mailbox.received] == ["deux@example.org"]
    (waiting,) = queries.stuck("NE")
    assert "inconnu" in waiting.failure


def test_a_message_that_comes_too_late_is_dropped_and_a_claimed_one_is_left_alone() -> None:
    row = make_convocation(post=post_of("m@example.org"))
    message = row.messages.get()
    Message.objects.filter(pk=message.pk).update(claimed_at=AT)
    assert actions.retry_messages(by=SYSTEM, at=AT) == 0
    assert actions.retry_messages(by=SYSTEM, at=STARTS) == 0
    message.refresh_from_db()
    assert message.dropped_at == STARTS


def test_who_has_no_address_is_told_to_be_reached_otherwise_until_an_answer_comes() -> None:
    row = make_convocation()
    message = row.messages.get()
    assert (message.person, message.failure[:18]) == (None, "Personne à joindre")
    actions.answer(**BY, convocation=row, choice="present")
    assert not queries.stuck("NE").exists()


def after(days: float) -> dict[str, object]:
    """By the system, so many days before the meeting."""
    return {"by": SYSTEM, "at": STARTS - timedelta(days=days)}


def addressees(mailbox: Mailbox) -> list[str]:
    return [address.partition("@")[0] for address, _ in mailbox.received]


def test_a_silent_member_is_reminded_relayed_escalated_and_closed_each_once(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    meeting = member_seat()
    with django_capture_on_commit_callbacks(execute=True):
        actions.convene(**BY, meeting=meeting, base=BASE)
        states = []
        for days in (10, 7, 7, 4, 4, 2, 2, 1, -1, -1):
            actions.remind(**after(days))  # type: ignore[arg-type]
            states.append(meeting.convocations.get().state)
    assert states == ["sent", *["reminded"] * 2, *["relayed"] * 2, *["escalated"] * 3, *["unanswered"] * 2]
    assert addressees(mailbox) == ["membre", "membre", "adjoint", "chef", "membre"]
    subjects = [subject(message) for _, message in mailbox.received]
    assert subjects[1].startswith("Votre réponse est attendue")
    assert subjects[3].startswith("Convocation restée sans réponse")
    assert "/concertation/r/" not in text_of(mailbox.received[3][1])
    assert "/concertation/r/" not in text_of(mailbox.received[4][1])


def test_who_said_to_come_is_reminded_on_the_eve_and_not_before(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    meeting = member_seat()
    actions.convene(**BY, meeting=meeting, base=BASE)
    actions.answer(**BY, convocation=meeting.convocations.get(), choice="present")
    with django_capture_on_commit_callbacks(execute=True):
        for days in (7, 4, 2, 1, 0.5, -1):
            actions.remind(**after(days))  # type: ignore[arg-type]
    assert [subject(message)[:8] for _, message in mailbox.received] == ["Rappel :"]
    assert meeting.convocations.get().state == "present"


def test_without_a_deputy_the_hierarchy_is_told_in_its_own_time() -> None:
    parent = make_organisation()
    seat = make_seat(organisation=make_organisation(parent=parent), deputy_post=post_of(""))
    speaker_of(parent, "tutelle@example.org")
    row = convened(seat.body).convocations.get()
    for days, state in ((7, "reminded"), (4, "reminded"), (2, "escalated")):
        actions.remind(**after(days))  # type: ignore[arg-type]
        assert again(row).state == state
    assert row.messages.get(kind="escalation").person.email == "tutelle@example.org"  # type: ignore[union-attr]


def test_reminding_is_told_once_per_meeting_in_the_trail() -> None:
    meeting = convened(make_body(seats=3))
    done = actions.remind(**after(7))  # type: ignore[arg-type]
    assert done.reminded == 3
    entry = AuditEntry.objects.get(action="concertation.reminded")
    assert (entry.object_id, entry.after) == (str(meeting.pk), {"reminded": 3})
    assert actions.remind(**after(7)).total == 0  # type: ignore[arg-type]


def test_texts_to_hand_over_hold_the_link_and_fit_the_telephone() -> None:
    row: Convocation = make_convocation(post=post_of("m@example.org"))
    link = links.address_of(row)
    text = text_to_copy(row, link)
    assert link in text
    assert "vendredi 7 octobre 2022, de 9\u00a0h\u00a000 à 11\u00a0h\u00a000" in text
    found = text_for_sms(row, link)
    assert link in found.text
    assert set(found.text) <= BASIC | EXTENDED
    Meeting.objects.filter(pk=row.meeting_id).update(venue="Salle " * 30, ends_at=ENDS)
    assert text_for_sms(again(row), link).parts == 1


def test_the_queue_keeps_the_promises_of_every_outbox(mailbox: Mailbox, settings: Settings) -> None:
    def pending(address: str) -> Message:
        return make_convocation(post=post_of(address)).messages.get()

    check_outbox(OUTBOX, pending, mailbox=mailbox, settings=settings)
