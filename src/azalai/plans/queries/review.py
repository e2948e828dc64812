"""Criteria, workshops, changes and history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404

from azalai.core.models import AuditEntry
from azalai.engines.plan.comparing import Change, NodeKey
from azalai.engines.plan.model import PlanNode
from azalai.frames.dataset import Entry, load_framework
from azalai.plans.models import (
    CriterionAnswer,
    Node,
    PlanVersion,
    Review,
    ReviewPoint,
)
from azalai.plans.summaries import CriterionLine, criteria
from azalai.plans.trees import engine_node


def criteria_of(node: Node, above: list[Node]) -> list[CriterionLine]:
    """The fourteen criteria for a line."""
    answers = dict(node.criteria.values_list("code", "text"))
    return criteria([engine_node(line) for line in (node, *reversed(above))], answers)


def criterion_line(node: Node, above: list[Node], code: str) -> CriterionLine:
    """One criterion; 404 when it does not exist."""
    found = next((line for line in criteria_of(node, above) if line.entry.code == code), None)
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class CompletenessRow:
    """An activity with its criteria."""

    node: Node
    lines: list[CriterionLine]

    @property
    def met(self) -> int:
        """How many of the criteria something is said on."""
        return sum(line.is_met for line in self.lines)


def completeness(version: PlanVersion) -> list[CompletenessRow]:
    """The fourteen criteria for every activity; two queries."""
    answers: dict[int, dict[str, str]] = defaultdict(dict)
    for node_id, code, text in CriterionAnswer.objects.filter(node__version=version).values_list(
        "node", "code", "text"
    ):
        answers[node_id][code] = text
    nodes = list(version.nodes.order_by("path"))
    parents = {node.parent_id for node in nodes}
    chains: dict[int | None, list[PlanNode]] = {None: []}
    rows = []
    for node in nodes:
        chains[node.pk] = [engine_node(node), *chains[node.parent_id]]
        if node.pk not in parents:
            rows.append(CompletenessRow(node, criteria(chains[node.pk], answers[node.pk])))
    return rows


def completeness_share(rows: list[CompletenessRow]) -> int:
    """Percentage of criteria on which something is said, over all activities."""
    asked = sum(len(row.lines) for row in rows)
    return round(100 * sum(row.met for row in rows) / asked) if asked else 0


def node_history(node: Node) -> list[AuditEntry]:
    """Latest audit entries about a line, imports that changed it among them; two queries."""
    own = AuditEntry.objects.filter(object_type=node._meta.label_lower, object_id=str(node.pk))
    imports = AuditEntry.objects.filter(
        object_type=PlanVersion._meta.label_lower,
        object_id=str(node.version_id),
        action="plans.version.import",
    )
    touching = [entry for entry in imports if (entry.after or {}).get("lines", {}).get(str(node.key))]
    found = sorted([*own.order_by("-sequence")[:10], *touching], key=lambda entry: -entry.sequence)
    return found[:10]


def review_points(review: Review) -> list[tuple[Entry, ReviewPoint]]:
    """The eight points with what was decided, in the order of the guidelines."""
    points = {point.code: point for point in review.points.all()}
    return [
        (entry, points[entry.code])
        for entry in load_framework("review-points").entries
        if entry.code in points
    ]


def grouped_changes(changes: Iterable[Change]) -> list[tuple[NodeKey, list[Change]]]:
    """Changes of one line together, in the order of the plan."""
    groups: dict[NodeKey, list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.node].append(change)
    return list(groups.items())
