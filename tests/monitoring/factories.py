"""A small plan with interventions, and a campaign about it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from azalai.accounts.enums import Role
from azalai.actors.models import Organisation
from azalai.core.authorship import Author
from azalai.interventions import actions as interventions
from azalai.interventions.content import Money
from azalai.interventions.models import Intervention
from azalai.monitoring import actions
from azalai.monitoring.content import Content
from azalai.monitoring.models import Campaign, Report
from azalai.monitoring.queries import Subject
from azalai.plans.models import Node, Plan, PlanVersion
from tests.accounts.factories import SYSTEM, author_with
from tests.interventions.factories import author_of, focal_person, make_bare_intervention

AT = datetime(2026, 4, 10, 9, 0, tzinfo=UTC)
LATE = datetime(2026, 4, 25, 9, 0, tzinfo=UTC)
AFTER = datetime(2026, 5, 10, 9, 0, tzinfo=UTC)
SECRETARY = Role.PERMANENT_SECRETARY
LINES: tuple[tuple[str, str, str, int | None, str, str], ...] = (
    ("0001", "1", "Informer", 6_000_000, "", ""),
    ("0001.0001", "1.1", "Former les relais", 4_000_000, "2026-01", "2026-12"),
    ("0001.0002", "1.2", "Imprimer les guides", 2_000_000, "2026-02", "2026-06"),
    ("0002", "2", "Protéger", 3_000_000, "", ""),
    ("0002.0001", "2.1", "Ouvrir un guichet", 3_000_000, "2025-01", "2025-12"),
)


def make_plan() -> PlanVersion:
    """Two axes, three activities, without reading a file."""
    make_bare_intervention()  # the country with its register
    plan = Plan.objects.create(title="Plan d'essai", country="NE", created_at=AT)
    version = PlanVersion.objects.create(
        plan=plan, number=1, levels=["axis", "activity"], currency="XOF", created_at=AT
    )
    by_path: dict[str, Node] = {}
    for path, code, title, cost, start, end in LINES:
        above = by_path.get(path.rpartition(".")[0])
        kind = "activity" if above else "axis"
        values = {"code": code, "title": title, "declared_cost": cost, "start": start, "end": end}
        by_path[path] = Node.objects.create(version=version, path=path, parent=above, kind=kind, **values)
    return version


def line(version: PlanVersion, code: str) -> Node:
    """The line of that number."""
    return version.nodes.get(code=code)


def contribute(node: Node, **more: Any) -> Intervention:
    """A published intervention of an organisation of its own that serves the line, all through 2026."""
    values = {"planned_start": "2026-01", "planned_end": "2026-12"}
    values["budgets"] = (Money(Decimal(1_000_000), "XOF", "planned"),)
    made = make_bare_intervention(**(values | more))
    interventions.link_to_plan(by=SYSTEM, at=AT, intervention=made, node=node)
    return made


def make_campaign(plan: Plan, **more: Any) -> Campaign:
    """The first quarter of 2026, on time up to 15 April, closed after 30 April; being prepared."""
    values: dict[str, Any] = {
        "kind": "quarter",
        "year": 2026,
        "quarter": 1,
        "opens_on": date(2026, 4, 1),
        "due_on": date(2026, 4, 15),
        "closes_on": date(2026, 4, 30),
    }
    return actions.prepare_campaign(by=SYSTEM, at=AT, plan=plan, **(values | more))


def running(**more: Any) -> Campaign:
    """A campaign that is open and asks about one intervention."""
    version = make_plan()
    contribute(line(version, "1.1"))
    return actions.open_campaign(by=SYSTEM, at=AT, campaign=make_campaign(version.plan, **more))


def expected(campaign: Campaign | None = None) -> Report:
    """A report that nobody has begun."""
    report = (campaign or running()).reports.select_related("campaign", "organisation").first()
    assert report is not None
    return report


def full(**more: Any) -> Content:
    """A report without gaps."""
    values: dict[str, Any] = {
        "activity_state": "in-progress",
        "progress": Decimal(40),
        "progress_basis": "deliverables",
        "spent": Decimal("350000.50"),
        "reached": 120,
        "disaggregation": {"sex-age": {"women": 70, "men": 50, "girls": 0, "boys": "na"}},
        "done": "Deux sessions tenues.",
        "next_steps": "Deux autres sessions.",
    }
    if "reached" in more:  # the parts would no longer make up the whole
        values["disaggregation"] = {}
    return Content(**(values | more))


def partner_of(organisation: Organisation) -> Author:
    """Someone who speaks for the organisation."""
    return author_of(focal_person(organisation))


def submitted(report: Report | None = None, *, at: datetime = AT, **more: Any) -> Report:
    """Sent by its organisation."""
    report = report or expected()
    by = partner_of(report.organisation)
    return actions.submit_report(by=by, at=at, report=report, content=full(**more))


def checked(report: Report | None = None, *, at: datetime = AT, **more: Any) -> Report:
    """Sent, then checked by the documentation officer."""
    by = author_with(Role.DOCUMENTATION)
    return actions.check_report(by=by, at=at, report=submitted(report, at=at, **more))


def approved(report: Report | None = None, *, at: datetime = AT, **more: Any) -> Report:
    """Sent, checked and approved by three people."""
    by = author_with(SECRETARY)
    return actions.approve_report(by=by, at=at, report=checked(report, at=at, **more))


def ask(campaign: Campaign, organisation: Organisation, node: Node) -> Report:
    """A report of the organisation on the line itself."""
    subject = Subject(organisation.pk, None, node.key, f"{node.code} {node.title}")
    return actions.add_report(by=SYSTEM, at=AT, campaign=campaign, subject=subject)
