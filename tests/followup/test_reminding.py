"""Owners are asked in their time, each once; the mail leaves for a real server on this machine."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from azalai.accounts.enums import Role
from azalai.actors.models import Organisation
from azalai.followup import actions, links, queries, reach
from azalai.followup.actions.reminding import OUTBOX
from azalai.followup.deadlines import is_due
from azalai.followup.letters import MOST
from azalai.followup.models import ActionPoint, Ask, Reminder
from tests.accounts.acting import BY
from tests.accounts.factories import AT, START, SYSTEM, hold, make_person, make_post
from tests.actors.factories import make_organisation
from tests.concertation.factories import make_body, speaker_of
from tests.core.outbox_contract import check_outbox
from tests.followup.factories import again, make_point
from tests.support.mail import Mailbox

pytestmark = pytest.mark.django_db
Commit = DjangoCaptureOnCommitCallbacks
BASE = "https://azalai.example.org/"
DAY = timedelta(days=1)


def owner_with(address: str) -> Organisation:
    organisation = make_organisation()
    speaker_of(organisation, address)
    return organisation


def remind(at: datetime, **more: Any) -> actions.Reminded:
    return actions.remind(**({"by": SYSTEM, "at": at, "country": "NE", "base": BASE} | more))


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return body.get_content()


@pytest.mark.parametrize(
    ("due_in", "heard_ago", "asked_ago", "registered_ago", "due"),
    [
        (15, None, None, 60, False),
        (14, None, None, 60, True),
        (14, 13, None, 60, False),
        (10, None, 15, 60, True),
        (10, None, 14, 60, True),
        (5, None, 20, 90, True),
        (1, None, 13, 90, False),
        (-1, None, None, 60, True),
        (-1, None, 14, 60, True),
        (-20, None, 16, 60, False),
        (-40, None, 29, 90, False),
        (-40, None, 30, 90, True),
        (-40, 2, 40, 90, False),
        (None, None, None, 59, False),
        (None, None, None, 60, True),
        (None, 59, None, 90, False),
        (None, 70, 60, 90, True),
    ],
)
def test_a_question_comes_in_its_time(
    due_in: int | None,
    heard_ago: int | None,
    asked_ago: int | None,
    registered_ago: int,
    due: bool,
) -> None:
    def ago(days: int | None) -> datetime | None:
        return None if days is None else AT - days * DAY

    due_on = None if due_in is None else AT.date() + due_in * DAY
    asked = {"heard_at": ago(heard_ago), "asked_at": ago(asked_ago)}
    assert is_due(at=AT, due_on=due_on, registered_at=AT - registered_ago * DAY, **asked) == due


def test_one_person_receives_one_message_with_every_action(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    owner, body = owner_with("focal@example.org"), make_body(name_fr="Groupe des routes")
    soon = (AT + 5 * DAY).date().isoformat()
    first = make_point(owners=[owner], deadline=soon, body=body)
    second = make_point(owners=[owner], deadline="2022-08")
    make_point(owners=[owner], deadline="2024")
    with django_capture_on_commit_callbacks(execute=True):
        done = remind(AT)
    assert (done.points, done.messages, done.unreachable) == (2, 1, 0)
    ((address, message),) = mailbox.received
    assert address == "focal@example.org"
    text = text_of(message)
    assert message["Subject"].strip().startswith("Où en êtes-vous")
    for point in (first, second):
        assert point.text in text
        assert f"{BASE}suivi/r/{links.token_of(point.asks.get())}/" in text
    assert "Groupe des routes" in text
    with django_capture_on_commit_callbacks(execute=True):
        again_done = remind(AT + timedelta(hours=2))
    assert (again_done.points, again_done.messages, len(mailbox.received)) == (0, 0, 1)


def test_the_holder_of_the_post_is_asked_else_the_focal_points(mailbox: Mailbox) -> None:
    owner, post = owner_with("focal@example.org"), make_post(Role.PARTNER)
    holder, gone = make_person(email="titulaire@example.org"), make_person(email="parti@example.org")
    hold(holder, post, start=START)
    hold(gone, post, kind="deputy", start=START, end=START + DAY)
    point = make_point(owners=[owner], owner_post=post)
    assert reach.people_for(point, on=AT.date()) == [holder]
    other = make_point(owners=[owner])
    assert [person.email for person in reach.people_for(other, on=AT.date())] == ["focal@example.org"]
    assert reach.people_for(make_point(owners=["Les partenaires"]), on=AT.date()) == []


def test_where_nobody_can_be_reached_the_queue_says_so_once(mailbox: Mailbox) -> None:
    point = make_point(owners=["Les partenaires"], deadline="2022-01")
    assert remind(AT).unreachable == 1
    assert remind(AT + DAY).unreachable == 0
    (waiting,) = queries.stuck("NE")
    assert waiting.failure.startswith("Personne à joindre")
    actions.update_point(**BY, point=point, state="done")
    remind(AT + 2 * DAY)
    assert not queries.stuck("NE").exists()


def test_asked_by_hand_nobody_is_asked_twice_in_a_day(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    point = make_point(owners=[owner_with("focal@example.org")])
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(3):
            actions.ask_now(by=SYSTEM, at=AT, points=[point], base=BASE)
    assert len(mailbox.received) == 1
    assert Ask.objects.count() == 1
    closed = actions.drop_point(**BY, point=point, reason="Sans objet.")
    with pytest.raises(ValidationError, match="Rien n'est plus attendu"):
        actions.ask_now(by=SYSTEM, at=AT + DAY, points=[closed])


def test_a_process_that_dies_between_the_row_and_the_mail_loses_nothing(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    make_point(owners=[owner_with("focal@example.org")], deadline="2022-01")
    with django_capture_on_commit_callbacks(execute=False):
        remind(AT)
    assert mailbox.received == []
    assert actions.retry_reminders(by=SYSTEM, at=AT) == 1
    assert len(mailbox.received) == 1


def test_the_queue_keeps_the_promises_of_every_outbox(mailbox: Mailbox, settings: Settings) -> None:
    def pending(address: str) -> Reminder:
        point = make_point(owners=[owner_with(address)])
        actions.ask_now(by=SYSTEM, at=AT, points=[point], base=BASE)
        return point.asks.get().reminder

    check_outbox(OUTBOX, pending, mailbox=mailbox, settings=settings)


def test_an_action_closed_meanwhile_is_left_out_of_the_letter(mailbox: Mailbox, settings: Settings) -> None:
    owner = owner_with("focal@example.org")
    left, closed = make_point(owners=[owner]), make_point(owners=[owner])
    actions.ask_now(by=SYSTEM, at=AT, points=[left, closed], base=BASE)
    actions.update_point(**BY, point=closed, state="done")
    actions.retry_reminders(by=SYSTEM, at=AT)
    text = text_of(mailbox.received[0][1])
    assert left.text in text
    assert closed.text not in text


def test_asking_is_recorded_for_each_action() -> None:
    point = make_point(owners=[owner_with("focal@example.org")], deadline="2022-01")
    remind(AT)
    assert again(point).asks.get().asked_on == date(2022, 9, 23)
    assert isinstance(point, ActionPoint)


def test_who_owns_hundreds_reads_those_due_first_and_where_the_others_are(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    owner = owner_with("charge@example.org")
    for number in range(MOST + 3):
        day = AT.date() - timedelta(days=number + 1)
        make_point(owners=[owner], text=f"Action {number:02}", deadline=day.isoformat())
    with django_capture_on_commit_callbacks(execute=True):
        done = remind(AT)
    assert (done.points, done.messages) == (MOST + 3, 1)
    message = mailbox.received[0][1]
    text = text_of(message)
    told = [line[-9:] for line in text.splitlines() if "Action " in line]
    assert told == [f"Action {number:02}" for number in range(MOST + 2, 2, -1)]
    assert f"et 3 autres, à voir avec votre compte : {BASE}suivi/mes-actions/" in text
    assert f"{MOST + 3} actions" in message["subject"]
    assert len(text.encode()) < 6_000
