"""Who may do what with bodies, meetings and convocations."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from azalai.accounts.enums import Role
from azalai.concertation import rules
from azalai.concertation.enums import AmendmentState, MeetingState, MinutesState
from azalai.concertation.models import Amendment, Convocation, Meeting, Minutes
from azalai.concertation.rules import NOTHING, Scope
from azalai.core.authorship import Author

NONE = "sans poste"
EVERYONE = [*Role.values, NONE]
POSTS = set(Role.values)
KEEPERS = {Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION, Role.COMMUNICATION}
OVERSEERS = KEEPERS | {Role.ADMINISTRATOR, Role.AUDITOR}
MINE = Scope(seats=frozenset({5}), bodies=frozenset({3}))
DESK = Scope(seats=frozenset({5}), bodies=frozenset({3}), desks=frozenset({3}))
# Secretary elsewhere, a plain member here.
OTHER_DESK = Scope(seats=frozenset({5, 8}), bodies=frozenset({3, 4}), desks=frozenset({4}))


def a_meeting(state: str) -> Meeting:
    return Meeting(body_id=3, state=state)


CONVENED, DRAFT, HELD = (
    a_meeting(state) for state in (MeetingState.CONVENED, MeetingState.DRAFT, MeetingState.HELD)
)
CALLED = Convocation(seat_id=5)
WRITING, REVIEW, ADOPTED = (
    Minutes(meeting=HELD, state=state)
    for state in (MinutesState.DRAFT, MinutesState.CIRCULATED, MinutesState.ADOPTED)
)
CAME, AWAY = frozenset({5, 6}), frozenset({6})
ASKED, SETTLED = (
    Amendment(seat_id=5, state=state) for state in (AmendmentState.PENDING, AmendmentState.ACCEPTED)
)
TABLE: dict[str, tuple[tuple[Any, ...], set[str]]] = {
    "see_bodies": ((), POSTS),
    "keep_bodies": ((), KEEPERS),
    "load_bodies": ((), {Role.ADMINISTRATOR}),
    "see_all_meetings": ((), OVERSEERS),
    "see_meeting": ((CONVENED, MINE), POSTS),
    "see_meeting elsewhere": ((CONVENED, NOTHING), OVERSEERS),
    "see_meeting in preparation": ((DRAFT, MINE), OVERSEERS),
    "see_answers": ((), OVERSEERS),
    "keep_meetings": ((), KEEPERS),
    "change_meeting": ((CONVENED,), KEEPERS),
    "change_meeting over": ((HELD,), set()),
    "propose_item": ((CONVENED, MINE), POSTS),
    "propose_item elsewhere": ((CONVENED, NOTHING), KEEPERS),
    "propose_item over": ((HELD, MINE), set()),
    "answer": ((CALLED, MINE), POSTS),
    "answer for others": ((CALLED, NOTHING), KEEPERS),
    "remind": ((), KEEPERS),
    "see_minutes": ((REVIEW, MINE), POSTS),
    "see_minutes adopted": ((ADOPTED, MINE), POSTS),
    "see_minutes elsewhere": ((ADOPTED, NOTHING), OVERSEERS),
    "see_minutes being written": ((WRITING, MINE), OVERSEERS),
    "see_minutes that one writes": ((WRITING, DESK), POSTS),
    "see_minutes being written by the desk of another body": ((WRITING, OTHER_DESK), OVERSEERS),
    "keep_minutes": ((), KEEPERS),
    "write_minutes": ((HELD, DESK), POSTS),
    "write_minutes as a plain member": ((HELD, MINE), KEEPERS),
    "write_minutes from the desk of another body": ((HELD, OTHER_DESK), KEEPERS),
    "write_minutes without a seat": ((HELD, NOTHING), KEEPERS),
    "change_minutes": ((REVIEW, DESK), POSTS),
    "change_minutes as a plain member": ((REVIEW, MINE), KEEPERS),
    "change_minutes adopted": ((ADOPTED, DESK), set()),
    "adopt_minutes": ((REVIEW,), KEEPERS),
    "adopt_minutes adopted": ((ADOPTED,), set()),
    "amend for others at the desk": ((REVIEW, DESK, AWAY), POSTS),
    "amend": ((REVIEW, MINE, CAME), POSTS),
    "amend without having come": ((REVIEW, MINE, AWAY), KEEPERS),
    "amend elsewhere": ((REVIEW, NOTHING, CAME), KEEPERS),
    "amend too early": ((WRITING, MINE, CAME), set()),
    "amend too late": ((ADOPTED, MINE, CAME), set()),
    "withdraw_amendment": ((ASKED, MINE), POSTS),
    "withdraw_amendment of others": ((ASKED, NOTHING), set()),
    "withdraw_amendment settled": ((SETTLED, MINE), set()),
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
