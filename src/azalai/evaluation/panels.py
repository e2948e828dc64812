"""What the room adds to the home page and to pages of rooms below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _lazy

from azalai.core import attention, registry
from azalai.core.attention import Attention, Kind
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.evaluation import evaluability, queries, rules
from azalai.evaluation.labels import QUESTIONS
from azalai.interventions.models import Intervention
from azalai.interventions.queries import scope_of
from azalai.plans.models import Node

SHOWN = 5
FIRST = 3  # lines of one kind on the first page


def register() -> None:
    """Announce what the room says on the first page, and the panels."""
    attention.register(attention.Source("evaluation", 60, lines, rules.can_see_room))
    for place, template, context in (
        ("interventions.intervention", "evaluation/panels/intervention.html", of_intervention),
        ("plans.node", "evaluation/panels/node.html", of_node),
    ):
        registry.register_panel(registry.Panel(place, template, 40, context, rules.can_see_room))


WORDS = {
    "finish": _lazy("Terminer l'évaluation : %(title)s"),
    "reply": _lazy("Donner votre avis sur l'évaluation : %(title)s"),
    "answer": _lazy("Répondre aux avis sur l'évaluation : %(title)s"),
    "close": _lazy("Clore l'évaluation : %(title)s"),
}
MORE = {
    "finish": _lazy("D'autres évaluations sont à terminer"),
    "reply": _lazy("D'autres évaluations attendent votre avis"),
    "answer": _lazy("D'autres avis attendent votre réponse"),
    "close": _lazy("D'autres évaluations sont à clore"),
}


def lines(author: Author) -> Iterator[Attention]:
    """What is to be finished, replied to, answered, closed; at most five queries."""
    on = today()
    waiting = queries.waiting_for(author, scope_of(author, on=on), country=settings.COUNTRY, on=on)
    for name, rows in waiting.items():
        found = list(rows[: FIRST + 1])
        for one in found[:FIRST]:
            due = one.reply_due if name == "reply" else None
            words = WORDS[name] % {"title": one}
            yield Attention(Kind.DECISION, words, one.get_absolute_url(), on=due)
        if len(found) > FIRST:
            yield Attention(Kind.DECISION, MORE[name], reverse("evaluation:evaluations"))


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
