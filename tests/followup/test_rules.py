"""Who may do what in the register."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.followup import queries, rules
from azalai.followup.rules import NO_INTEREST, NOTHING, Interests, Scope
from tests.actors.factories import make_organisation
from tests.concertation.factories import make_body
from tests.followup.factories import in_state, make_point

NONE = "sans poste"
EVERYONE = [*Role.values, NONE]
POSTS = set(Role.values)
KEEPERS = {Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION, Role.COMMUNICATION}
OVERSEERS = KEEPERS | {Role.ADMINISTRATOR, Role.AUDITOR}


def a_point(**more: Any) -> Any:
    """What the rules look at, without a database."""
    values = {"kind": "action", "state": "accepted", "body_id": 3, "owner_post_id": 9, "done_by_id": None}
    return SimpleNamespace(**(values | {"owner_keys": frozenset({4})} | more))


ACTION, DONE = a_point(), a_point(state="done")
TOLD = a_point(kind="recommendation", body_id=None)
UNANSWERED = a_point(kind="recommendation", body_id=None, state="proposed")
REFUSED = a_point(kind="recommendation", body_id=None, state="refused")
OF_BODY = a_point(kind="recommendation")
MEMBER, FOCAL, HOLDER = Scope(bodies=frozenset({3})), Scope(organisations=frozenset({4})), Scope(post=9)
OTHERS = Scope(post=8, organisations=frozenset({5}), bodies=frozenset({6}))
TABLE: dict[str, tuple[tuple[Any, ...], set[str]]] = {
    "see_register": ((), POSTS),
    "see_all": ((), OVERSEERS),
    "keep": ((), KEEPERS),
    "remind": ((), KEEPERS),
    "see_point elsewhere": ((ACTION, OTHERS), OVERSEERS),
    "see_point nowhere": ((ACTION, NOTHING), OVERSEERS),
    "see_point as member": ((ACTION, MEMBER), POSTS),
    "see_point as owner": ((ACTION, FOCAL), POSTS),
    "see_point by post": ((ACTION, HOLDER), POSTS),
    "see_point recommended to all": ((TOLD, OTHERS), POSTS),
    "see_point recommended, unanswered": ((UNANSWERED, OTHERS), OVERSEERS),
    "see_point recommended, refused": ((REFUSED, OTHERS), OVERSEERS),
    "see_point recommended to a body": ((OF_BODY, OTHERS), OVERSEERS),
    "update as owner": ((ACTION, FOCAL), POSTS),
    "update by post": ((ACTION, HOLDER), POSTS),
    "update as member": ((ACTION, MEMBER), KEEPERS),
    "verify": ((DONE, NO_INTEREST), KEEPERS),
    "verify what is not done": ((ACTION, NO_INTEREST), set()),
    "verify one's own organisation": ((DONE, Interests(organisations=frozenset({4}))), set()),
    "verify one's own post": ((DONE, Interests(posts=frozenset({9}))), set()),
    "verify what one said": ((a_point(state="done", done_by_id=7), NO_INTEREST), set()),
}


def author(role: str) -> Author:
    roles = frozenset() if role == NONE else frozenset({role})
    return Author(name="Quelqu'un", person_id=7, roles=roles)


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


def test_every_rule_is_in_the_table_and_a_visitor_may_nothing() -> None:
    written = {name.removeprefix("can_") for name in vars(rules) if name.startswith("can_")}
    assert written == {case.split()[0] for case in TABLE}
    for case, (arguments, _allowed) in TABLE.items():
        assert not getattr(rules, f"can_{case.split()[0]}")(Author.nobody(), *arguments)


@pytest.mark.django_db
def test_the_list_shows_what_the_rule_lets_see_and_nothing_else() -> None:
    body, organisation = make_body(), make_organisation()
    made = [
        in_state(state, **more)
        for state in ("proposed", "accepted", "refused", "done")
        for more in (
            {"kind": "recommendation"},
            {"kind": "recommendation", "body": body},
            {"owners": [organisation], "kind": "recommendation"},
        )
    ]
    made += [make_point(), make_point(body=body), make_point(owners=[organisation])]
    scopes = [
        NOTHING,
        Scope(bodies=frozenset({body.pk})),
        Scope(organisations=frozenset({organisation.pk})),
        Scope(1, frozenset({organisation.pk}), frozenset({body.pk})),
    ]
    for role in EVERYONE:
        for scope in scopes:
            listed = set(queries.points(author(role), scope, country="NE"))
            assert listed == {one for one in made if rules.can_see_point(author(role), one, scope)}
    assert not queries.points(author(Role.AUDITOR), NOTHING, country="TD").exists()
