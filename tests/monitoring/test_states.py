"""How the lines of a plan stand, from reports, interventions and the calendar."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from azalai.interventions.actions import link_to_plan
from azalai.monitoring import actions
from azalai.monitoring.models import ReportVersion
from azalai.monitoring.queries import NodeState, node_states
from azalai.plans.models import PlanVersion
from tests.accounts.factories import SYSTEM
from tests.actors.factories import make_organisation
from tests.monitoring.factories import (
    AT,
    LATE,
    approved,
    ask,
    contribute,
    expected,
    line,
    make_campaign,
    make_plan,
    submitted,
)

pytestmark = pytest.mark.django_db
SPRING = date(2026, 4, 10)


def by_code(version: PlanVersion, on: date = SPRING) -> dict[str, NodeState]:
    states = node_states(version, on)
    return {node.code: states[node.key] for node in version.nodes.all()}


def opened(version: PlanVersion, **more: Any) -> Any:
    return actions.open_campaign(by=SYSTEM, at=AT, campaign=make_campaign(version.plan, **more))


def test_without_any_report_the_calendar_alone_speaks() -> None:
    states = by_code(make_plan())
    assert {code: one.state for code, one in states.items()} == {
        "1": "not-started", "1.1": "not-started", "1.2": "late", "2": "late", "2.1": "late",
    }  # fmt: skip
    assert states["1.1"].progress is None
    assert states["1.2"].late_because == (
        "devait commencer le 28 février 2026 au plus tard ; rien n'est dit commencé"
    )
    assert states["2.1"].late_because == "devait être achevée le 31 décembre 2025 au plus tard"


def test_an_approved_report_tells_state_progress_money_and_people() -> None:
    version = make_plan()
    contribute(line(version, "1.1"))
    approved(expected(opened(version)))
    states = by_code(version)
    told = states["1.1"]
    assert (told.state, told.progress, told.spent, told.reached) == (
        "in-progress", Decimal("0.4000"), Decimal("350000.50"), 120,
    )  # fmt: skip
    assert (told.planned, told.reported_on) == (4_000_000, date(2026, 3, 31))
    assert states["1"].progress == Decimal("0.2667")  # 40 % of the four millions of six
    assert (states["1"].known, states["1"].spent) == (Decimal("0.6667"), Decimal("350000.50"))


def test_what_is_not_approved_counts_for_nothing() -> None:
    version = make_plan()
    contribute(line(version, "1.1"))
    submitted(expected(opened(version)))
    assert by_code(version)["1.1"].progress == 0
    assert by_code(version)["1.1"].reported_on is None


def test_an_intervention_without_report_speaks_by_its_own_state() -> None:
    version = make_plan()
    contribute(line(version, "2.1"), status="completed")
    contribute(line(version, "1.1"), status="ongoing")
    states = by_code(version)
    assert (states["2.1"].state, states["2.1"].progress) == ("done", 1)
    assert (states["1.1"].state, states["1.1"].progress) == ("in-progress", None)


def test_an_intervention_of_two_lines_is_counted_once_above_them() -> None:
    version = make_plan()
    made = contribute(line(version, "1.1"))
    link_to_plan(by=SYSTEM, at=AT, intervention=made, node=line(version, "1.2"))
    approved(expected(opened(version)))
    states = by_code(version)
    assert [states[code].reached for code in ("1.1", "1.2", "1")] == [120, 120, 120]


def test_whoever_answers_for_a_line_prevails_over_what_serves_it() -> None:
    version = make_plan()
    contribute(line(version, "1.1"))
    campaign = opened(version)
    approved(expected(campaign))
    approved(ask(campaign, make_organisation(), line(version, "1.1")), progress=Decimal(75), reached=10)
    told = by_code(version)["1.1"]
    assert (told.progress, told.reached) == (Decimal("0.75"), 10)


def test_a_later_period_prevails_whatever_the_order_of_approvals() -> None:
    version = make_plan()
    contribute(line(version, "1.1"), planned_start="2025-06")
    year = opened(version, kind="year", year=2025, quarter=None)
    approved(expected(opened(version)), progress=Decimal(60))
    approved(expected(year), at=LATE, progress=Decimal(10))
    assert by_code(version)["1.1"].progress == Decimal("0.6")
    assert by_code(version, date(2026, 1, 1))["1.1"].progress == Decimal("0.1")


def test_a_day_in_the_past_is_told_as_it_stood() -> None:
    version = make_plan()
    contribute(line(version, "1.1"))
    approved(expected(opened(version)))
    assert by_code(version, date(2026, 3, 31))["1.1"].reached == 120
    assert by_code(version, date(2026, 3, 30))["1.1"].reached is None


def test_the_number_of_queries_does_not_depend_on_the_plan(django_assert_num_queries: Any) -> None:
    version = make_plan()
    for _ in range(3):
        contribute(line(version, "1.1"))
    campaign = opened(version)
    for report in list(campaign.reports.all()):
        approved(report)
    assert ReportVersion.objects.filter(is_current=True).count() == 3
    version = PlanVersion.objects.select_related("plan").get(pk=version.pk)
    with django_assert_num_queries(6):
        node_states(version, SPRING)
