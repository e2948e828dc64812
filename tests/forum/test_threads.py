"""Opening, writing, correcting, following, moderating; files; search."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from pytest_django import Settings

from azalai.accounts.enums import Role
from azalai.core import attachments, audit
from azalai.core.models import AuditEntry
from azalai.forum import actions, queries
from azalai.forum.actions import writing
from azalai.forum.enums import THREAD_TRANSITIONS, Phase, ThreadState
from azalai.forum.models import Contribution, Follow, Mention, Thread
from tests.accounts.factories import AT, SYSTEM
from tests.actors.factories import make_organisation
from tests.concertation.factories import ENDS, STARTS, make_body
from tests.core.attachment_contract import check_owner, file
from tests.forum.factories import (
    author_of,
    make_body_and_meeting,
    make_thread,
    member,
    post_of,
    thread_of_meeting,
    write,
)

pytestmark = pytest.mark.django_db
KEY = UUID("0f0e0d0c-0000-4000-8000-000000000001")


def test_a_thread_has_its_first_message_and_its_opener_follows_it() -> None:
    _person, by = member()
    thread = make_thread(by)
    assert [one.number for one in thread.contributions.all()] == [1]
    assert Follow.objects.get(thread=thread).post_id == by.post_id
    assert AuditEntry.objects.filter(action="forum.thread-opened").count() == 1


def test_a_form_sent_twice_writes_once() -> None:
    _person, by = member()
    thread = make_thread(by, key=KEY)
    assert make_thread(by, key=KEY) == thread
    other = UUID(int=8)
    assert write(by, thread, key=other) == write(by, thread, "Autre texte", key=other)
    assert thread.contributions.count() == 2


def test_a_form_sent_twice_at_the_same_moment_opens_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    _person, by = member()
    thread = make_thread(by, key=KEY)
    answers = iter([None, thread.contributions.get()])
    monkeypatch.setattr(writing, "_known", lambda _key: next(answers))
    assert make_thread(by, key=KEY) == thread
    assert Thread.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"title": " \u202e "}, {"text": " \n "}, {"audience": "body"}])
def test_what_is_missing_is_told_and_nothing_is_kept(wrong: dict[str, Any]) -> None:
    by = member(role=Role.ME_OFFICER)[1]
    with pytest.raises(ValidationError):
        make_thread(by, **wrong)
    assert not Thread.objects.exists()


def test_phases_follow_the_dates_of_the_meeting() -> None:
    _body, meeting = make_body_and_meeting()
    thread = thread_of_meeting(member(role=Role.ME_OFFICER)[1], meeting)
    moments = (STARTS - timedelta(minutes=1), STARTS, ENDS, ENDS + timedelta(minutes=1))
    expected = [Phase.BEFORE, Phase.DURING, Phase.DURING, Phase.AFTER]
    assert [thread.phase_at(at) for at in moments] == expected
    assert make_thread().phase_at(AT) == ""


def test_correcting_keeps_the_former_text_and_stops_after_a_day() -> None:
    _person, by = member()
    one = write(by, make_thread(by), "Premier texte")
    actions.edit(by=by, at=AT + timedelta(hours=1), contribution=one, text="Second texte")
    one.refresh_from_db()
    assert (one.text, [old.text for old in one.revisions.all()]) == ("Second texte", ["Premier texte"])
    actions.edit(by=by, at=AT + timedelta(hours=1), contribution=one, text="Second texte")
    assert one.revisions.count() == 1
    with pytest.raises(PermissionDenied):
        actions.edit(by=by, at=AT + timedelta(days=2), contribution=one, text="Trop tard")
    with pytest.raises(PermissionDenied):
        actions.edit(by=member()[1], at=AT, contribution=one, text="D'un autre")


def test_a_closed_thread_is_read_and_not_written() -> None:
    _person, by = member()
    thread = make_thread(by)
    with pytest.raises(PermissionDenied):
        actions.close_thread(by=by, at=AT, thread=thread)
    actions.close_thread(by=SYSTEM, at=AT, thread=thread)
    with pytest.raises(PermissionDenied):
        write(by, thread)
    actions.reopen_thread(by=SYSTEM, at=AT, thread=thread)
    assert write(by, thread).number == 2


MOVES = {
    ThreadState.OPEN: actions.restore_thread,
    ThreadState.CLOSED: actions.close_thread,
    ThreadState.HIDDEN: actions.hide_thread,
}


@pytest.mark.parametrize("before", ThreadState.values)
@pytest.mark.parametrize("after", ThreadState.values)
def test_threads_move_as_the_table_says(before: str, after: str) -> None:
    thread = make_thread(SYSTEM)
    reason = "Motif." if before == ThreadState.HIDDEN else ""
    Thread.objects.filter(pk=thread.pk).update(state=before, reason=reason)
    told = {"reason": "Hors sujet."} if after == ThreadState.HIDDEN else {}
    move: Any = MOVES[ThreadState(after)]
    if after in THREAD_TRANSITIONS[before] or after == before:
        assert move(by=SYSTEM, at=AT, thread=thread, **told).state == after
    else:
        with pytest.raises(ValidationError):
            move(by=SYSTEM, at=AT, thread=thread, **told)


def test_a_table_without_a_move_refuses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(THREAD_TRANSITIONS, ThreadState.OPEN, frozenset())
    with pytest.raises(ValidationError):
        actions.close_thread(by=SYSTEM, at=AT, thread=make_thread(SYSTEM))


def test_hiding_needs_a_reason_is_audited_and_can_be_undone() -> None:
    one = make_thread(SYSTEM).contributions.get()
    with pytest.raises(ValidationError):
        actions.hide_contribution(by=SYSTEM, at=AT, contribution=one, reason=" ")
    actions.hide_contribution(by=SYSTEM, at=AT, contribution=one, reason="Nomme une personne.")
    actions.hide_contribution(by=SYSTEM, at=AT, contribution=one, reason="Encore.")
    assert AuditEntry.objects.get(action="forum.hidden").reason == "Nomme une personne."
    actions.restore_contribution(by=SYSTEM, at=AT, contribution=one)
    one.refresh_from_db()
    assert not one.is_hidden
    assert audit.verify() == []


def test_mentions_call_open_posts_and_organisations_and_nobody_else() -> None:
    _person, by = member()
    called = post_of(member()[1])
    organisation = make_organisation("OIM", name_fr="Organisation internationale")
    thread = make_thread(by, text=f"@[{called.title}] et @oim, @INCONNU")
    found = {str(one) for one in Mention.objects.filter(contribution__thread=thread)}
    assert found == {called.title, str(organisation)}


def test_a_writer_is_offered_the_secretariat_and_those_who_wrote() -> None:
    sp = post_of(member(role=Role.PERMANENT_SECRETARY)[1])
    elsewhere, by = post_of(member()[1]), member()[1]
    thread = make_thread(by)
    assert queries.callable_posts() == [sp.title]
    assert set(queries.callable_posts(thread)) == {sp.title, post_of(by).title}
    assert elsewhere.title not in queries.callable_posts(thread)


# ---- who reads what


def test_each_audience_reads_its_threads_everywhere() -> None:
    body = make_body(seats=1)
    inside, outside, auditor = (
        member(body)[1],
        member()[1],
        member(role=Role.AUDITOR)[1],
    )
    titles = {
        "body": make_thread(SYSTEM, body=body, title="Corps", text="mot-clé").title,
        "members": make_thread(SYSTEM, title="Postes", text="mot-clé").title,
        "public": make_thread(SYSTEM, title="Public", text="mot-clé", audience="public").title,
    }
    hidden = make_thread(SYSTEM, title="Masqué", text="mot-clé", audience="public")
    actions.hide_thread(by=SYSTEM, at=AT, thread=hidden, reason="Hors sujet.")
    expected = {
        inside: set(titles.values()),
        outside: {"Postes", "Public"},
        auditor: {*titles.values(), "Masqué"},
        SYSTEM.nobody(): {"Public"},
    }
    for author, seen in expected.items():
        scope = queries.scope_of(author, on=AT.date())
        rows = queries.threads(author, scope, country="NE")
        assert {one.title for one in rows} == seen
        assert {one.title for one in queries.search(rows, author, "MOT CLE")} == seen
        messages = queries.contributions(author, scope, country="NE")
        assert {one.thread.title for one in messages} == seen


def test_a_hidden_message_is_not_found_by_searching_but_by_moderators() -> None:
    reader = member()[1]
    one = make_thread(SYSTEM, text="Élégance rare").contributions.get()
    actions.hide_contribution(by=SYSTEM, at=AT, contribution=one, reason="Hors sujet.")
    for author, found in ((reader, 0), (member(role=Role.AUDITOR)[1], 1)):
        scope = queries.scope_of(author, on=AT.date())
        rows = queries.threads(author, scope, country="NE")
        assert queries.search(rows, author, "elegance").count() == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("MIGRANTS accueil", 1), ("ete œuvre", 1), ("100%", 0), ("_", 1), ("absent", 0), ("", 1)],
)
def test_searching_minds_neither_accents_nor_signs(text: str, found: int) -> None:
    author = member()[1]
    make_thread(SYSTEM, title="Accueil des migrants", text="L'été, main-d'œuvre : 99")
    rows = queries.threads(author, queries.scope_of(author, on=AT.date()), country="NE")
    assert queries.search(rows, author, text).count() == found


def test_new_messages_are_those_that_the_post_has_not_seen() -> None:
    _person, by = member()
    other = member()[1]
    thread = make_thread(by)
    write(other, thread)
    scope = queries.scope_of(by, on=AT.date())
    assert [one.unread for one in queries.followed(by, scope, country="NE")] == [1]
    queries.note_seen(by, thread, 2)
    assert not queries.followed(by, scope, country="NE").exists()
    queries.note_seen(by, thread, 1)
    assert not queries.followed(by, scope, country="NE").exists(), "reading an old page does not go back"


# ---- files


def test_the_contract_of_files() -> None:
    body = make_body(seats=1)
    person, by = member(body)
    stranger, reader = member()[0], member(body)[0]
    thread = make_thread(by, body=body)
    one = thread.contributions.get()
    Contribution.objects.filter(pk=one.pk).update(written_at=_now())
    check_owner(one, adder=person, stranger=stranger, reader=reader, page=thread.get_absolute_url())


def _now() -> Any:
    from azalai.core.clock import now

    return now()


def test_a_message_and_its_files_are_kept_together_or_not_at_all() -> None:
    _person, by = member()
    thread = make_thread(by)
    with pytest.raises(ValidationError) as told:
        write(by, thread, enclosures=[file(), file("a.svg", b"<svg/>")])
    assert "enclosures" in told.value.message_dict
    assert thread.contributions.count() == 1
    made = write(by, thread, enclosures=[file()])
    assert [one.name for one in attachments.of(made)] == ["note.pdf"]


# ---- the database


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"audience": "autre"}, {"audience": "body"}, {"state": "hidden"}, {"subject": "meeting"}],
)
def test_the_database_refuses_a_thread_that_makes_no_sense(wrong: dict[str, Any]) -> None:
    thread = make_thread(SYSTEM)
    with pytest.raises(IntegrityError), transaction.atomic():
        Thread.objects.filter(pk=thread.pk).update(**wrong)


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"hidden_at": AT}, {"hidden_because": "x"}, {"channel": "x"}]
)
def test_the_database_refuses_a_message_that_makes_no_sense(wrong: dict[str, Any]) -> None:
    one = make_thread(SYSTEM).contributions.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=one.pk).update(**wrong)


def test_following_belongs_to_the_post_and_again_changes_nothing(settings: Settings) -> None:
    person, by = member()
    thread = make_thread(SYSTEM)
    for _time in range(2):
        actions.follow(by=by, at=AT, thread=thread)
    assert AuditEntry.objects.filter(action="forum.followed").count() == 1
    for _time in range(2):
        actions.unfollow(by=author_of(person), at=AT, thread=thread)
    assert not Follow.objects.filter(post_id=by.post_id).exists()
    assert AuditEntry.objects.filter(action="forum.unfollowed").count() == 1
    with pytest.raises(PermissionDenied):
        actions.follow(by=by, at=AT, thread=make_thread(SYSTEM, body=make_body()))


def test_a_thread_opened_too_wide_is_closed_to_others_with_everything_in_it() -> None:
    body = make_body(seats=1)
    inside, outside = member(body)[1], member()[1]
    thread = make_thread(SYSTEM, audience="public")
    with pytest.raises(ValidationError):
        actions.change_audience(by=SYSTEM, at=AT, thread=thread, audience="body")
    with pytest.raises(PermissionDenied):
        actions.change_audience(by=inside, at=AT, thread=thread, audience="members")
    for _time in range(2):
        actions.change_audience(by=SYSTEM, at=AT, thread=thread, audience="body", body=body)
    assert AuditEntry.objects.filter(action="forum.audience-changed").count() == 1
    for author, found in ((inside, 1), (outside, 0), (SYSTEM.nobody(), 0)):
        scope = queries.scope_of(author, on=AT.date())
        assert queries.contributions(author, scope, country="NE").count() == found
