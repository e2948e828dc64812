"""Interventions on the pages of other rooms."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.interventions import queries, rules
from azalai.interventions.models import Intervention
from azalai.plans.models import Node, PlanVersion


def card(author: Author) -> dict[str, Any]:
    """Home page: how many there are, and the drafts that wait; four queries."""
    scope = queries.scope_of(author, on=today())
    country = settings.COUNTRY
    drafts = queries.own(author, scope, country=country).filter(publication="draft")
    return {
        "published": Intervention.objects.in_country(country).published().count(),
        "drafts": drafts.order_by("-id")[:5],
        "may_declare": rules.can_declare(author, scope),
    }


def form_address(target: str) -> str:
    """Page of the form of that intervention, "" for a new one."""
    return reverse("interventions:edit", args=[target]) if target else reverse("interventions:new")


def node_panel(author: Author, node: Node) -> dict[str, Any]:
    """Page of a plan's line: who contributes, with how much, where."""
    found = queries.contributions(node)
    once = {one.intervention.pk: one.intervention for one in found}
    budgets = [budget for one in once.values() for budget in one.budgets.all()]
    return {"contributions": found, "totals": queries.totals(budgets), "node": node}


def version_panel(author: Author, version: PlanVersion) -> dict[str, Any]:
    """Overview of a version: how many activities someone contributes to."""
    return {"neglect": queries.neglected(version), "version": version, "plan": version.plan}
