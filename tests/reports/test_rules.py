"""Who may do what with a report: the table."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.reports import rules
from azalai.reports.models import Report

OPENERS = {Role.PERMANENT_SECRETARY, Role.ME_OFFICER}
WRITERS = OPENERS | {Role.DOCUMENTATION, Role.COMMUNICATION}
READERS = WRITERS | {Role.ADMINISTRATOR, Role.AUDITOR}
EVERYBODY = [*Role.values, None]
STATES = ["draft", "submitted", "validated", "published"]


def author(role: str | None) -> Author:
    return Author("Essai", person_id=1, post_id=5, roles=frozenset({role} if role else ()))


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("state", STATES)
def test_each_right_depends_on_role_and_state(role: str | None, state: str) -> None:
    who, report, is_frozen = author(role), Report(state=state), state in ("validated", "published")
    secretary = role == Role.PERMANENT_SECRETARY
    expected = {
        rules.can_see_report: role in READERS or (is_frozen and role is not None),
        rules.can_write: state == "draft" and role in WRITERS,
        rules.can_refresh: state == "draft" and role in OPENERS,
        rules.can_discard: state == "draft" and role in OPENERS,
        rules.can_judge: state == "submitted" and secretary,
        rules.can_publish: state == "validated" and (secretary or role == Role.COMMUNICATION),
        rules.can_correct: is_frozen and role in OPENERS,
    }
    assert {can: can(who, report) for can in expected} == expected
    for can, allowed in expected.items():
        check = getattr(rules, can.__name__.replace("can_", "check_"))
        if allowed:
            check(who, report)
        else:
            with pytest.raises(PermissionDenied):
                check(who, report)


@pytest.mark.parametrize("role", EVERYBODY)
def test_opening_and_reading_depend_on_the_role(role: str | None) -> None:
    who = author(role)
    assert rules.can_open(who) == (role in OPENERS)
    assert rules.can_see_reports(who) == (role is not None)
    assert rules.can_see_drafts(who) == (role in READERS)
