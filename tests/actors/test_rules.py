"""Who may do what with the register."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from azalai.accounts.enums import Role
from azalai.actors import rules
from azalai.core.authorship import Author

NONE = "sans poste"
EVERYONE = [*Role.values, NONE]
KEEPERS = {Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION, Role.ADMINISTRATOR}
ANALYSTS = {Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION}
TABLE = {
    "see_actors": set(EVERYONE),
    "edit_actors": KEEPERS,
    "see_history": KEEPERS | {Role.AUDITOR},
    "merge_actors": KEEPERS,
    "confirm_names": KEEPERS,
    "see_analyses": ANALYSTS | {Role.COMMUNICATION, Role.AUDITOR},
    "write_analyses": ANALYSTS,
    "load_actors": {Role.ADMINISTRATOR},
}


def author(role: str) -> Author:
    roles = frozenset() if role == NONE else frozenset({role})
    return Author(name="Quelqu'un", person_id=7, roles=roles)


@pytest.mark.parametrize("role", EVERYONE)
@pytest.mark.parametrize("rule", TABLE)
def test_each_role_may_what_the_table_says(rule: str, role: str) -> None:
    assert getattr(rules, f"can_{rule}")(author(role)) == (role in TABLE[rule])
    if role in TABLE[rule]:
        getattr(rules, f"check_{rule}")(author(role))
    else:
        with pytest.raises(PermissionDenied, match=r"\.$"):
            getattr(rules, f"check_{rule}")(author(role))


def test_every_rule_is_in_the_table_and_a_visitor_may_nothing() -> None:
    written = {name.removeprefix("can_") for name in vars(rules) if name.startswith("can_")}
    assert written == set(TABLE)
    assert not any(getattr(rules, f"can_{rule}")(Author.nobody()) for rule in TABLE)
