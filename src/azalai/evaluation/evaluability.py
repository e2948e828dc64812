"""What is missing to be able to evaluate: builds what the engine asks about from plans and interventions.

An intervention has no indicator of its own: those of the lines that it contributes to count, and where a
line has none, those of the line above it. Sheets of indicators that are tied to a line say more than the
plan's own words, and count in their place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from azalai.engines.evaluability import Check, Indicator, Report, Subject, assess
from azalai.indicators.models import Indicator as Sheet
from azalai.indicators.models import PlanTie
from azalai.interventions.enums import Status
from azalai.interventions.models import Intervention
from azalai.monitoring.enums import ReportState
from azalai.monitoring.models import Report as Followed
from azalai.plans.enums import BodyRole
from azalai.plans.models import Node, NodeBody, PlanVersion

Key = tuple[int, UUID]
# Before an intervention runs nobody can be asked to report on it.
RUNNING = (Status.ONGOING, Status.COMPLETED, Status.SUSPENDED)
LINE = (
    "version",
    "parent",
    "key",
    "path",
    "kind",
    "code",
    "title",
    "declared_cost",
    "shares_cost_with",
    "years",
    "start",
    "end",
    "continuous",
    "references",
    "beneficiaries",
    "responsible",
    "expected_results",
    "indicators",
    "baseline",
    "target",
    "verification",
)


@dataclass(frozen=True, slots=True)
class Assessed:
    """A subject and its report."""

    subject: Any
    report: Report

    @property
    def missing(self) -> tuple[Check, ...]:
        """Questions without a full answer."""
        return self.report.missing


def of_interventions(found: Sequence[Intervention]) -> list[Assessed]:
    """Reports in the same order; rows as `interventions.queries.with_lines` gives them, with `plan_links`
    prefetched. Four more queries whatever the number."""
    links = [link for one in found for link in one.plan_links.all()]
    lines = _chains({(link.plan_id, link.node_key) for link in links})
    sheets = _sheets({node.key for chain in lines.values() for node in chain})
    heard = _heard([one.pk for one in found])
    reports = []
    for one in found:
        chains = [lines.get((link.plan_id, link.node_key), []) for link in one.plan_links.all()]
        indicators = {item.name: item for chain in chains for item in _indicators(chain, sheets)}
        followed = one.pk in heard if one.status in RUNNING else None
        reports.append(
            Assessed(one, assess(_of_intervention(one, tuple(indicators.values()), followed=followed)))
        )
    return reports


def _heard(keys: Sequence[int]) -> set[int | None]:
    """Interventions on which a campaign asked for a report."""
    asked = Followed.objects.filter(intervention__in=keys).exclude(state=ReportState.EXEMPT)
    return set(asked.order_by().values_list("intervention", flat=True))


def _of_intervention(
    one: Intervention, indicators: tuple[Indicator, ...], *, followed: bool | None
) -> Subject:
    groups = list(one.target_groups.all())
    return Subject(
        has_result=bool(one.description.strip()),
        objectives=len(one.objectives.all()),
        indicators=indicators,
        starts=bool(one.planned_start or one.actual_start),
        ends=bool(one.planned_end or one.actual_end),
        has_budget=bool(one.budgets.all()),
        has_lead=bool(one.lead_id or one.lead_text),
        places=len(one.places.all()),
        groups=len(groups),
        counted=sum(group.people is not None for group in groups),
        has_monitoring=followed,
    )


def _chains(wanted: Iterable[Key]) -> dict[Key, list[Node]]:
    """(plan, key) -> the line in the version in force, then the lines above it; two queries."""
    pairs = set(wanted)
    if not pairs:
        return {}
    rows = Node.objects.filter(
        key__in={key for _plan, key in pairs}, version__plan__in={p for p, _k in pairs}
    )
    latest: dict[Key, Node] = {}
    ranked = rows.select_related("version").only(*LINE, "version__plan", "version__status", "version__number")
    for node in sorted(ranked, key=lambda one: (one.version.status == "adopted", one.version.number)):
        latest[node.version.plan_id, node.key] = node
    above = {(node.version_id, path) for node in latest.values() for path in _paths_above(node.path)}
    parents = Node.objects.filter(version__in={v for v, _p in above}, path__in={p for _v, p in above})
    by_path = {(node.version_id, node.path): node for node in parents.only(*LINE)}
    return {
        key: [node, *(by_path[node.version_id, path] for path in _paths_above(node.path))]
        for key, node in latest.items()
    }


def _paths_above(path: str) -> list[str]:
    """Paths of the lines above, nearest first."""
    parts = path.split(".")
    return [".".join(parts[:depth]) for depth in range(len(parts) - 1, 0, -1)]


def _sheets(keys: set[UUID]) -> dict[UUID, list[Indicator]]:
    """Key of a line -> what the sheets tied to it say; one query, none without a line."""
    if not keys:
        return {}
    ties = PlanTie.objects.filter(node_key__in=keys, indicator__closed_at__isnull=True)
    found: defaultdict[UUID, list[Indicator]] = defaultdict(list)
    for tie in ties.select_related("indicator").annotate(targets=Count("indicator__targets")):
        found[tie.node_key].append(_of_sheet(tie.indicator, tie.targets))
    return found


def _of_sheet(sheet: Sheet, targets: int) -> Indicator:
    return Indicator(
        sheet.title,
        has_baseline=sheet.baseline is not None or bool(sheet.baseline_text.strip()),
        has_target=bool(targets) or bool(sheet.target_text.strip()),
        has_source=bool(sheet.data_sources.strip()) or sheet.is_computed,
    )


def _indicators(chain: Sequence[Node], sheets: dict[UUID, list[Indicator]]) -> tuple[Indicator, ...]:
    """Of the line itself, else of the nearest line above that has some."""
    node = next((one for one in chain if one.indicators or sheets.get(one.key)), None)
    if node is None:
        return ()
    if told := sheets.get(node.key):
        return tuple({one.name: one for one in told}.values())
    known = (bool(node.baseline.strip()), bool(node.target.strip()), bool(node.verification.strip()))
    return tuple(Indicator(name, *known) for name in dict.fromkeys(node.indicators))


def of_version(version: PlanVersion) -> list[Assessed]:
    """Reports of the lines that are carried out, in the order of the plan; three queries."""
    nodes = list(version.nodes.only(*LINE).order_by("path"))
    parents = {node.parent_id for node in nodes}
    by_path = {node.path: node for node in nodes}
    groups, sheets = _beneficiaries(version), _sheets({node.key for node in nodes})
    found = []
    for node in nodes:
        node.version = version
        if node.pk not in parents:
            chain = [node, *(by_path[path] for path in _paths_above(node.path))]
            found.append(Assessed(node, assess(_of_line(chain, groups, sheets))))
    return found


def of_node(node: Node, above: Sequence[Node]) -> Report:
    """Report of one line; above: the lines above it from the top. Two queries."""
    chain = [node, *reversed(above)]
    sheets = _sheets({one.key for one in chain})
    return assess(_of_line(chain, _beneficiaries(node.version), sheets))


def _beneficiaries(version: PlanVersion) -> dict[int, int]:
    """Key of the row -> groups of beneficiaries that its line names."""
    rows = NodeBody.objects.filter(node__version=version, role=BodyRole.BENEFICIARY).order_by()
    return dict(rows.values_list("node").annotate(Count("pk")))


def _of_line(chain: Sequence[Node], groups: dict[int, int], sheets: dict[UUID, list[Indicator]]) -> Subject:
    """A line inherits from the lines above it what the plan says once for all of them."""
    node = chain[0]
    dated = bool(node.years or node.continuous)
    return Subject(
        has_result=any(one.expected_results.strip() for one in chain),
        objectives=sum(len(codes) for codes in _references(chain).values()),
        indicators=_indicators(chain, sheets),
        starts=bool(node.start) or dated,
        ends=bool(node.end) or dated,
        has_budget=node.declared_cost is not None or bool(node.shares_cost_with),
        has_lead=any(one.responsible.strip() for one in chain),
        groups=max((groups.get(one.pk, 0) or bool(one.beneficiaries.strip()) for one in chain), default=0),
    )


def _references(chain: Sequence[Node]) -> dict[str, Any]:
    return next((one.references for one in chain if any(one.references.values())), {})
