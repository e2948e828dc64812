"""Calendars: missing, outside the plan, turned round, interrupted."""

from __future__ import annotations

from azalai.engines.plan.checks.shared import agree, listed, of_the, subject
from azalai.engines.plan.findings import Finding, finding
from azalai.engines.plan.knowledge import Knowledge
from azalai.engines.plan.levels import MONTHS_IN_FRENCH
from azalai.engines.plan.model import Plan, PlanNode, has_roles

TIME_ROLES = ("year", "year_cost", "month", "period", "start", "end")


def missing(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Activities without any year, period or date, in a plan with a calendar."""
    if not has_roles(plan, *TIME_ROLES):
        return []
    return [
        finding(
            "T201",
            f"{subject(leaf)} n'a pas de calendrier : aucune année ni période n'est indiquée.",
            node=leaf,
            column="calendrier",
        )
        for leaf in plan.leaves()
        if not (leaf.years or leaf.start or leaf.end or leaf.continuous or leaf.period_text)
    ]


def outside(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Dates before the plan begins or after it ends."""
    if not plan.first_year or not plan.last_year:
        return []
    return [f for node in plan.walk() if (f := _outside(node, plan.first_year, plan.last_year))]


def _outside(node: PlanNode, first: int, last: int) -> Finding | None:
    dates = sorted(date for date in (node.start, node.end) if date)
    if not dates or (int(dates[0][:4]) >= first and int(dates[-1][:4]) <= last):
        return None
    return finding(
        "T202",
        f"{subject(node)} est {agree(node, 'prévu')} {_when(dates)}, en dehors de la période du plan "
        f"({first}-{last}).",
        node=node,
        column="calendrier",
        declared=node.period_text or " – ".join(dates),
        computed=f"{first}-{last}",
    )


def _when(dates: list[str]) -> str:
    """ "de janvier 2020 à juin 2021", "en mars 2020"."""
    low, high = in_words(dates[0]), in_words(dates[-1])
    return f"en {low}" if low == high else f"{'d’' if low[0] in 'ao' else 'de '}{low} à {high}"


def in_words(date: str) -> str:
    """ "2020-06" as "juin 2020"."""
    return f"{MONTHS_IN_FRENCH[int(date[5:7]) - 1]} {date[:4]}"


def turned_round(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """An end before the start."""
    return [
        finding(
            "T203",
            f"La période {of_the(node)} finit ({in_words(node.end)}) avant de commencer "
            f"({in_words(node.start)}).",
            node=node,
            column="calendrier",
            declared=node.period_text or f"{node.start} – {node.end}",
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
            f"Le calendrier {of_the(leaf)} s'interrompt : années "
            f"{listed([str(year) for year in leaf.years])} du plan.",
            node=leaf,
            column="calendrier",
            declared=", ".join(map(str, leaf.years)),
        )
        for leaf in plan.leaves()
        if _has_hole(leaf)
    ]


def _has_hole(node: PlanNode) -> bool:
    return len(node.years) > 1 and max(node.years) - min(node.years) + 1 != len(node.years)


CHECKS = (missing, outside, turned_round, interrupted)
