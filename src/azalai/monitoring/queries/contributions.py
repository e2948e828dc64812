"""Which indicators a report is asked about, and what approved reports declare of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import F

from azalai.indicators.enums import Measure
from azalai.indicators.models import Indicator, PlanTie
from azalai.indicators.queries import reading
from azalai.interventions.models import PlanLink
from azalai.monitoring.models import Campaign, DeclaredContribution, Report
from azalai.monitoring.queries.expected import version_in_force
from azalai.plans.models import Node, Plan

PERIODS = 8  # of which an indicator shows what was declared
ROWS = 200  # contributions listed


def asked(reports: Iterable[Report]) -> dict[int, list[Indicator]]:
    """Report's key → indicators asked of it; at most five queries. All reports are of one campaign.

    Those of its line of the plan, else of the nearest line above that has any; only numbers, and never what
    the system counts by itself: nobody types the same fact twice.
    """
    shown = list(reports)
    if not shown:
        return {}
    plan = shown[0].campaign.plan
    ties = _ties(plan)
    if not ties:
        return {}
    by_line = _nearest(plan, ties)
    served = _served(plan, shown)
    return {one.pk: _of(served[one.pk], by_line) for one in shown}


def _ties(plan: Plan) -> dict[UUID, list[Indicator]]:
    rows = PlanTie.objects.filter(
        plan=plan, indicator__closed_at__isnull=True, indicator__measure=Measure.NUMBER
    ).select_related("indicator")
    found: defaultdict[UUID, list[Indicator]] = defaultdict(list)
    for tie in rows:
        if not tie.indicator.is_live:
            found[tie.node_key].append(tie.indicator)
    return found


def _nearest(plan: Plan, ties: Mapping[UUID, list[Indicator]]) -> dict[UUID, list[Indicator]]:
    """Key of a line → the indicators of the first line that has some, going up from it."""
    rows = Node.objects.filter(version=version_in_force(plan)).order_by("path").values_list("path", "key")
    by_path: dict[str, list[Indicator]] = {}
    found: dict[UUID, list[Indicator]] = {}
    for path, key in rows:
        above = by_path.get(path.rpartition(".")[0], [])
        found[key] = by_path[path] = ties.get(key, above)
    return found


def _served(plan: Plan, reports: Sequence[Report]) -> dict[int, list[UUID]]:
    """Report's key → lines of the plan that it speaks of."""
    links: defaultdict[int, list[UUID]] = defaultdict(list)
    ids = {one.intervention_id for one in reports if one.intervention_id}
    rows = PlanLink.objects.filter(plan=plan, intervention__in=ids).order_by("id")
    for intervention, key in rows.values_list("intervention", "node_key"):
        links[intervention].append(key)
    return {one.pk: [one.node_key] if one.node_key else links[one.intervention_id or 0] for one in reports}


def _of(lines: Iterable[UUID], by_line: Mapping[UUID, list[Indicator]]) -> list[Indicator]:
    """Each indicator once, in the order of the plan."""
    found = {one.pk: one for line in lines for one in by_line.get(line, [])}
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Period:
    """What was declared in one campaign, beside the official figure of the same period.

    declared: sum of what reports say, which may count one thing twice; None when all say "does not apply".
    official: the reading of the indicator, to which nothing of this is ever added.
    """

    campaign: Campaign
    declared: Decimal | None
    reports: int
    official: Any
    rows: tuple[DeclaredContribution, ...]


def declared(indicator: Indicator) -> list[Period]:
    """The latest periods for which something was declared, latest first; one query, and those of one reading
    for each period. Of a report the latest approved version counts."""
    rows = DeclaredContribution.objects.filter(
        indicator=indicator, version__number=F("version__report__version_number")
    ).select_related("version__report__campaign__plan", "version__organisation")
    by_campaign: dict[Campaign, list[DeclaredContribution]] = {}
    for row in rows.order_by("-version__report__campaign__period_end", "version__report__label", "id"):
        by_campaign.setdefault(row.version.report.campaign, []).append(row)
    return [_period(indicator, campaign, by_campaign[campaign]) for campaign in list(by_campaign)[:PERIODS]]


def _period(indicator: Indicator, campaign: Campaign, rows: Sequence[DeclaredContribution]) -> Period:
    numbers = [row.value for row in rows if row.value is not None]
    official = reading(indicator, campaign.period_start, campaign.period_end)
    summed = sum(numbers, Decimal(0)) if numbers else None
    return Period(campaign, summed, len(rows), official, tuple(rows[:ROWS]))
