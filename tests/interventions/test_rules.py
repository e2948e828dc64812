"""Who may do what: the table."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.interventions import rules
from azalai.interventions.models import Intervention
from azalai.interventions.queries import scope_of
from azalai.interventions.rules import NOTHING, Scope
from tests.actors.factories import make_organisation
from tests.interventions.factories import (
    START,
    author_of,
    focal_person,
    load,
    make_bare_intervention,
    make_intervention,
    place,
)

KEEPERS = {Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION, Role.ADMINISTRATOR}
OWN = Scope(organisations=frozenset({1}))


def author(role: str | None, post: int = 5) -> Author:
    return Author("Essai", person_id=1, post_id=post, roles=frozenset({role} if role else ()))


def intervention(publication: str, lead: int | None, post: int | None = None) -> Intervention:
    return Intervention(publication=publication, lead_id=lead, entered_post_id=post)


@pytest.mark.parametrize("role", [*Role.values, None])
def test_whoever_holds_a_post_reads_and_keepers_keep(role: str | None) -> None:
    who = author(role)
    assert rules.can_see_interventions(who) == (role is not None)
    assert rules.can_keep_interventions(who) == rules.can_import(who) == (role in KEEPERS)
    assert rules.can_see_history(who) == (role in KEEPERS | {Role.AUDITOR})


@pytest.mark.parametrize(
    ("role", "own", "declares"),
    [
        *((role, NOTHING, True) for role in sorted(KEEPERS)),
        (Role.PARTNER, OWN, True),
        (Role.PARTNER, NOTHING, False),
        (Role.FOCAL_POINT, OWN, True),
        (Role.FOCAL_POINT, NOTHING, False),
        (Role.COMMUNICATION, OWN, False),
        (Role.AUDITOR, OWN, False),
        (None, OWN, False),
    ],
)
def test_one_declares_for_whom_one_speaks(role: str | None, own: Scope, declares: bool) -> None:
    assert rules.can_declare(author(role), own) == declares


@pytest.mark.parametrize(
    ("role", "publication", "lead", "post", "sees", "edits"),
    [
        (Role.PARTNER, "published", 1, None, True, True),
        (Role.PARTNER, "published", 2, None, True, False),
        (Role.PARTNER, "published", None, 5, True, False),
        (Role.PARTNER, "draft", 1, None, True, True),
        (Role.PARTNER, "draft", 2, 5, False, False),
        (Role.PARTNER, "draft", None, 5, True, True),
        (Role.PARTNER, "draft", None, 6, False, False),
        (Role.ME_OFFICER, "draft", 2, None, True, True),
        (Role.AUDITOR, "draft", 1, 5, False, False),
        (Role.AUDITOR, "published", 1, 5, True, False),
        (Role.COMMUNICATION, "published", 1, 5, True, False),
    ],
)
def test_a_draft_belongs_to_its_authors(
    role: str, publication: str, lead: int | None, post: int | None, sees: bool, edits: bool
) -> None:
    found = intervention(publication, lead, post)
    assert rules.can_see(author(role), found, OWN) == sees
    assert rules.can_edit(author(role), found, OWN) == edits
    is_draft = publication == "draft"
    assert rules.can_publish(author(role), found, OWN) == (edits and is_draft)
    assert rules.can_delete_draft(author(role), found, OWN) == (edits and is_draft)
    assert rules.can_stop(author(role), found, OWN) == (edits and not is_draft)
    assert not rules.can_resume(author(role), found, OWN)


def test_the_raising_twin_says_why() -> None:
    with pytest.raises(PermissionDenied, match="chef de file"):
        rules.check_edit(author(Role.PARTNER), intervention("published", 2), OWN)


@pytest.mark.django_db
def test_the_focal_point_of_a_place_reads_what_others_do_there_and_rewrites_nothing() -> None:
    load()
    region, own = place("Agadez"), make_organisation()
    by = author_of(focal_person(own, Role.FOCAL_POINT, region))
    scope = scope_of(by, on=START.replace(year=2026))
    assert scope == Scope(frozenset({own.pk}))
    here = make_intervention()
    here.places.exclude(place=region).delete()
    assert rules.can_see(by, here, scope)
    assert not rules.can_edit(by, here, scope)
    assert rules.can_edit(by, make_bare_intervention(lead=own.pk), scope)
