"""A report from its first word to its approval, and after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from azalai.accounts.enums import Role
from azalai.core.models import AuditEntry
from azalai.monitoring import actions
from azalai.monitoring.content import Content, content_of, differences, missing
from azalai.monitoring.enums import REPORT_TRANSITIONS, ReportState
from azalai.monitoring.models import Report, ReportVersion
from tests.accounts.factories import SYSTEM, author_with
from tests.actors.factories import make_organisation
from tests.monitoring.factories import (
    AFTER,
    AT,
    SECRETARY,
    approved,
    checked,
    expected,
    full,
    partner_of,
    submitted,
)
from tests.monitoring.test_campaigns import refused

pytestmark = pytest.mark.django_db
TABLE = {"sex-age": {"women": 70, "men": 50, "girls": 0, "boys": "na"}}


def test_a_draft_may_be_incomplete_and_sending_tells_all_that_is_missing_at_once() -> None:
    report = expected()
    by = partner_of(report.organisation)
    draft = actions.save_report(by=by, at=AT, report=report, content=Content(activity_state="in-progress"))
    assert draft.state == ReportState.DRAFT
    with pytest.raises(ValidationError) as told:
        actions.submit_report(by=by, at=AT, report=report)
    assert set(told.value.message_dict) == {"done", "next_steps", "progress", "spent", "reached"}


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, set()),
        ({"activity_state": ""}, {"activity_state"}),
        ({"activity_state": "suspended"}, {"state_reason"}),
        ({"activity_state": "done"}, {"progress"}),
        ({"activity_state": "not-started"}, {"progress", "difficulties"}),
        ({"progress_basis": ""}, {"progress_basis"}),
        ({"progress": Decimal(101)}, {"progress"}),
        ({"spent": None}, {"spent"}),
        ({"spent": None, "spent_na": True}, set()),
        ({"spent": Decimal(0)}, set()),
        ({"spent_na": True}, {"spent"}),
        ({"reached": None}, {"reached"}),
        ({"reached": 0}, set()),
        ({"reached": 119, "disaggregation": TABLE}, {"disaggregation"}),
        (
            {"reached": 121, "disaggregation": TABLE},
            {"disaggregation"},
        ),  # every part was answered, and they make 120
        ({"reached": 121, "disaggregation": {"sex-age": {"women": 70}}}, set()),
        ({"actual_start": "2026-05", "expected_end": "2026-03"}, {"expected_end"}),
    ],
)
def test_blank_zero_and_not_applicable_are_three_things(change: dict[str, Any], fields: set[str]) -> None:
    assert set(missing(full(**change))) == fields


def test_sending_twice_changes_nothing() -> None:
    report = expected()
    by = partner_of(report.organisation)
    first = actions.submit_report(by=by, at=AT, report=report, content=full(), seen="")
    entries = AuditEntry.objects.count()
    again = actions.submit_report(by=by, at=AT + timedelta(minutes=1), report=report, content=full(), seen="")
    assert (again.submitted_at, AuditEntry.objects.count()) == (first.submitted_at, entries)


def test_saving_the_same_again_leaves_no_trace() -> None:
    report = expected()
    by = partner_of(report.organisation)
    actions.save_report(by=by, at=AT, report=report, content=full())
    entries = AuditEntry.objects.count()
    actions.save_report(by=by, at=AT + timedelta(minutes=1), report=report, content=full())
    assert AuditEntry.objects.count() == entries


def test_two_people_do_not_overwrite_each_other_unseen() -> None:
    report = expected()
    by = partner_of(report.organisation)
    seen = report.stamp
    actions.save_report(by=by, at=AT, report=report, content=full(), seen=seen)
    told = refused(
        lambda: actions.save_report(by=by, at=AT, report=report, content=full(reached=125), seen=seen)
    )
    assert "entre-temps" in told


Step = Callable[[], Report]


def test_two_steps_are_two_people() -> None:
    report = submitted()
    by = author_with(SECRETARY)
    actions.check_report(by=by, at=AT, report=report)
    with pytest.raises(PermissionDenied):
        actions.approve_report(by=by, at=AT, report=report)
    other = author_with(Role.ME_OFFICER)
    assert actions.approve_report(by=other, at=AT, report=report).state == ReportState.APPROVED
    with transaction.atomic(), pytest.raises(IntegrityError):
        Report.objects.filter(pk=report.pk).update(approved_by=by.person_id)


def test_whoever_sent_it_for_the_organisation_does_not_check_it() -> None:
    by = author_with(Role.ME_OFFICER)
    report = actions.submit_report(by=by, at=AT, report=expected(), content=full())
    with pytest.raises(PermissionDenied):
        actions.check_report(by=by, at=AT, report=report)


def test_the_second_of_two_approvers_is_told() -> None:
    report = checked()
    first, second = author_with(SECRETARY), author_with(Role.ME_OFFICER)
    actions.approve_report(by=first, at=AT, report=report)
    assert "Approuvé" in refused(lambda: actions.approve_report(by=second, at=AT, report=report))
    assert "rechargez" in refused(
        lambda: actions.return_report(by=second, at=AT, report=report, reason="Non")
    )
    assert ReportVersion.objects.count() == 1


def test_what_is_sent_back_may_be_corrected_after_the_closing_date() -> None:
    report = submitted()
    by, partner = author_with(Role.ME_OFFICER), partner_of(report.organisation)
    assert refused(lambda: actions.return_report(by=by, at=AFTER, report=report, reason=""), "reason")
    actions.return_report(by=by, at=AFTER, report=report, reason="Justifiez la dépense.")
    again = actions.submit_report(
        by=partner, at=AFTER + timedelta(days=7), report=report, content=full(reached=130)
    )
    assert (again.state, again.returned_until) == (ReportState.SUBMITTED, None)


def test_the_days_given_for_a_correction_pass() -> None:
    report = submitted()
    by, partner = author_with(Role.ME_OFFICER), partner_of(report.organisation)
    actions.return_report(by=by, at=AFTER, report=report, reason="Justifiez la dépense.")
    late = AFTER + timedelta(days=8)
    assert "close" in refused(lambda: actions.submit_report(by=partner, at=late, report=report))


def test_a_correction_after_approval_is_marked_field_by_field() -> None:
    report = approved()
    partner = partner_of(report.organisation)
    actions.amend_report(by=partner, at=AT, report=report, reason="Erreur de frappe.")
    table = {"sex-age": {"women": 72, "men": 50, "girls": 0, "boys": "na"}}
    corrected = full(reached=122, disaggregation=table)
    written = actions.save_report(by=partner, at=AT, report=report, content=corrected)
    version = report.versions.get()
    told = [(str(d.title), d.before, d.after) for d in differences(content_of(version), content_of(written))]
    assert told == [
        ("Personnes touchées depuis le début", "120", "122"),
        ("Sexe et âge : femmes", "70", "72"),
    ]
    actions.submit_report(by=partner, at=AT, report=report)
    report.refresh_from_db()
    assert (report.checked_by_id, report.approved_by_id, report.version_number) == (None, None, 1)


def test_a_second_approval_replaces_what_held_and_keeps_it() -> None:
    report = approved()
    partner = partner_of(report.organisation)
    actions.amend_report(by=partner, at=AT, report=report, reason="Erreur de frappe.")
    approved(report, reached=125)
    rows = list(report.versions.values_list("number", "reached", "is_current"))
    assert rows == [(1, 120, False), (2, 125, True)]


def test_a_correction_that_is_given_up_says_again_what_was_approved() -> None:
    report = approved()
    partner = partner_of(report.organisation)
    actions.amend_report(by=partner, at=AT, report=report, reason="Erreur de frappe.")
    actions.save_report(by=partner, at=AT, report=report, content=full(reached=1))
    back = actions.drop_amendment(by=partner, at=AT, report=report)
    assert (back.state, back.reached, back.version_number) == (ReportState.APPROVED, 120, 1)


def test_an_exempted_report_is_expected_again_with_what_it_said() -> None:
    report = expected()
    actions.save_report(by=SYSTEM, at=AT, report=report, content=full())
    actions.exempt_report(by=SYSTEM, at=AT, report=report, reason="Projet transféré.")
    assert refused(lambda: actions.save_report(by=SYSTEM, at=AT, report=report, content=Content()))
    again = actions.expect_report(by=SYSTEM, at=AT, report=report)
    assert (again.state, again.reached) == (ReportState.EXPECTED, 120)


MOVES: dict[str, Callable[[Report], Any]] = {
    "save": lambda r: actions.save_report(by=SYSTEM, at=AT, report=r, content=full(reached=121)),
    "submit": lambda r: actions.submit_report(by=SYSTEM, at=AT, report=r, content=full()),
    "check": lambda r: actions.check_report(by=SYSTEM, at=AT, report=r),
    "approve": lambda r: actions.approve_report(by=SYSTEM, at=AT, report=r),
    "return": lambda r: actions.return_report(by=SYSTEM, at=AT, report=r, reason="R"),
    "amend": lambda r: actions.amend_report(by=SYSTEM, at=AT, report=r, reason="R"),
    "drop": lambda r: actions.drop_amendment(by=SYSTEM, at=AT, report=r),
    "exempt": lambda r: actions.exempt_report(by=SYSTEM, at=AT, report=r, reason="R"),
    "expect": lambda r: actions.expect_report(by=SYSTEM, at=AT, report=r),
}
PATHS: dict[str, list[str]] = {
    ReportState.EXPECTED: [],
    ReportState.DRAFT: ["save"],
    ReportState.SUBMITTED: ["submit"],
    ReportState.CHECKED: ["submit", "check"],
    ReportState.APPROVED: ["submit", "check", "approve"],
    ReportState.RETURNED: ["submit", "return"],
    ReportState.AMENDING: ["submit", "check", "approve", "amend"],
    ReportState.EXEMPT: ["exempt"],
}


@pytest.mark.parametrize("state", PATHS)
def test_a_report_moves_as_the_table_says_and_no_other_way(state: str) -> None:
    report = expected()
    for word in PATHS[state]:
        MOVES[word](report)
    reached = set()
    for move in MOVES.values():
        try:
            with transaction.atomic():
                reached.add(move(report).state)
                transaction.set_rollback(True)
        except ValidationError:
            continue
    through = REPORT_TRANSITIONS[state]
    if ReportState.DRAFT in through:  # the first word and sending at once are one action
        through = through | REPORT_TRANSITIONS[ReportState.DRAFT]
    assert reached - {state} == through


@pytest.mark.parametrize("role", [*Role.values, None])
def test_who_may_write_and_judge(role: str | None) -> None:
    report = expected()
    own, by = partner_of(report.organisation), author_with(role)
    keeps = role in (Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.ADMINISTRATOR)
    judges = role in (Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION)
    assert allowed(lambda: actions.save_report(by=by, at=AT, report=report, content=full())) == keeps
    actions.submit_report(by=own, at=AT, report=report, content=full())
    assert allowed(lambda: actions.check_report(by=by, at=AT, report=report)) == judges
    if not judges:
        actions.check_report(by=author_with(Role.DOCUMENTATION), at=AT, report=report)
    assert allowed(lambda: actions.return_report(by=by, at=AT, report=report, reason="R")) == judges


def allowed(call: Callable[[], Any]) -> bool:
    try:
        call()
    except PermissionDenied:
        return False
    return True


def test_a_partner_writes_for_its_own_organisation_only() -> None:
    report, stranger = expected(), partner_of(make_organisation())
    with pytest.raises(PermissionDenied):
        actions.save_report(by=stranger, at=AT, report=report, content=full())
    with pytest.raises(PermissionDenied):
        actions.submit_report(by=stranger, at=AT, report=submitted(report), content=full())


@pytest.mark.parametrize(
    "wrong",
    [
        {"progress": 101},
        {"spent": -1},
        {"spent_na": True},
        {"reached_na": True},
        {"activity_state": ""},
        {"activity_state": "late"},
        {"activity_state": "done", "progress": 99},
        {"state": "lost"},
        {"submitted_at": None},
        {"checked_at": None},
        {"version_number": 0},
        {"node_key": "00000000-0000-0000-0000-000000000007"},
        {"intervention": None},
        {"state": "returned", "reason": ""},
    ],
)
def test_the_database_refuses_what_no_report_can_say(wrong: dict[str, Any]) -> None:
    report = approved()
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**wrong)
