"""Pages of the room: what visitors and members read, what they weigh, panels, facts, the command."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from azalai.accounts.enums import Role
from azalai.core import attachments, facts
from azalai.core.clock import now
from azalai.core.facts import FactSpan
from azalai.forum import actions, panels, subjects
from azalai.forum.models import Letter, Seen, Thread
from tests.accounts.factories import AT, SYSTEM, sign_in
from tests.concertation.factories import convened, make_body
from tests.core.attachment_contract import PDF, fetched, file, signed_in
from tests.core.draft_contract import check_form
from tests.forum.factories import make_idea, make_thread, member, thread_of_meeting, write
from tests.plans.factories import make_version

pytestmark = pytest.mark.django_db
LIST = "/echanges/"
HOSTILE = '<script>alert("x")</script>'


# ---- audiences, by the address


def test_a_visitor_reads_public_threads_and_the_rest_asks_for_a_sign_in(client: Client) -> None:
    public = make_thread(SYSTEM, title="Ouvert à tous", audience="public", text="Voir https://example.org")
    closed = make_thread(SYSTEM, title="Entre postes")
    text = client.get(LIST).content.decode()
    assert "Ouvert à tous" in text
    assert "Entre postes" not in text
    page = client.get(public.get_absolute_url()).content.decode()
    assert 'rel="nofollow ugc noopener noreferrer"' in page
    assert "<textarea" not in page
    unknown = f"{LIST}{uuid4()}/"
    answers = [client.get(address) for address in (closed.get_absolute_url(), unknown)]
    assert [one.status_code for one in answers] == [302, 302]
    assert client.post(public.get_absolute_url(), {"text": "x"}).status_code == 302
    assert public.contributions.count() == 1


def test_a_visitor_is_not_told_who_wrote_but_from_which_post(client: Client) -> None:
    person, by = member(role=Role.ME_OFFICER)
    thread = make_thread(by, audience="public")
    text = client.get(thread.get_absolute_url()).content.decode()
    assert by.post in text
    assert str(person) not in text
    assert str(person) in signed_in(member()[0]).get(thread.get_absolute_url()).content.decode()


def test_files_leave_with_their_thread_and_not_otherwise(client: Client) -> None:
    for audience, status in (("public", 200), ("members", 302)):
        thread = make_thread(SYSTEM, audience=audience, enclosures=[file()])
        (kept,) = attachments.of(thread.contributions.get())
        address = reverse("forum:file", args=[kept.public_id])
        response: Any = client.get(address)
        assert response.status_code == status
        if status == 200:
            assert b"".join(response.streaming_content) == PDF
            assert address in client.get(thread.get_absolute_url()).content.decode()
    assert fetched(signed_in(member()[0]), kept).body == PDF
    actions.hide_contribution(by=SYSTEM, at=AT, contribution=thread.contributions.get(), reason="Non.")
    assert signed_in(member()[0]).get(address).status_code == 404


def test_members_elsewhere_find_nothing_of_a_body_s_thread() -> None:
    body = make_body(seats=1)
    thread = make_thread(SYSTEM, body=body, title="Point sensible", text="mot rare")
    one = thread.contributions.get()
    outside = signed_in(member()[0])
    for address in (LIST, f"{LIST}?q=rare", "/"):
        assert "Point sensible" not in outside.get(address).content.decode()
    assert outside.get(thread.get_absolute_url()).status_code == 404
    assert outside.post(thread.get_absolute_url(), {"text": "x"}).status_code == 404
    assert outside.get(reverse("forum:contribution_edit", args=[one.public_id])).status_code == 404
    assert signed_in(member(body)[0]).get(thread.get_absolute_url()).status_code == 200


def test_what_is_typed_never_runs() -> None:
    thread = make_thread(SYSTEM, title=HOSTILE, text=HOSTILE)
    client = signed_in(member()[0])
    for address in (LIST, thread.get_absolute_url(), "/"):
        assert HOSTILE not in client.get(address).content.decode()
    idea, _secret = make_idea(title=HOSTILE, text=HOSTILE)
    actions.answer_idea(by=SYSTEM, at=AT, idea=idea, state="kept", answer=HOSTILE)
    for address in ("/echanges/idees/", idea.get_absolute_url()):
        assert HOSTILE not in client.get(address).content.decode()


# ---- writing by the pages


def test_a_thread_is_opened_about_a_meeting_and_its_body_reads_it(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    meeting = convened(make_body(seats=1))
    meeting_page = client.get(meeting.get_absolute_url()).content.decode()
    address = f"{reverse('forum:thread_new')}?sujet=meeting&de={meeting.public_id}"
    assert address.replace("&", "&amp;") in meeting_page
    sent = {"title": "Avant le GTM", "text": "Des données ?", "audience": "body", "sujet": "meeting"}
    client.post(reverse("forum:thread_new"), sent | {"de": str(meeting.public_id)})
    thread = Thread.objects.get()
    assert (thread.meeting, thread.body) == (meeting, meeting.body)
    assert "Avant le GTM" in client.get(meeting.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("kind", "key"), [("meeting", "x"), ("line", "a:b"), ("item", "9"), ("rien", "1")])
def test_a_thread_about_what_one_does_not_read_is_not_opened(client: Client, kind: str, key: str) -> None:
    sign_in(client, Role.PARTNER)
    assert client.get(f"{reverse('forum:thread_new')}?sujet={kind}&de={key}").status_code == 404
    meeting = convened(make_body(seats=1))
    address = f"{reverse('forum:thread_new')}?sujet=meeting&de={meeting.public_id}"
    assert client.get(address).status_code == 404


def test_a_thread_is_opened_about_a_file_that_one_reads() -> None:
    person, by = member()
    (kept,) = attachments.of(make_thread(by, enclosures=[file()]).contributions.get())
    address = f"{reverse('forum:thread_new')}?sujet=document&de={kept.public_id}"
    assert "note.pdf" in signed_in(person).get(address).content.decode()
    sent = {"title": "Ce document", "text": "?", "audience": "members", "sujet": "document"}
    signed_in(person).post(reverse("forum:thread_new"), sent | {"de": str(kept.public_id)})
    thread = Thread.objects.get(document=kept)
    assert "note.pdf" in signed_in(person).get(thread.get_absolute_url()).content.decode()


def test_a_page_that_is_fetched_ahead_counts_as_read_by_nobody() -> None:
    thread, (person, by) = make_thread(), member()
    seen = Seen.objects.filter(thread=thread, post=by.post_id)
    signed_in(person).get(thread.get_absolute_url(), headers={"Sec-Purpose": "prefetch;prerender"})
    assert not seen.exists()
    signed_in(person).get(thread.get_absolute_url())
    assert seen.exists()


def test_the_name_of_a_file_is_only_for_who_reads_it() -> None:
    body = make_body()
    _person, by = member(body)
    (kept,) = attachments.of(make_thread(by, body=body, enclosures=[file("greve.pdf")]).contributions.get())
    about = subjects.find(by, panels.queries.scope_of(by, on=AT.date()), "document", str(kept.public_id))
    assert about is not None
    thread = make_thread(by, about=about, audience="members")
    assert "greve" in subjects.of_thread(thread, by).label
    page = signed_in(member()[0]).get(thread.get_absolute_url()).content.decode()
    assert "greve" not in page
    assert str(kept.public_id) not in page
    assert "réservé à d&#x27;autres lecteurs" in page


def test_an_audience_that_is_not_offered_is_refused(client: Client) -> None:
    sign_in(client, Role.PARTNER)
    make_thread(SYSTEM)
    sent = {"title": "Pour tous", "text": "x", "audience": "public"}
    assert client.post(reverse("forum:thread_new"), sent).status_code == 200
    assert Thread.objects.count() == 1


def test_the_contract_of_what_is_being_typed() -> None:
    person, by = member()
    make_thread(by)
    right = {"title": "Un titre", "text": "Un texte", "audience": "members"}
    check_form(
        signed_in(person),
        form="forum.thread",
        address=reverse("forum:thread_new"),
        right=right,
        wrong=right | {"audience": ""},
    )


def test_a_message_refused_is_kept_and_a_message_sent_is_shown_where_it_stands() -> None:
    person, by = member()
    thread = make_thread(by)
    client = signed_in(person)
    refused = client.post(
        thread.get_absolute_url(), {"text": "Mon texte", "enclosures": file("a.svg", b"<svg/>")}
    )
    assert "Mon texte" in refused.content.decode()
    assert "a.svg : " in refused.content.decode()
    sent = client.post(thread.get_absolute_url(), {"text": "Mon texte", "enclosures": [file()]})
    assert sent["Location"] == f"{thread.get_absolute_url()}#m2"
    assert attachments.of(thread.contributions.get(number=2))[0].name == "note.pdf"


def test_reading_moves_the_mark_once(django_assert_num_queries: Any) -> None:
    person, by = member()
    thread = make_thread(SYSTEM)
    client = signed_in(person)
    client.head(thread.get_absolute_url())
    assert not Seen.objects.filter(post_id=by.post_id).exists()
    client.get(thread.get_absolute_url())
    assert Seen.objects.get(post_id=by.post_id).number == 1


def test_moderating_by_the_pages(client: Client) -> None:
    sign_in(client, Role.COMMUNICATION)
    thread = make_thread(SYSTEM)
    one = thread.contributions.get()
    hide, restore = (
        reverse(f"forum:contribution_{verb}", args=[one.public_id]) for verb in ("hide", "restore")
    )
    assert "error-summary" in client.post(hide, {"reason": ""}).content.decode()
    client.post(hide, {"reason": "Nomme une personne."})
    assert "Nomme une personne." in client.get(thread.get_absolute_url()).content.decode()
    client.post(restore)
    client.post(reverse("forum:thread_hide", args=[thread.public_id]), {"reason": "Hors sujet."})
    assert signed_in(member()[0]).get(thread.get_absolute_url()).status_code == 404
    client.post(reverse("forum:thread_restore", args=[thread.public_id]))
    assert signed_in(member()[0]).get(thread.get_absolute_url()).status_code == 200


# ---- lists cost the same however long they are


def test_the_list_costs_the_same_for_many(django_assert_max_num_queries: Any) -> None:
    person, by = member()
    for _number in range(12):
        thread = make_thread(SYSTEM)
        actions.follow(by=by, at=AT, thread=thread)
    client = signed_in(person)
    client.get(LIST)
    with django_assert_max_num_queries(10):
        assert client.get(LIST).status_code == 200


def test_a_thread_costs_the_same_for_many_messages(django_assert_max_num_queries: Any) -> None:
    person, by = member()
    thread = make_thread(by)
    for _number in range(12):
        write(by, thread, enclosures=[file()])
    client = signed_in(person)
    client.get(thread.get_absolute_url())
    with django_assert_max_num_queries(19):
        client.get(thread.get_absolute_url())


def test_the_box_costs_the_same_for_many(django_assert_max_num_queries: Any) -> None:
    for _number in range(12):
        make_idea()
    client = signed_in(member(role=Role.AUDITOR)[0])
    client.get("/echanges/idees/")
    with django_assert_max_num_queries(9):
        client.get("/echanges/idees/")


# ---- what other pages show


def test_the_home_page_says_what_is_new_and_which_ideas_wait() -> None:
    person, by = member(role=Role.ME_OFFICER)
    thread = make_thread(by, title="Un échange suivi")
    write(SYSTEM, thread)
    make_idea(title="Une idée qui attend", at=now() - timedelta(days=40))
    text = signed_in(person).get("/").content.decode()
    assert "nouveau message : Un échange suivi" in text
    assert "la plus ancienne depuis 40 jours" in text
    assert "idée attend une réponse" not in signed_in(member()[0]).get("/").content.decode()


def test_a_line_of_a_plan_shows_its_threads_in_every_version() -> None:
    version = make_version()
    node = version.nodes.first()
    assert node is not None
    by = member(role=Role.ME_OFFICER)[1]
    scope = panels.queries.scope_of(by, on=AT.date())
    about = subjects.find(by, scope, "line", f"{version.plan.public_id}:{node.key}")
    assert about is not None
    thread = make_thread(by, about=about)
    assert [one.pk for one in panels.of_line(by, node)["threads"]] == [thread.pk]
    assert node.title[:20] in subjects.of_thread(thread, by).label
    node.delete()
    assert subjects.of_thread(thread, by).label == "Ligne retirée du plan"


def test_facts_have_the_list_behind_the_number() -> None:
    _person, by = member()
    other = member()[1]
    thread = make_thread(by, title="Thème compté")
    write(other, thread)
    late = write(other, thread, at=AT + timedelta(days=400))
    hidden = write(other, thread)
    actions.hide_contribution(by=SYSTEM, at=AT, contribution=hidden, reason="Non.")
    gone = make_thread(SYSTEM)
    actions.hide_thread(by=SYSTEM, at=AT, thread=gone, reason="Non.")
    span = FactSpan("NE", date(2022, 1, 1), date(2022, 12, 31))
    expected = {"forum.exchanges": 2, "forum.contributors": 2, "forum.themes": 1}
    for code, number in expected.items():
        found = facts.fact(code)
        assert found is not None
        listing = found.listing(span)
        assert listing.value() == len(listing.rows()) == number
    assert listing.rows()[0].label == "Thème compté"
    assert listing.rows()[0].detail == "2 messages"
    assert late.written_at.date() > span.end


def test_the_queue_says_what_has_not_left(client: Client) -> None:
    sign_in(client, Role.AUDITOR)
    person, _by = member()
    Letter.objects.create(person=person, kind="digest", queued_at=AT, failure="Le serveur refuse.")
    text = client.get(reverse("forum:letters")).content.decode()
    assert "Le serveur refuse." in text
    assert "Envoyer ce qui est dû" not in text
    assert client.post(reverse("forum:send_now")).status_code == 403


def test_one_chooses_one_s_mails() -> None:
    person, _by = member()
    client = signed_in(person)
    address = reverse("forum:preferences")
    assert person.email in client.get(address).content.decode()
    assert client.post(address, {"rhythm": "daily"}).status_code == 302
    text = client.get(address).content.decode()
    assert 'value="daily" ' in text
    assert client.post(address, {"rhythm": "toutes les heures"}).status_code == 200


def test_threads_of_a_meeting_say_when_they_were_written() -> None:
    person, by = member(role=Role.ME_OFFICER)
    meeting = convened(make_body(seats=1))
    thread = thread_of_meeting(by, meeting)
    write(by, thread, at=meeting.ends_at + timedelta(days=1))
    text = signed_in(person).get(thread.get_absolute_url()).content.decode()
    assert text.index("Avant la réunion") < text.index("Après la réunion")


def test_the_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from azalai.cli import forum as command
    from azalai.cli.parser import build_parser

    monkeypatch.setattr(command.site, "start", lambda: None)
    monkeypatch.setattr(command.site, "require_migrated", lambda: None)
    for words in (["forum", "digest", "--json"], ["forum", "digest"]):
        arguments = build_parser().parse_args(words)
        arguments.run(arguments)
    first, second = capsys.readouterr().out.splitlines()
    assert json.loads(first) == {"made": 0, "left": 0, "waiting": 0}
    assert second.startswith("0 résumés faits")
