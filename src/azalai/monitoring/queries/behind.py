"""What stands behind the figures of a line of a plan: approved reports, and people reached by parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q

from azalai.interventions.enums import Publication
from azalai.interventions.models import PlanLink
from azalai.monitoring import disaggregation
from azalai.monitoring.models import ReportVersion
from azalai.plans.models import Node


@dataclass(frozen=True, slots=True)
class Reached:
    """People of one category. told: reports that give a number of it; variable: "" on all but its first."""

    variable: str
    category: str
    people: int
    told: int


def reports_behind(node: Node) -> list[ReportVersion]:
    """What was approved last about the line, the lines under it and the interventions that serve them, each
    once; one query."""
    lines = Node.objects.filter(version=node.version_id)
    keys = lines.filter(Q(path=node.path) | Q(path__startswith=f"{node.path}.")).values("key")
    links = PlanLink.objects.filter(
        plan=node.version.plan_id, node_key__in=keys, intervention__publication=Publication.PUBLISHED
    )
    rows = ReportVersion.objects.filter(plan=node.version.plan_id, is_current=True)
    mine = rows.filter(Q(node_key__in=keys) | Q(intervention__in=links.values("intervention")))
    return list(mine.select_related("report__campaign", "organisation").order_by("report__label", "id"))


def reached_by_parts(reports: Sequence[ReportVersion]) -> Iterator[Reached]:
    """The parts of which at least one report gives a number, in the order of the list."""
    for variable in disaggregation.variables().values():
        title = variable.title
        for category in variable.categories:
            cells = (disaggregation.cell(one.disaggregation, variable.code, category.code) for one in reports)
            numbers = [value for value in cells if isinstance(value, int)]
            if numbers:
                yield Reached(title, category.title, sum(numbers), len(numbers))
                title = ""
