"""What the system counts of follow-up, each with the list behind the number."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from azalai.core.facts import Fact, FactList, FactRow, FactSpan, register_facts
from azalai.interventions.models import PlanLink
from azalai.monitoring import rules
from azalai.monitoring.enums import CampaignState
from azalai.monitoring.models import Campaign, ReportVersion
from azalai.plans.enums import VersionStatus
from azalai.plans.models import Node, PlanVersion


def register() -> None:
    """Announce them."""
    register_facts(
        [
            Fact(
                "monitoring.activities-followed",
                gettext_lazy("Activités du plan suivies"),
                gettext_lazy("activités"),
                gettext_lazy(
                    "Lignes du plan, chacune une fois, dont un rapport a été approuvé dans la période : "
                    "sur la ligne elle-même ou sur une intervention qui la sert."
                ),
                activities_followed,
                visible=rules.can_see_campaigns,
            ),
            Fact(
                "monitoring.planning-tools",
                gettext_lazy("Outils de planification et de suivi en place"),
                gettext_lazy("outils"),
                gettext_lazy(
                    "À la fin de la période : plans adoptés, chacun une fois, et campagnes de collecte "
                    "ouvertes depuis le début."
                ),
                planning_tools,
                at_end=True,
                visible=rules.can_see_campaigns,
            ),
        ]
    )


@dataclass(frozen=True, slots=True)
class Followed:
    """A line of a plan and the day on which a report about it was last approved."""

    node: Node
    on: date
    reports: int


def activities_followed(span: FactSpan) -> FactList:
    """Lines with an approved report, in the order of their plans; five queries."""
    rows = ReportVersion.objects.filter(
        report__campaign__country=span.country,
        approved_at__date__gte=span.start,
        approved_at__date__lte=span.end,
    ).values_list("plan", "node_key", "intervention", "approved_at")
    said: defaultdict[tuple[int, UUID], list[date]] = defaultdict(list)
    served = _served({row[2] for row in rows if row[2]})
    for plan, key, intervention, at in rows:
        keys = [key] if key else served.get((plan, intervention or 0), [])
        for one in keys:
            said[plan, one].append(localdate(at))
    nodes = _latest({key for _plan, key in said})
    found = [Followed(nodes[pair], max(days), len(days)) for pair, days in said.items() if pair in nodes]
    return FactList(sorted(found, key=lambda one: (one.node.version.plan_id, one.node.path)), _followed_row)


def _served(interventions: set[int]) -> dict[tuple[int, int], list[UUID]]:
    """(plan, intervention) → keys of the lines that it serves."""
    found: defaultdict[tuple[int, int], list[UUID]] = defaultdict(list)
    links = PlanLink.objects.filter(intervention__in=interventions)
    for plan, intervention, key in links.values_list("plan", "intervention", "node_key"):
        found[plan, intervention].append(key)
    return found


def _latest(keys: set[UUID]) -> dict[tuple[int, UUID], Node]:
    """(plan, key) → the line in the latest version that has it."""
    rows = Node.objects.filter(key__in=keys).select_related("version__plan").defer("cells")
    return {(node.version.plan_id, node.key): node for node in rows.order_by("version__number")}


def _followed_row(one: Followed) -> FactRow:
    detail = _("%(n)d rapports approuvés, le dernier ce jour-là") % {"n": one.reports}
    return FactRow(str(one.node), one.node.get_absolute_url(), one.on, detail if one.reports > 1 else "")


def planning_tools(span: FactSpan) -> FactList:
    """Adopted plans, then campaigns that were opened, up to the end; two queries."""
    versions = PlanVersion.objects.filter(
        plan__country=span.country, status=VersionStatus.ADOPTED, adopted_at__date__lte=span.end
    ).select_related("plan")
    plans = {version.plan_id: version for version in versions.order_by("number")}
    campaigns = Campaign.objects.in_country(span.country).exclude(state=CampaignState.DRAFT)
    opened = (
        campaigns.filter(opened_at__date__lte=span.end).select_related("plan").order_by("opened_at", "id")
    )
    return FactList([*plans.values(), *opened], _tool_row)


def _tool_row(one: Any) -> FactRow:
    if isinstance(one, Campaign):
        label = f"{_('Campagne de collecte')} : {one.period_name}"
        return FactRow(label, one.get_absolute_url(), localdate(one.opened_at), str(one.plan))
    on = localdate(one.adopted_at) if one.adopted_at else None
    return FactRow(str(one.plan), one.get_absolute_url(), on, _("plan adopté"))
