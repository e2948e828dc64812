"""Who may do what with plans: the whole table, and each action behind its rule."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.core.models import AuditEntry
from azalai.frames.dataset import load_framework
from azalai.plans import actions, rules
from azalai.plans.actions.review import Point
from azalai.plans.enums import Decision, VersionStatus
from azalai.plans.models import Finding, Node, Plan, PlanVersion
from tests.plans import factories
from tests.plans.factories import AT, SMALL, SYSTEM

EVERYONE = frozenset(Role.values)
WRITERS = frozenset({Role.PERMANENT_SECRETARY, Role.ME_OFFICER})
COMPLETERS = WRITERS | {Role.FOCAL_POINT, Role.DOCUMENTATION}
SECRETARY = frozenset({Role.PERMANENT_SECRETARY})
NOBODY: frozenset[str] = frozenset()
DRAFT, SUBMITTED, ADOPTED = VersionStatus.DRAFT, VersionStatus.SUBMITTED, VersionStatus.ADOPTED

# rule -> status -> roles that it lets through
TABLE: dict[str, dict[str, frozenset[str]]] = {
    "edit_version": {DRAFT: WRITERS, SUBMITTED: NOBODY, ADOPTED: NOBODY},
    "decide_findings": {DRAFT: WRITERS, SUBMITTED: WRITERS, ADOPTED: NOBODY},
    "answer_criteria": {DRAFT: COMPLETERS, SUBMITTED: COMPLETERS, ADOPTED: NOBODY},
    "submit_version": {DRAFT: WRITERS, SUBMITTED: NOBODY, ADOPTED: NOBODY},
    "return_version": {DRAFT: NOBODY, SUBMITTED: WRITERS, ADOPTED: NOBODY},
    "adopt_version": {DRAFT: NOBODY, SUBMITTED: SECRETARY, ADOPTED: NOBODY},
    "open_version": {DRAFT: NOBODY, SUBMITTED: NOBODY, ADOPTED: WRITERS},
    "record_review": {DRAFT: NOBODY, SUBMITTED: WRITERS, ADOPTED: NOBODY},
}
WITHOUT_VERSION = {"read_plans": EVERYONE, "import_plan": WRITERS}
ROLES = [*Role.values, None]
CASES = [
    (rule, role, status, role in allowed)
    for rule, by_status in TABLE.items()
    for (status, allowed), role in itertools.product(by_status.items(), ROLES)
]


def author(role: str | None) -> Author:
    """Somebody acting from a post of that role."""
    return Author(name="Essai", person_id=None, roles=frozenset({role} if role else ()))


def twins(name: str) -> tuple[Callable[..., bool], Callable[..., None]]:
    """`can_x` and `check_x`."""
    return getattr(rules, f"can_{name}"), getattr(rules, f"check_{name}")


@pytest.mark.parametrize(("rule", "role", "status", "allowed"), CASES)
def test_rules_about_a_version_follow_the_table(
    rule: str, role: str | None, status: str, allowed: bool
) -> None:
    can, check = twins(rule)
    version = PlanVersion(status=status)
    assert can(author(role), version) is allowed
    if allowed:
        check(author(role), version)
    else:
        with pytest.raises(PermissionDenied, match=r"\w+ .*\."):
            check(author(role), version)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("rule", WITHOUT_VERSION)
def test_rules_about_plans_follow_the_table(rule: str, role: str | None) -> None:
    can, check = twins(rule)
    allowed = role in WITHOUT_VERSION[rule]
    assert can(author(role)) is allowed
    if not allowed:
        with pytest.raises(PermissionDenied, match=r"\w+ .*\."):
            check(author(role))


def test_every_rule_stands_in_the_table() -> None:
    known = {name.removeprefix("can_") for name in vars(rules) if name.startswith("can_")}
    assert known == {*TABLE, *WITHOUT_VERSION}
    assert known == {name.removeprefix("check_") for name in vars(rules) if name.startswith("check_")}


# For each action: the status of the version it needs, and its other arguments.
Arguments = Callable[[PlanVersion], dict[str, Any]]
POINTS = [Point(code) for code in load_framework("review-points").codes]
ACTIONS: dict[str, tuple[str, Arguments]] = {
    "receive_file": (DRAFT, lambda v: {"name": "b.csv", "content": SMALL.encode(), "country": "NE"}),
    "import_upload": (DRAFT, lambda v: {"upload": v.upload, "into": v.plan, "country": "NE"}),
    "discard_upload": (
        DRAFT,
        lambda v: {"upload": factories.make_upload(SMALL.replace("guichet", "bureau"))},
    ),
    "choose_columns": (
        DRAFT,
        lambda v: {
            "upload": v.upload,
            "signature": v.layouts[0]["signature"],
            "headers": [column["header"] for column in v.layouts[0]["columns"]],
            "roles": {column["index"]: column["role"] for column in v.layouts[0]["columns"]},
        },
    ),
    "edit_node": (DRAFT, lambda v: {"node": v.nodes.last(), "values": {"title": "Autre"}, "reason": ""}),
    "edit_version": (
        DRAFT,
        lambda v: {
            "version": v,
            "title": "Autre",
            "declared_total": 1,
            "first_year": 2024,
            "last_year": 2026,
        },
    ),
    "add_node": (
        DRAFT,
        lambda v: {"version": v, "parent": v.nodes.first(), "kind": "activity", "values": {"title": "Neuf"}},
    ),
    "remove_node": (DRAFT, lambda v: {"node": v.nodes.last(), "reason": "En trop."}),
    "decide_finding": (
        SUBMITTED,
        lambda v: {"finding": v.findings.first(), "decision": Decision.ACCEPTED, "reason": "Vu."},
    ),
    "answer_criterion": (
        SUBMITTED,
        lambda v: {
            "node": v.nodes.last(),
            "code": load_framework("plan-criteria").entries[0].code,
            "text": "Oui.",
        },
    ),
    "submit_version": (DRAFT, lambda v: {"version": v}),
    "return_version": (SUBMITTED, lambda v: {"version": v, "reason": "À revoir."}),
    "adopt_version": (SUBMITTED, lambda v: {"version": v, "reference": "Arrêté 1"}),
    "open_version": (ADOPTED, lambda v: {"version": v}),
    "record_review": (
        SUBMITTED,
        lambda v: {
            "version": v,
            "held_on": AT.date(),
            "place": "Niamey",
            "participants": [("OIM", 2)],
            "points": POINTS,
        },
    ),
}
# Roles that the rules above let through when the version is in the state each action needs.
ALLOWED = dict.fromkeys(ACTIONS, WRITERS) | {"answer_criterion": COMPLETERS, "adopt_version": SECRETARY}


def version_in(status: str) -> PlanVersion:
    """A small plan in that state."""
    version = factories.make_version()
    if status != DRAFT:
        actions.submit_version(version=version, by=SYSTEM, at=AT)
    if status == ADOPTED:
        actions.adopt_version(version=version, reference="Arrêté 1", by=SYSTEM, at=AT)
    version.refresh_from_db()
    return version


def everything_stored() -> list[Any]:
    """What an action may touch."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Plan, PlanVersion, Node, Finding, AuditEntry)
    ]


