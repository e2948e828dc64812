"""Who may do what: the table."""

from __future__ import annotations

import pytest

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.indicators import rules
from azalai.indicators.enums import Entry, State
from azalai.indicators.models import Contest, Indicator, Value
from azalai.indicators.queries import scope_of
from azalai.indicators.rules import NOTHING, Scope
from tests.actors.factories import make_organisation
from tests.indicators.factories import make_place
from tests.interventions.factories import START, author_of, focal_person

KEEPERS = {Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.ADMINISTRATOR}
OWN = Scope(organisations=frozenset({1}), places=frozenset({7}))


def author(role: str | None, person: int = 1) -> Author:
    return Author("Essai", person_id=person, post_id=5, roles=frozenset({role} if role else ()))


def sheet(**more: object) -> Indicator:
    return Indicator(title="x", **({"entry": Entry.FOCAL_POINTS} | more))


@pytest.mark.parametrize("role", [*Role.values, None])
def test_whoever_holds_a_post_reads_and_keepers_keep(role: str | None) -> None:
    who = author(role)
    assert rules.can_see_indicators(who) == (role is not None)
    assert rules.can_keep_indicators(who) == (role in KEEPERS)
    assert rules.can_see_everything(who) == (
        role in KEEPERS | {Role.AUDITOR, Role.DOCUMENTATION, Role.COMMUNICATION}
    )
    assert rules.can_contest(who) == (role not in (None, Role.AUDITOR))
    assert rules.can_settle(who, Contest()) == (role in KEEPERS)


@pytest.mark.parametrize(
    ("role", "scope", "place", "entry", "may"),
    [
        *((role, NOTHING, None, Entry.SECRETARIAT, True) for role in sorted(KEEPERS)),
        (Role.FOCAL_POINT, OWN, 7, Entry.FOCAL_POINTS, True),
        (Role.PARTNER, OWN, 7, Entry.FOCAL_POINTS, True),
        (Role.FOCAL_POINT, OWN, 8, Entry.FOCAL_POINTS, False),
        (Role.FOCAL_POINT, OWN, None, Entry.FOCAL_POINTS, False),
        (Role.FOCAL_POINT, OWN, 7, Entry.SECRETARIAT, False),
        (Role.FOCAL_POINT, NOTHING, 7, Entry.FOCAL_POINTS, False),
        (Role.AUDITOR, OWN, 7, Entry.FOCAL_POINTS, False),
        (Role.COMMUNICATION, OWN, 7, Entry.FOCAL_POINTS, False),
        (None, OWN, 7, Entry.FOCAL_POINTS, False),
    ],
)
def test_one_enters_the_values_of_what_one_follows(
    role: str | None, scope: Scope, place: int | None, entry: str, may: bool
) -> None:
    assert rules.can_enter(author(role), sheet(entry=entry), place, scope) == may


def test_the_body_responsible_enters_everywhere() -> None:
    partner = author(Role.PARTNER)
    assert rules.can_enter(partner, sheet(responsible_id=1), None, OWN)
    assert not rules.can_enter(partner, sheet(responsible_id=2), None, OWN)


def test_nobody_types_what_the_system_counts_or_what_was_given_up() -> None:
    keeper = author(Role.ME_OFFICER)
    assert not rules.can_enter(keeper, sheet(fact_code="a.b"), None, NOTHING)
    assert not rules.can_enter(keeper, sheet(closed_at=START), None, NOTHING)


@pytest.mark.parametrize("role", [*Role.values, None])
@pytest.mark.parametrize("state", State.values)
def test_values_are_decided_by_keepers_in_their_state(role: str | None, state: str) -> None:
    value, who = Value(state=state, entered_by_id=2, indicator=sheet()), author(role)
    keeps = role in KEEPERS
    assert rules.can_validate(who, value) == (keeps and state == State.ENTERED)
    assert rules.can_return(who, value) == (keeps and state == State.ENTERED)
    assert rules.can_publish(who, value) == (keeps and state == State.VALIDATED)
    stands = state not in (State.REPLACED, State.WITHDRAWN)
    assert rules.can_withdraw(who, value) == (keeps and stands)
    assert rules.can_correct(who, value, NOTHING) == (keeps and stands)


def test_nobody_validates_what_they_entered() -> None:
    value = Value(state=State.ENTERED, entered_by_id=1)
    assert not rules.can_validate(author(Role.PERMANENT_SECRETARY, person=1), value)
    assert rules.can_validate(author(Role.PERMANENT_SECRETARY, person=2), value)


@pytest.mark.parametrize("role", [*Role.values, None])
def test_what_waits_is_for_the_secretariat_and_for_who_gives_it(role: str | None) -> None:
    waiting = Value(state=State.ENTERED, place_id=7, indicator=sheet())
    gives = role in (Role.PARTNER, Role.FOCAL_POINT)
    assert rules.can_see_value(author(role), waiting, OWN) == (role is not None)
    assert rules.can_see_value(author(role), waiting, NOTHING) == (role is not None and not gives)


@pytest.mark.django_db
def test_a_focal_point_of_a_region_speaks_for_its_departments_only() -> None:
    region, elsewhere = make_place("Zinder"), make_place("Maradi")
    below = make_place("Mirriah", region)
    person = focal_person(make_organisation(), Role.FOCAL_POINT, at=region)
    scope = scope_of(author_of(person), on=START)
    assert scope.places == {region.pk, below.pk}
    assert elsewhere.pk not in scope.places
    assert scope.organisations == frozenset()
