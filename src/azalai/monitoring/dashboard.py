"""What the room adds to the home page and to pages of rooms below."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from azalai.core import registry
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.interventions.models import Intervention
from azalai.interventions.queries import scope_of
from azalai.interventions.rules import Scope
from azalai.monitoring import rules
from azalai.monitoring.enums import CampaignState, NodeStateChoice
from azalai.monitoring.models import Campaign, Report
from azalai.monitoring.queries import board, states
from azalai.plans.models import Node

SHOWN = 5


def register() -> None:
    """Announce the card and the panels."""
    registry.register_card(registry.DashboardCard("monitoring/card.html", 12, card, rules.can_see_campaigns))
    for place, template, context in (
        ("plans.node", "monitoring/panels/node.html", of_node),
        ("interventions.intervention", "monitoring/panels/intervention.html", of_intervention),
    ):
        registry.register_panel(registry.Panel(place, template, 10, context, rules.can_see_campaigns))


def form_address(target: str) -> str:
    """Page on which a report is written."""
    return reverse("monitoring:write", args=[target])


def card(author: Author) -> dict[str, Any]:
    """Home page: what is due for me, what waits for the secretariat, who has not reported; five queries at
    most."""
    country, scope = settings.COUNTRY, scope_of(author, on=today())
    context: dict[str, Any] = {"due": [], "more": 0, "waiting": 0, "mine": 0, "campaigns": []}
    if scope.organisations:
        due = list(board.to_write(board.owed(scope, country))[: SHOWN + 1])
        context |= {"due": due[:SHOWN], "more": len(due) > SHOWN}
    if rules.can_review(author):
        waiting = board.queue(author, country)
        context |= {"waiting": waiting.count(), "mine": board.for_me(waiting, author).count()}
    if rules.can_oversee(author):
        context["campaigns"] = _running(country)
    return context


def _running(country: str) -> list[tuple[Campaign, int, int]]:
    """Open campaigns with how many organisations owe something, and how many reports."""
    found = Campaign.objects.in_country(country).filter(state=CampaignState.OPEN)
    lines = []
    for campaign in found.order_by("closes_on", "id")[:3]:
        missing = campaign.reports.filter(state__in=board.TO_WRITE)
        owing = missing.order_by().values("organisation").distinct().count()
        lines.append((campaign, owing, missing.count()))
    return lines


def of_node(author: Author, node: Node) -> dict[str, Any]:
    """Page of a line of a plan: how it stands today."""
    found = states.current_standing(node.version, today()).states.get(node.key)
    label = str(NodeStateChoice(found.state).label) if found else ""
    return {"node": node, "state": found, "label": label}


def of_intervention(author: Author, intervention: Intervention) -> dict[str, Any]:
    """Page of an intervention: its reports, latest period first; nothing for a draft. Whoever may not see
    the work on a report sees what was approved of it."""
    if intervention.is_draft:
        return {"reports": []}
    scope = scope_of(author, on=today())
    rows = Report.objects.filter(intervention=intervention).with_subject().prefetch_related("versions")
    lines = [
        {"report": one, "said": said}
        for one in rows.order_by("-campaign__period_end", "id")[:20]
        if (said := _said_to(author, one, scope)) is not None
    ]
    return {"reports": lines[:SHOWN]}


def _said_to(author: Author, report: Report, scope: Scope) -> Any:
    """The report itself, its latest version, or None for what is no business of the author."""
    if rules.can_see_work(author, report, scope):
        return report
    return max(report.versions.all(), key=lambda version: version.number, default=None)
