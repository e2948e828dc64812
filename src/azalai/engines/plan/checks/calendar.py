"""Calendars: missing, outside the plan, turned round, interrupted."""

from __future__ import annotations

from azalai.engines.plan.checks.shared import agree, subject
from azalai.engines.plan.findings import Finding, finding, name_of
from azalai.engines.plan.knowledge import Knowledge
from azalai.engines.plan.model import Plan, PlanNode, has_roles

TIME_ROLES = ("year", "year_cost", "month", "period", "start", "end")


def missing(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Activities without any year, period or date."""
    if not has_roles(plan, *TIME_ROLES):
        return []
    return [
        finding("T201", f"{subject(leaf)} n'a pas de calendrier : aucune année ni période n'est indiquée.", node=leaf)
        for leaf in plan.leaves()
        if not (leaf.years or leaf.start or leaf.end or leaf.continuous or leaf.period_text)
    ]


def outside(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Dates before the plan begins or after it ends."""
    if not plan.first_year or not plan.last_year:
        return []
    span = f"{plan.first_year}-{plan.last_year}"
    found = []
    for node in plan.walk():
        low = min(filter(None, [node.start, node.end]), default=None)
        high = max(filter(None, [node.start, node.end]), default=None)
        if low and high and (int(low[:4]) < plan.first_year or int(high[:4]) > plan.last_year):
            found.append(
                finding(
                    "T202",
                    f"{subject(node)} est {agree(node, 'prévu')} de {low} à {high}, en dehors de la période du plan ({span}).",
                    node=node,
                    declared=node.period_text or f"{low} – {high}",
                    computed=span,
                )
            )
    return found


def turned_round(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """An end before the start."""
    return [
        finding(
            "T203",
            f"La période de {name_of(node)} finit ({node.end}) avant de commencer ({node.start}).",
            node=node,
            declared=node.period_text,
            cause="Les deux dates sont sans doute inversées.",
        )
        for node in plan.walk()
        if node.start and node.end and node.end < node.start
    ]


def interrupted(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Years marked with a hole between them."""
    return [
        finding(
            "T205",
            f"Le calendrier de {name_of(leaf)} s'interrompt : années {', '.join(map(str, leaf.years))}.",
            node=leaf,
            declared=", ".join(map(str, leaf.years)),
        )
        for leaf in plan.leaves()
        if _has_hole(leaf)
    ]


def _has_hole(node: PlanNode) -> bool:
    return len(node.years) > 1 and max(node.years) - min(node.years) + 1 != len(node.years)


CHECKS = (missing, outside, turned_round, interrupted)
