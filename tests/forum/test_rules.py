"""Who may do what with threads, messages and ideas."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import Settings

from azalai.accounts.enums import Role
from azalai.concertation.rules import NOTHING, Scope
from azalai.core.authorship import Author
from azalai.forum import rules
from azalai.forum.enums import Audience, IdeaState, Opening, ThreadState
from azalai.forum.models import Contribution, Idea, Thread
from tests.accounts.factories import AT

NONE, VISITOR = "sans poste", "visiteur"
EVERYONE = [*Role.values, NONE, VISITOR]
POSTS = set(Role.values)
KEEPERS = {Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION, Role.COMMUNICATION}
OVERSEERS = KEEPERS | {Role.ADMINISTRATOR, Role.AUDITOR}
WRITERS = POSTS - {Role.AUDITOR}
MINE = Scope(bodies=frozenset({3}))


def a_thread(audience: str, state: str = ThreadState.OPEN) -> Thread:
    return Thread(audience=audience, state=state, body_id=3)


def a_message(thread: Thread, *, person: int = 7, **more: Any) -> Contribution:
    return Contribution(thread=thread, person_id=person, post_id=1, written_at=AT, **more)


BODY, MEMBERS, PUBLIC = (a_thread(audience) for audience in Audience)
HIDDEN, CLOSED = a_thread("public", ThreadState.HIDDEN), a_thread("members", ThreadState.CLOSED)
LATER = AT + timedelta(hours=25)
TABLE: dict[str, tuple[tuple[Any, ...], set[str]]] = {
    "see_forum": ((), POSTS),
    "oversee": ((), OVERSEERS),
    "moderate": ((), KEEPERS),
    "see_thread of one's body": ((BODY, MINE), POSTS),
    "see_thread of another body": ((BODY, NOTHING), OVERSEERS),
    "see_thread of all posts": ((MEMBERS, NOTHING), POSTS),
    "see_thread public": ((PUBLIC, NOTHING), {*EVERYONE}),
    "see_thread hidden": ((HIDDEN, MINE), OVERSEERS),
    "see_contribution": ((a_message(PUBLIC), NOTHING), {*EVERYONE}),
    "see_contribution hidden": ((a_message(PUBLIC, hidden_at=AT), NOTHING), OVERSEERS),
    "see_contribution elsewhere": ((a_message(BODY), NOTHING), OVERSEERS),
    "open": ((), WRITERS),
    "open_for body": ((Audience.BODY, 3, MINE), WRITERS),
    "open_for other body": ((Audience.BODY, 4, MINE), KEEPERS),
    "open_for members": ((Audience.MEMBERS, None, NOTHING), WRITERS),
    "open_for public": ((Audience.PUBLIC, 3, MINE), KEEPERS),
    "write": ((MEMBERS, NOTHING), WRITERS),
    "write elsewhere": ((BODY, NOTHING), OVERSEERS - {Role.AUDITOR}),
    "write closed": ((CLOSED, NOTHING), set()),
    "edit": ((a_message(MEMBERS), AT), WRITERS),
    "edit late": ((a_message(MEMBERS), LATER), set()),
    "edit another's": ((a_message(MEMBERS, person=8), AT), set()),
    "edit hidden": ((a_message(MEMBERS, hidden_at=AT), AT), set()),
    "edit closed": ((a_message(CLOSED), AT), set()),
    "follow": ((MEMBERS, NOTHING), POSTS),
    "follow elsewhere": ((BODY, NOTHING), OVERSEERS),
    "choose_mail": ((), POSTS),
    "send_digests": ((), KEEPERS),
    "give_idea": ((), {*EVERYONE} - {Role.AUDITOR}),
    "read_box": ((), {*EVERYONE}),
    "see_idea received": ((Idea(state=IdeaState.RECEIVED),), OVERSEERS),
    "see_idea own": ((Idea(state=IdeaState.RECEIVED, person_id=7),), POSTS | {NONE}),
    "see_idea studied": ((Idea(state=IdeaState.STUDIED),), {*EVERYONE}),
    "see_idea set aside": ((Idea(state=IdeaState.SET_ASIDE),), OVERSEERS),
    "answer_idea": ((), KEEPERS),
}


def author(role: str) -> Author:
    if role == VISITOR:
        return Author.nobody()
    has_post = role != NONE
    roles = frozenset({role}) if has_post else frozenset()
    return Author(name="Quelqu'un", person_id=7, post_id=1 if has_post else None, roles=roles)


@pytest.mark.parametrize("role", EVERYONE)
@pytest.mark.parametrize("case", TABLE)
def test_each_role_may_what_the_table_says(case: str, role: str) -> None:
    rule, (arguments, allowed) = case.split()[0], TABLE[case]
    assert getattr(rules, f"can_{rule}")(author(role), *arguments) == (role in allowed)
    check = getattr(rules, f"check_{rule}")
    if role in allowed:
        check(author(role), *arguments)
    else:
        with pytest.raises(PermissionDenied, match=r"\.$"):
            check(author(role), *arguments)


def test_every_rule_is_in_the_table() -> None:
    written = {name.removeprefix("can_") for name in vars(rules) if name.startswith("can_")}
    assert written == {case.split()[0] for case in TABLE}


@pytest.mark.parametrize(
    ("opening", "visitor", "member", "reads"),
    [
        (Opening.PUBLIC, True, True, True),
        (Opening.MEMBERS, False, True, False),
        (Opening.CLOSED, False, False, False),
        ("autre chose", False, True, False),
    ],
)
def test_the_setting_opens_the_box(
    settings: Settings, opening: str, *, visitor: bool, member: bool, reads: bool
) -> None:
    settings.IDEAS = opening
    assert rules.can_give_idea(Author.nobody()) == visitor
    assert rules.can_give_idea(author(Role.PARTNER)) == member
    assert rules.can_read_box(Author.nobody()) == reads
    assert rules.can_read_box(author(Role.PARTNER))
