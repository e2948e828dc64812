"""What the room adds to the home page and to pages of rooms below."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from azalai.core import registry
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.evaluation import evaluability, queries, rules
from azalai.evaluation.labels import QUESTIONS
from azalai.interventions.models import Intervention
from azalai.interventions.queries import scope_of
from azalai.plans.models import Node

SHOWN = 5


def register() -> None:
    """Announce the card and the panels."""
    registry.register_card(registry.DashboardCard("evaluation/card.html", 35, card, rules.can_see_room))
    for place, template, context in (
        ("interventions.intervention", "evaluation/panels/intervention.html", of_intervention),
        ("plans.node", "evaluation/panels/node.html", of_node),
    ):
        registry.register_panel(registry.Panel(place, template, 40, context, rules.can_see_room))


def card(author: Author) -> dict[str, Any]:
    """Home page: what is to be finished, replied to, answered, closed; at most five queries."""
    on = today()
    waiting = queries.waiting_for(author, scope_of(author, on=on), country=settings.COUNTRY, on=on)
    lists = {name: list(found[: SHOWN + 1]) for name, found in waiting.items()}
    return {
        "lists": {name: found[:SHOWN] for name, found in lists.items() if found},
        "more": {name for name, found in lists.items() if len(found) > SHOWN},
        "today": on,
    }


def of_intervention(author: Author, intervention: Intervention) -> dict[str, Any]:
    """Page of a published intervention: its evaluations, what is missing, practices taken up."""
    if intervention.is_draft:
        return {"intervention": None}
    scope = scope_of(author, on=today())
    [assessed] = evaluability.of_interventions([intervention])
    return {
        "intervention": intervention,
        "evaluations": list(queries.of_intervention(author, scope, intervention)[:SHOWN]),
        "may_begin": rules.can_rate(author) or rules.can_rate_self(author, intervention, scope),
        "report": assessed.report,
        "questions": QUESTIONS,
        "reused": list(intervention.reused_lessons.select_related("lesson")[:SHOWN]),
    }


def of_node(author: Author, node: Node) -> dict[str, Any]:
    """Page of a line of a plan: its evaluations."""
    scope = scope_of(author, on=today())
    country = node.version.plan.country
    return {
        "node": node,
        "plan": node.version.plan,
        "evaluations": list(queries.of_node(author, scope, node, country=country)[:SHOWN]),
        "may_begin": rules.can_rate(author),
    }
