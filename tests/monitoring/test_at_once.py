"""Two reports on one subject approved at one moment. Run on PostgreSQL as well: SQLite lets one write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from azalai.core import audit
from azalai.monitoring import actions
from azalai.monitoring.actions import reviewing
from azalai.monitoring.models import Report, ReportVersion
from tests.accounts.factories import SYSTEM, author_with
from tests.monitoring.factories import (
    AT,
    SECRETARY,
    checked,
    contribute,
    line,
    make_campaign,
    make_plan,
)
from tests.support.at_once import at_once, meet_in


@pytest.mark.django_db(transaction=True)
def test_two_first_approvals_of_one_subject_leave_one_current_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    version = make_plan()
    contribute(line(version, "1.1"))
    of_year = {"kind": "year", "quarter": None, "closes_on": date(2026, 5, 30)}
    reports = []
    for more in ({}, of_year):
        campaign = make_campaign(version.plan, **more)
        actions.open_campaign(by=SYSTEM, at=AT, campaign=campaign)
        reports.append(checked(campaign.reports.get()))
    meet_in(monkeypatch, reviewing, "write_to")

    def approve(report: Report) -> Callable[[], object]:
        by = author_with(SECRETARY)
        return lambda: actions.approve_report(by=by, at=AT, report=report)

    assert at_once(*[approve(report) for report in reports]) == []
    current = ReportVersion.objects.get(is_current=True)
    assert ReportVersion.objects.count() == 2
    assert current.stands_on == max(ReportVersion.objects.values_list("stands_on", flat=True))
    assert audit.verify() == []
