"""What reports open with, whatever was approved since; and how many wait for whom."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from azalai.accounts.enums import Role
from azalai.monitoring import actions
from azalai.monitoring.models import Report
from azalai.monitoring.prefilling import opening, openings
from azalai.monitoring.queries import board
from tests.accounts.factories import SYSTEM, author_with
from tests.monitoring.factories import (
    AT,
    LATE,
    approved,
    ask,
    checked,
    contribute,
    expected,
    line,
    make_campaign,
    make_plan,
    running,
    submitted,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]


@pytest.fixture
def three() -> list[Report]:
    """The same activity in the year 2025 and in two quarters of 2026, in that order."""
    version = make_plan()
    contribute(line(version, "1.1"), planned_start="2025-01")
    periods: tuple[dict[str, Any], ...] = (
        {"kind": "year", "year": 2025, "quarter": None},
        {},
        {"quarter": 2},
    )
    found = []
    for period in periods:
        campaign = actions.open_campaign(by=SYSTEM, at=AT, campaign=make_campaign(version.plan, **period))
        found.append(expected(campaign))
    return found


def progress(report: Report) -> Any:
    report.refresh_from_db()
    return openings([report])[report.pk].content.progress


def test_a_period_opens_with_what_the_one_before_said(three: list[Report]) -> None:
    first, second, third = three
    approved(first, progress=Decimal(10))
    assert (progress(second), progress(third)) == (10, 10)
    approved(second, at=LATE, progress=Decimal(30))
    assert progress(third) == 30


def test_a_report_opened_late_does_not_open_with_what_came_after_it(three: list[Report]) -> None:
    first, second, third = three
    approved(first, progress=Decimal(10))
    approved(third, at=LATE, progress=Decimal(60))
    assert progress(second) == 10, "what counts today speaks of a later day, or of the day it was approved"


def test_the_last_report_is_told_of_one_report_even_when_it_was_begun(three: list[Report]) -> None:
    first, second, _third = three
    approved(first, progress=Decimal(10))
    submitted(second, at=LATE, progress=Decimal(30))
    second.refresh_from_db()
    last = opening(second).last
    assert last is not None
    assert (last.progress, opening(second).content.progress) == (10, 30)
    assert openings([second])[second.pk].last is None


def test_openings_cost_at_most_two_queries(three: list[Report], django_assert_max_num_queries: Any) -> None:
    approved(three[0])
    rows = list(Report.objects.filter(pk=three[1].pk).with_subject())
    with django_assert_max_num_queries(2):
        openings(rows)


def test_the_sizes_of_the_queue_are_those_of_its_lists() -> None:
    campaign = running()
    first = expected(campaign)
    version = campaign.plan.latest_version()
    others = [ask(campaign, first.organisation, line(version, code)) for code in ("1.2", "2.1")]
    submitted(first)
    checked(others[0])
    approved(others[1])
    for author in (author_with(Role.DOCUMENTATION), author_with(Role.PERMANENT_SECRETARY), SYSTEM):
        everything = board.queue(author, "NE")
        sizes = (everything.count(), board.for_me(everything, author).count())
        assert board.queue_sizes(author, "NE") == sizes
    checker = Report.objects.get(pk=others[0].pk).checked_by_id
    by = author_with(Role.ME_OFFICER)
    assert by.person_id != checker
    assert board.queue_sizes(by, "NE")[1] == 2
