"""Mails leave for a real server on this machine; links write once, and say nothing about anyone else."""

from __future__ import annotations

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from azalai.accounts.enums import Role
from azalai.accounts.models import Tenure
from azalai.core.clock import now
from azalai.core.models import AuditEntry
from azalai.core.signed_links import token_of
from azalai.forum import actions, links
from azalai.forum.enums import Channel, Rhythm
from azalai.forum.models import Contribution, Letter, LetterLine, Preference, ReplyLink, Thread
from tests.accounts.factories import AT, SYSTEM
from tests.concertation.factories import make_body
from tests.forum.factories import BASE, make_thread, member, post_of, write
from tests.support.mail import Mailbox

pytestmark = pytest.mark.django_db
Commit = DjangoCaptureOnCommitCallbacks
WEEK = timedelta(days=7)


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return body.get_content().replace("\r\n", "\n")


def link_in(message: EmailMessage, kind: str = "r") -> str:
    """Path of the first link of that kind."""
    found = re.search(rf"{BASE}(echanges/{kind}/\S+)", text_of(message))
    assert found is not None
    return f"/{found.group(1)}"


def send(at: timedelta = WEEK) -> actions.DigestOutcome:
    return actions.digest(by=SYSTEM, at=AT + at)


def reader_of_two_threads() -> tuple[str, list[Thread]]:
    """Somebody who follows two threads where others write."""
    person, by = member(email="lectrice@example.org")
    found = [make_thread(SYSTEM, title=f"Sujet {n}", text=f"Texte du sujet {n}.") for n in (1, 2)]
    for thread in found:
        actions.follow(by=by, at=AT, thread=thread)
    actions.choose_mail(by=by, at=AT, rhythm=Rhythm.DAILY, mentions_at_once=True)
    return person.email, found


def test_a_digest_holds_the_full_texts_grouped_and_can_be_opened(mailbox: Mailbox) -> None:
    address, found = reader_of_two_threads()
    write(member()[1], found[0], "Première ligne.\n\nÉtudes & <b>suites</b>")
    assert send().left == 1
    ((target, message),) = mailbox.received
    text = text_of(message)
    assert target == address
    assert message["Subject"] == "3 messages dans 2 échanges"
    assert text.count("Sujet 1\n") == 1
    assert "Première ligne.\n\nÉtudes & <b>suites</b>" in text
    assert text.index("Texte du sujet 1.") < text.index("Première ligne.") < text.index("Texte du sujet 2.")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link_in(message, "arret") in message["List-Unsubscribe"].replace("\n ", "")
    assert len(set(re.findall(r"echanges/r/\S+", text))) == 2


def test_each_message_is_sent_once_and_the_next_digest_waits_for_its_day(mailbox: Mailbox) -> None:
    _address, found = reader_of_two_threads()
    assert send().made == 1
    assert send() == actions.DigestOutcome(0, 0, 0)
    assert send(WEEK + timedelta(days=1)).made == 0, "nothing is new"
    write(member()[1], found[0], at=AT + WEEK + timedelta(days=1))
    assert send(WEEK + timedelta(days=1, hours=1)).made == 0, "not before its day"
    assert send(WEEK + timedelta(days=2)).made == 1
    assert len(mailbox.received) == 2
    assert "Texte du sujet" not in text_of(mailbox.received[1][1])


@pytest.mark.parametrize(("rhythm", "made"), [(Rhythm.DAILY, 1), (Rhythm.WEEKLY, 1), (Rhythm.NEVER, 0)])
def test_the_rhythm_is_one_s_own(rhythm: str, made: int) -> None:
    _person, by = member()
    thread = make_thread(by)
    actions.choose_mail(by=by, at=AT, rhythm=rhythm, mentions_at_once=False)
    write(member()[1], thread)
    assert send().made == made


def test_looking_at_one_s_choice_writes_nothing(client: Client) -> None:
    person, _by = member()
    client.force_login(person)
    assert client.get(reverse("forum:preferences")).status_code == 200
    assert not Preference.objects.exists()


