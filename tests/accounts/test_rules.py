"""Who may do what with accounts, posts and the audit trail."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from azalai.accounts import rules
from azalai.accounts.enums import Role
from azalai.core.authorship import Author

NONE = "sans poste"
EVERYONE = [*Role.values, NONE]
ADMIN, SP, AUDITOR = Role.ADMINISTRATOR, Role.PERMANENT_SECRETARY, Role.AUDITOR
# rule: (arguments, roles that may).
TABLE = {
    "manage_accounts": ((), {ADMIN}),
    "manage_posts": ((), {ADMIN, SP}),
    "manage_post": ((Role.FOCAL_POINT,), {ADMIN, SP}),
    "manage_post (administrateur)": ((ADMIN,), {ADMIN}),
    "manage_post (auditeur)": ((AUDITOR,), {ADMIN}),
    "see_posts": ((), set(Role.values)),
    "read_audit": ((), {ADMIN, SP, AUDITOR}),
    "read_post_history": ((99,), {ADMIN, SP, AUDITOR}),
    "read_post_history (le sien)": ((3,), set(Role.values)),
    "edit_profile": ((99,), {ADMIN}),
    "edit_profile (le sien)": ((7,), set(EVERYONE)),
}


def author(role: str) -> Author:
    if role == NONE:
        return Author(name="Sans poste", person_id=7)
    return Author(name="Quelqu'un", person_id=7, post_id=3, post="Poste", roles=frozenset({role}))


@pytest.mark.parametrize("role", EVERYONE)
@pytest.mark.parametrize("rule", TABLE)
def test_each_role_may_what_the_table_says(rule: str, role: str) -> None:
    arguments, allowed = TABLE[rule]
    name = rule.split()[0]
    assert getattr(rules, f"can_{name}")(author(role), *arguments) == (role in allowed)


@pytest.mark.parametrize("role", EVERYONE)
@pytest.mark.parametrize("rule", TABLE)
def test_the_twin_refuses_with_a_sentence(rule: str, role: str) -> None:
    arguments, allowed = TABLE[rule]
    check = getattr(rules, f"check_{rule.split()[0]}")
    if role in allowed:
        check(author(role), *arguments)
    else:
        with pytest.raises(PermissionDenied, match=r"\.$"):
            check(author(role), *arguments)


def test_a_visitor_may_nothing() -> None:
    for rule, (arguments, _allowed) in TABLE.items():
        assert not getattr(rules, f"can_{rule.split()[0]}")(Author.nobody(), *arguments)


def test_every_rule_is_in_the_table() -> None:
    written = {name.removeprefix("can_") for name in vars(rules) if name.startswith("can_")}
    assert {rule.split()[0] for rule in TABLE} == written
    assert all(hasattr(rules, f"check_{name}") for name in written)
