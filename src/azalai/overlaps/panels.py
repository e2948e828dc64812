"""What the room adds to the home page and to pages of rooms below."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from azalai.core import registry
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.interventions.models import Intervention
from azalai.interventions.queries import scope_of
from azalai.overlaps import queries, rules, workbench

SHOWN = 5


def register() -> None:
    """Announce the card and the panel."""
    registry.register_card(registry.DashboardCard("overlaps/card.html", 15, card, rules.can_see_matrix))
    registry.register_panel(
        registry.Panel(
            "interventions.intervention",
            "overlaps/panels/intervention.html",
            20,
            of_intervention,
            rules.can_see_matrix,
        )
    )


def card(author: Author) -> dict[str, Any]:
    """Home page: what waits for the secretariat, or for a partner; at most five queries."""
    country, scope = settings.COUNTRY, scope_of(author, on=today())
    context: dict[str, Any] = {
        "may_work": rules.can_work(author),
        "waiting": 0,
        "complements": 0,
        "late": 0,
        "amount": None,
        "asked": workbench.asked_of(author, scope, country=country),
    }
    if context["may_work"]:
        late = workbench.overdue(workbench.joints(author, scope, country=country), on=today())
        context |= workbench.waiting_for_secretariat(country) | {"late": late.count()}
    return context


def of_intervention(author: Author, intervention: Intervention) -> dict[str, Any]:
    """Page of a published intervention: pairs that the author may see; nothing for a draft."""
    if intervention.is_draft:
        return {"lines": [], "more": 0}
    scope = scope_of(author, on=today())
    rows = queries.of_intervention(author, scope, intervention).said(*queries.relations_of(queries.WORTH))
    pairs = list(rows.select_related("left__lead", "right__lead"))
    shown = [{"pair": one, "other": _other(one, intervention)} for one in pairs[:SHOWN]]
    return {"lines": shown, "more": max(0, len(pairs) - SHOWN)}


def _other(pair: Any, intervention: Intervention) -> Intervention:
    return pair.right if pair.left_id == intervention.pk else pair.left