def test_every_action_is_tried() -> None:
    assert {name for name in actions.__all__ if name.islower()} == set(ACTIONS)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_refused_without_the_role_and_changes_nothing(name: str, role: str | None) -> None:
    status, arguments = ACTIONS[name]
    version = version_in(status)
    given = arguments(version)
    before = everything_stored()
    act = getattr(actions, name)
    if role in ALLOWED[name]:
        act(**given, by=author(role), at=AT)
        assert everything_stored() != before
        return
    with pytest.raises(PermissionDenied):
        act(**given, by=author(role), at=AT)
    assert everything_stored() == before


OF_A_VERSION = [name for name in ACTIONS if name not in {"receive_file", "discard_upload", "choose_columns"}]
STATES = [
    (name, status)
    for name, status in itertools.product(OF_A_VERSION, VersionStatus.values)
    if status != ACTIONS[name][0]
]
# The state table lets these through in more than one state.
WIDER = {("decide_finding", DRAFT), ("answer_criterion", DRAFT), ("import_upload", ADOPTED)}


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "status"), [case for case in STATES if case not in WIDER])
def test_an_action_is_refused_in_another_state_even_to_the_system(name: str, status: str) -> None:
    version = version_in(status)
    given = ACTIONS[name][1](version)
    before = everything_stored()
    with pytest.raises(PermissionDenied if name != "import_upload" else Exception, match=r"\w+ .*\."):
        getattr(actions, name)(**given, by=SYSTEM, at=AT)
    assert everything_stored() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", [name for name in OF_A_VERSION if name not in {"import_upload", "open_version"}]
)
def test_an_action_looks_at_the_version_as_it_stands_now_not_as_it_was_read(name: str) -> None:
    """Somebody adopts the version while another person's page still shows a draft."""
    version = factories.make_version()
    given = ACTIONS[name][1](version)
    actions.submit_version(version=PlanVersion.objects.get(pk=version.pk), by=SYSTEM, at=AT)
    actions.adopt_version(
        version=PlanVersion.objects.get(pk=version.pk), reference="Arrêté 1", by=SYSTEM, at=AT
    )
    before = everything_stored()
    with pytest.raises(PermissionDenied):
        getattr(actions, name)(**given, by=SYSTEM, at=AT)
    assert everything_stored() == before
