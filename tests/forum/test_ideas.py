"""Ideas: who gave them stays unknown, delays show, answers have reasons, addresses go."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from azalai.accounts.enums import Role
from azalai.core import backups
from azalai.core.clock import now
from azalai.core.models import AuditEntry
from azalai.forum import actions, limits, links, queries
from azalai.forum.actions import ideas as giving
from azalai.forum.enums import ANSWERED, IDEA_TRANSITIONS, IdeaState
from azalai.forum.models import Idea, IdeaNotice
from tests.accounts.factories import AT, SYSTEM, sign_in
from tests.forum.factories import country, make_idea, member
from tests.plans.factories import make_version
from tests.support.mail import Mailbox

pytestmark = pytest.mark.django_db
Commit = DjangoCaptureOnCommitCallbacks
NEW = "/echanges/idees/deposer/"
HIDDEN = re.compile(r'name="(mark|key)" value="([^"]+)"')


def form_of(client: Client) -> dict[str, str]:
    """The form as a page gave it, a minute ago."""
    fields = dict(HIDDEN.findall(client.get(NEW).content.decode()))
    return fields | {"title": "Un guichet à Arlit", "mark": limits.stamp(now() - timedelta(minutes=1))}


def test_an_anonymous_idea_keeps_nothing_of_its_author(client: Client, tmp_path: Path) -> None:
    """Not in its row, not in the trail, not in a backup, not in the cache."""
    person = sign_in(client, Role.PARTNER)
    country()
    page = client.post(NEW, form_of(client) | {"signed": "non"}, REMOTE_ADDR="192.0.2.77")
    assert page.status_code == 302
    idea = Idea.objects.get()
    assert idea.is_anonymous
    assert idea.post_id is None
    entry = AuditEntry.objects.get(action="forum.idea-given")
    assert (entry.by_person_id, entry.by_post_id, entry.by_name) == (None, None, "Auteur anonyme")
    backups.save(tmp_path / "copie.zip", at=AT)
    with zipfile.ZipFile(tmp_path / "copie.zip") as archive:
        rows = [json.loads(line) for line in archive.read("tables/forum_idea.jsonl").splitlines()]
    token = page["Location"].split("/")[-2]
    assert person.public_id.hex not in str(rows)
    assert token.split(".")[0] not in str(rows), "the secret itself is kept nowhere"
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM core_cache")
        assert "192.0.2.77" not in str(cursor.fetchall())


def test_it_is_acknowledged_at_once_and_followed_by_its_link_alone(client: Client) -> None:
    country()
    address = client.post(NEW, form_of(client))["Location"]
    text = client.get(address).content.decode()
    assert "Votre idée est bien reçue." in text
    assert address in text
    idea = Idea.objects.get()
    assert client.get(idea.get_absolute_url()).status_code == 302, "a visitor does not read it elsewhere"
    actions.answer_idea(by=SYSTEM, at=now(), idea=idea, state="refused", answer="Faute de moyens.")
    assert "Faute de moyens." in client.get(address).content.decode()
    for wrong in (address[:-4] + "xyz/", "/echanges/idees/suivi/rien/"):
        assert client.get(wrong).status_code == 404
    assert client.get(address)["Referrer-Policy"] == "no-referrer"


def test_a_form_sent_twice_at_the_same_moment_is_one_idea(monkeypatch: pytest.MonkeyPatch) -> None:
    key = UUID(int=9)
    idea, secret = make_idea(key=key, address="un@example.org")
    answers = iter([None, idea])
    monkeypatch.setattr(giving, "_known", lambda _key: next(answers))
    assert secret
    assert make_idea(key=key, address="un@example.org") == (idea, "")
    assert (Idea.objects.count(), IdeaNotice.objects.count()) == (1, 1)


def test_a_form_sent_twice_is_one_idea(client: Client) -> None:
    country()
    sent = form_of(client)
    first, second = client.post(NEW, sent), client.post(NEW, sent)
    assert "/suivi/" in first["Location"]
    assert second["Location"] == reverse("forum:ideas")
    assert Idea.objects.count() == 1


def test_a_signed_idea_says_the_post_and_is_found_by_its_author(client: Client) -> None:
    person = sign_in(client, Role.PARTNER)
    country()
    client.post(NEW, form_of(client) | {"signed": "oui"})
    idea = Idea.objects.get()
    assert idea.person == person
    assert idea.title in client.get("/echanges/idees/?voir=miennes").content.decode()
    other = Client()
    sign_in(other, Role.PARTNER)
    assert other.get(idea.get_absolute_url()).status_code == 404, "not before the secretariat took it up"
    actions.study_idea(by=SYSTEM, at=now(), idea=idea)
    assert str(idea.post) in other.get(idea.get_absolute_url()).content.decode()


# ---- floods


@pytest.mark.parametrize("trap", [{"website": "https://x.test"}, {"mark": ""}, {"mark": "faux"}])
def test_programs_that_fill_in_forms_are_stopped_and_nothing_typed_is_lost(
    client: Client, trap: dict[str, str]
) -> None:
    country()
    answer = client.post(NEW, form_of(client) | trap)
    assert answer.status_code == 422
    assert "Un guichet à Arlit" in answer.content.decode()
    assert not Idea.objects.exists()


def test_a_form_sent_in_less_time_than_one_reads_is_given_back(client: Client) -> None:
    country()
    assert client.post(NEW, form_of(client) | {"mark": limits.stamp(now())}).status_code == 422


def test_a_flood_is_stopped_for_one_and_for_all_and_nobody_is_known_afterwards(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    country()
    monkeypatch.setattr(limits, "IDEAS_FROM_ONE", 2)
    monkeypatch.setattr(limits, "IDEAS_IN_ALL", 4)
    addresses = ["192.0.2.1"] * 3 + ["192.0.2.2"] * 2
    statuses = [client.post(NEW, form_of(client), REMOTE_ADDR=one).status_code for one in addresses]
    assert statuses == [302, 302, 429, 302, 429]
    cache.delete(limits.SALT)
    monkeypatch.setattr(limits, "IDEAS_IN_ALL", 40)
    assert client.post(NEW, form_of(client), REMOTE_ADDR="192.0.2.1").status_code == 302


def test_the_setting_closes_the_box(client: Client, settings: Settings) -> None:
    settings.IDEAS = "members"
    assert client.get(NEW).status_code == 302
    assert client.get("/echanges/idees/").status_code == 302
    settings.IDEAS = "closed"
    assert client.get(NEW).status_code == 403


# ---- mails


def test_the_address_goes_with_the_last_mail_that_needs_it(
    mailbox: Mailbox, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        once, _secret = make_idea(address="une@example.org")
        twice, secret = make_idea(address="deux@example.org", until_answer=True)
    assert [address for address, _message in mailbox.received] == ["une@example.org", "deux@example.org"]
    assert [notice.idea for notice in IdeaNotice.objects.all()] == [twice]
    assert links.idea_address(secret, "https://azalai.example.org/") in mailbox.received[1][1].get_content()
    with django_capture_on_commit_callbacks(execute=True):
        actions.answer_idea(by=SYSTEM, at=AT, idea=once, state="kept", answer="Oui.")
        actions.answer_idea(by=SYSTEM, at=AT, idea=twice, state="kept", answer="Nous ouvrirons un guichet.")
    assert mailbox.received[2][0] == "deux@example.org"
    assert "Nous ouvrirons un guichet." in mailbox.received[2][1].get_content()
    assert not IdeaNotice.objects.exists()


def test_a_server_that_is_down_keeps_the_word_and_says_why(
    mailbox: Mailbox, settings: Settings, django_capture_on_commit_callbacks: Commit
) -> None:
    listening, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    with django_capture_on_commit_callbacks(execute=True):
        make_idea(address="une@example.org")
    assert "n'est pas parti" in IdeaNotice.objects.get().failure
    settings.EMAIL_PORT = listening
    assert actions.retry_letters(by=SYSTEM, at=AT) == 1
    assert not IdeaNotice.objects.exists()


def test_an_idea_set_aside_is_told_to_nobody_by_mail() -> None:
    idea, _secret = make_idea(address="une@example.org", until_answer=True)
    actions.answer_idea(by=SYSTEM, at=AT, idea=idea, state="set-aside", answer="Publicité.")
    assert not IdeaNotice.objects.exists()


# ---- states and delays


@pytest.mark.parametrize("before", IdeaState.values)
@pytest.mark.parametrize("after", [one for one in IdeaState.values if one != "received"])
def test_ideas_move_as_the_table_says(before: str, after: str) -> None:
    idea, _secret = make_idea()
    is_answered = before in {*ANSWERED, "set-aside"}
    told: dict[str, Any] = {"answer": "Raisons.", "answered_at": AT} if is_answered else {}
    Idea.objects.filter(pk=idea.pk).update(state=before, studied_at=AT, **told)
    move: Any = actions.study_idea if after == "studied" else actions.answer_idea
    more = {} if after == "studied" else {"state": after, "answer": "Parce que."}
    if after in IDEA_TRANSITIONS[before]:
        assert move(by=SYSTEM, at=AT, idea=idea, **more).state == after
    else:
        with pytest.raises(ValidationError):
            move(by=SYSTEM, at=AT, idea=idea, **more)


def test_a_table_without_a_move_refuses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(IDEA_TRANSITIONS, IdeaState.RECEIVED, frozenset())
    with pytest.raises(ValidationError):
        actions.study_idea(by=SYSTEM, at=AT, idea=make_idea()[0])


def test_an_answer_has_reasons() -> None:
    with pytest.raises(ValidationError) as told:
        actions.answer_idea(by=SYSTEM, at=AT, idea=make_idea()[0], state="refused", answer=" \n ")
    assert "answer" in told.value.message_dict


@pytest.mark.parametrize(
    "wrong", [{"state": "kept"}, {"answer": "x"}, {"title": ""}, {"state": "studied"}, {"state": "autre"}]
)
def test_the_database_refuses_what_makes_no_sense(wrong: dict[str, Any]) -> None:
    idea, _secret = make_idea()
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.filter(pk=idea.pk).update(**wrong)


def test_delays_count_those_that_wait_and_those_that_were_answered() -> None:
    ideas = [make_idea(title=f"Idée {n}")[0] for n in range(5)]
    for idea, days in zip(ideas, (1, 3, 10), strict=False):
        answered = AT + timedelta(days=days)
        actions.answer_idea(by=SYSTEM, at=answered, idea=idea, state="kept", answer="Oui.")
    actions.answer_idea(by=SYSTEM, at=AT, idea=ideas[3], state="set-aside", answer="Publicité.")
    found = queries.delays("NE", at=AT + timedelta(days=20))
    assert found == queries.Delays(received=4, answered=3, waiting=1, middle=3, longest=20)
    assert ideas[4].days_at(AT + timedelta(days=20)) == 20
    Idea.objects.all().delete()
    assert queries.delays("NE", at=AT) == queries.Delays(0, 0, 0, None, 0)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//ailleurs.test", "ftp://x.test", "data:text/html,x"]
)
def test_a_sequel_is_no_address_that_runs(client: Client, url: str) -> None:
    sign_in(client, Role.ME_OFFICER)
    idea, _secret = make_idea()
    address = reverse("forum:idea_link_new", args=[idea.public_id])
    assert client.post(address, {"label": "Suite", "url": url}).status_code == 200
    assert not idea.links.exists()
    assert client.post(address, {"label": "Suite", "url": "/plans/"}).status_code == 302
    assert 'href="/plans/"' in client.get(idea.get_absolute_url()).content.decode()


def test_only_the_secretariat_sees_what_has_just_come() -> None:
    idea, _secret = make_idea()
    for role, seen in ((Role.PARTNER, 0), (Role.COMMUNICATION, 1)):
        assert queries.ideas(member(role=role)[1], country="NE").filter(pk=idea.pk).count() == seen


def test_a_session_that_ended_never_turns_a_signed_idea_into_an_anonymous_one(client: Client) -> None:
    country()
    answer = client.post(NEW, form_of(client) | {"signed": "oui"})
    assert answer.status_code == 302
    assert "/suivi/" not in answer["Location"]
    assert not Idea.objects.exists()


def test_word_of_the_answer_needs_an_address(client: Client) -> None:
    country()
    assert client.post(NEW, form_of(client) | {"until_answer": "on"}).status_code == 422
    assert not Idea.objects.exists()


def test_what_is_counted_is_counted_for_an_hour(client: Client) -> None:
    country()
    client.post(NEW, form_of(client))
    with connection.cursor() as cursor:
        cursor.execute("SELECT expires FROM core_cache WHERE cache_key LIKE '%%forum:%%'")
        ends = [row[0] for row in cursor.fetchall()]
    assert len(ends) == 3, "the salt, the address, all together"
    soonest = min(str(end)[:16] for end in ends)
    assert soonest >= str(now() + timedelta(minutes=55))[:16]


def test_a_sequel_that_is_a_line_of_a_plan_follows_the_line(client: Client) -> None:
    sign_in(client, Role.ME_OFFICER)
    idea, _secret = make_idea()
    node = make_version().nodes.first()
    assert node is not None
    sent = {"label": "Inscrit au plan", "url": node.get_absolute_url()}
    assert client.post(reverse("forum:idea_link_new", args=[idea.public_id]), sent).status_code == 302
    link = idea.links.get()
    assert (link.plan, link.node_key, link.url) == (node.version.plan, node.key, "")
    assert node.get_absolute_url() in client.get(idea.get_absolute_url()).content.decode()