def test_who_comes_back_after_never_starts_from_then() -> None:
    _person, by = member()
    thread = make_thread(by)
    actions.choose_mail(by=by, at=AT, rhythm=Rhythm.NEVER, mentions_at_once=False)
    write(member()[1], thread)
    actions.choose_mail(by=by, at=AT + timedelta(days=1), rhythm=Rhythm.DAILY, mentions_at_once=False)
    assert send().made == 0


def test_a_mention_leaves_at_once_for_who_reads_the_thread_and_not_again(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    body = make_body(seats=1)
    inside, outside = member(body, email="dedans@example.org"), member(email="dehors@example.org")
    names = [post_of(by).title for _person, by in (inside, outside)]
    thread = make_thread(SYSTEM, body=body)
    with django_capture_on_commit_callbacks(execute=True):
        write(member(body)[1], thread, f"@[{names[0]}] @[{names[1]}] qu'en pensez-vous ?")
    assert [address for address, _message in mailbox.received] == ["dedans@example.org"]
    assert mailbox.received[0][1]["Subject"].strip().startswith("Vous êtes mentionné")
    actions.follow(by=inside[1], at=AT, thread=thread)
    send()
    texts = [text_of(message) for address, message in mailbox.received if address == "dedans@example.org"]
    assert sum("qu'en pensez-vous" in text for text in texts) == 1


def test_a_title_with_line_breaks_makes_no_header(mailbox: Mailbox) -> None:
    _address, found = reader_of_two_threads()
    Thread.objects.filter(pk=found[0].pk).update(title="Sujet\r\nBcc: autre@example.org\r\n\r\nCorps")
    Contribution.objects.filter(thread=found[1]).delete()
    send()
    ((_target, message),) = mailbox.received
    assert message["Bcc"] is None
    assert message["Subject"] == "1 message : Sujet Bcc: autre@example.org Corps"


def test_what_was_hidden_meanwhile_is_not_in_the_mail(mailbox: Mailbox, settings: Settings) -> None:
    _address, found = reader_of_two_threads()
    one = write(member()[1], found[0], "Texte à masquer")
    listening, settings.EMAIL_PORT = settings.EMAIL_PORT, 1  # nothing listens there
    assert send() == actions.DigestOutcome(1, 0, 1)
    actions.hide_contribution(by=SYSTEM, at=AT, contribution=one, reason="Nomme une personne.")
    settings.EMAIL_PORT = listening
    assert actions.retry_letters(by=SYSTEM, at=AT) == 1
    text = text_of(mailbox.received[0][1])
    assert "Texte à masquer" not in text
    assert "Texte du sujet 2" in text
    assert not LetterLine.objects.filter(contribution=one).exists(), "shown again, it may still come"


def test_a_server_that_is_down_loses_nothing_and_the_queue_says_why(
    mailbox: Mailbox, settings: Settings
) -> None:
    address, _found = reader_of_two_threads()
    mailbox.refused = address
    assert send() == actions.DigestOutcome(1, 0, 1)
    assert "n'est pas parti" in Letter.objects.get().failure
    mailbox.refused = ""
    assert actions.retry_letters(by=SYSTEM, at=AT) == 1
    letter = Letter.objects.get()
    assert (letter.failure, letter.tries) == ("", 2)
    assert ReplyLink.objects.count() == 2, "no link that nobody has"
    assert actions.retry_letters(by=SYSTEM, at=AT) == 0


def test_a_mail_that_has_lost_its_object_is_dropped(mailbox: Mailbox, settings: Settings) -> None:
    _person, by = member()
    thread = make_thread(by)
    write(member()[1], thread)
    listening, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    send()
    actions.hide_thread(by=SYSTEM, at=AT, thread=thread, reason="Hors sujet.")
    settings.EMAIL_PORT = listening
    assert actions.retry_letters(by=SYSTEM, at=AT) == 0
    assert Letter.objects.get().dropped_at is not None


def test_who_has_left_the_post_receives_nothing(mailbox: Mailbox) -> None:
    person, by = member()
    thread = make_thread(by)
    write(member()[1], thread)
    Tenure.objects.filter(person=person).update(ends_on=AT.date())
    assert send().made == 0


# ---- the links


def a_link(mailbox: Mailbox) -> tuple[str, Thread]:
    _address, found = reader_of_two_threads()
    send()
    return link_in(mailbox.received[0][1]), found[0]


def test_opening_the_link_writes_nothing_and_shows_nobody(mailbox: Mailbox, client: Client) -> None:
    path, thread = a_link(mailbox)
    write(member()[1], thread, "Phrase d'un autre")
    for method in (client.get, client.head):
        response = method(path)
        assert response.status_code == 200
    text = client.get(path).content.decode()
    assert thread.title in text
    assert "Phrase d'un autre" not in text
    assert "lectrice@" not in text
    assert len(text) < 15_000
    assert response["Referrer-Policy"] == "no-referrer"
    assert thread.contributions.count() == 2


def test_a_reply_is_written_once_in_the_name_of_the_post(mailbox: Mailbox) -> None:
    path, thread = a_link(mailbox)
    client = Client(enforce_csrf_checks=True)
    assert client.post(path, {"text": "  "}).status_code == 422
    assert "publié" in client.post(path, {"text": "Ma réponse <b>"}).content.decode()
    one = thread.contributions.latest("number")
    assert (one.text, one.channel) == ("Ma réponse <b>", Channel.LINK)
    assert one.person is not None
    assert one.person.email == "lectrice@example.org"
    entry = AuditEntry.objects.filter(action="forum.written").latest("sequence")
    assert entry.by_post_id == one.post_id
    assert client.post(path, {"text": "Encore"}).status_code == 404
    assert thread.contributions.count() == 2


def refusals(client: Client, path: str) -> list[bytes]:
    answers = [client.get(path), client.post(path, {"text": "x"})]
    assert [one.status_code for one in answers] == [404, 404]
    return [one.content for one in answers]


@pytest.mark.parametrize("how", ["forged", "used", "expired", "closed", "hidden", "left", "inactive"])
def test_links_that_are_worth_nothing_are_refused_alike(mailbox: Mailbox, client: Client, how: str) -> None:
    path, thread = a_link(mailbox)
    (link,) = ReplyLink.objects.filter(thread=thread)
    if how == "forged":
        path = path[:-3] + ("aa/" if path[-3:] != "aa/" else "bb/")
    elif how == "used":
        ReplyLink.objects.update(used_at=now())
    elif how == "expired":
        ReplyLink.objects.update(made_at=AT, expires_at=AT + timedelta(seconds=1))
    elif how == "closed":
        actions.close_thread(by=SYSTEM, at=AT, thread=thread)
    elif how == "hidden":
        actions.hide_thread(by=SYSTEM, at=AT, thread=thread, reason="Hors sujet.")
    elif how == "left":
        Tenure.objects.filter(person=link.person).update(ends_on=AT.date())
    else:
        type(link.person).objects.filter(pk=link.person_id).update(is_active=False)
    found = refusals(client, path)
    assert set(found) == set(refusals(client, "/echanges/r/aucun/"))
    assert thread.title.encode() not in found[0]


def test_a_link_of_another_kind_is_no_link(mailbox: Mailbox, client: Client) -> None:
    path, _thread = a_link(mailbox)
    nonce = ReplyLink.objects.earliest("pk").nonce
    for salt in (links.STOP, links.IDEA):
        refusals(client, f"/echanges/r/{token_of(salt, nonce)}/")
    assert client.get(path.replace("/r/", "/arret/")).status_code == 404


def test_guessing_is_slowed_down(client: Client) -> None:
    statuses = [client.get(f"/echanges/r/essai{n}/").status_code for n in range(25)]
    assert statuses[0] == 404
    assert statuses[-1] == 429


def test_one_click_stops_the_mails_and_opening_does_not(mailbox: Mailbox) -> None:
    _address, _found = reader_of_two_threads()
    send()
    path = link_in(mailbox.received[0][1], "arret")
    client = Client(enforce_csrf_checks=True)
    assert client.get(path).status_code == 200
    assert Preference.objects.get().rhythm == Rhythm.DAILY
    for _time in range(2):
        answer = client.post(path, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
        assert answer.status_code == 200
    assert (Preference.objects.get().rhythm, Preference.objects.get().mentions_at_once) == (
        Rhythm.NEVER,
        False,
    )
    assert AuditEntry.objects.filter(action="forum.mail-chosen").count() == 2


def test_members_of_other_roles_do_not_send() -> None:
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        actions.digest(by=member(role=Role.PARTNER)[1], at=AT)
