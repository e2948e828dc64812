"""Columns that the house writes by itself: for plans made here, and for what a layout lacks."""

from __future__ import annotations

from itertools import pairwise

from azalai.engines.plan.columns import Role, role_of
from azalai.engines.plan.levels import RANK, code_parts, french
from azalai.engines.plan.model import Column, Layout, Plan, PlanNode
from azalai.engines.plan.writing.values import unit

# Every header is read back as the role beside it (a test holds them together).
HEADERS = {
    "responsible": "Structure responsable",
    "partners": "Partenaires",
    "beneficiaries": "Bénéficiaires",
    "references": "Références (PNM, PMM, ODD)",
    "strategies": "Stratégies de mise en œuvre",
    "expected_results": "Résultats attendus",
    "indicators": "Indicateurs",
    "baseline": "Situation de référence",
    "target": "Valeur cible",
    "verification": "Sources de vérification",
    "assumptions": "Hypothèses",
    "risks": "Risques",
    "funding": "Source de financement",
    "comments": "Observations",
    "period": "Période",
}
COST, TOTAL_COST = "Coût estimé", "Coût total estimé"
ORDER = (
    "responsible", "partners", "beneficiaries", "references", "indicators", "baseline", "target",
    "verification", "expected_results", "strategies", "assumptions", "risks", "funding", "comments",
)  # fmt: skip


def default_layout(plan: Plan) -> Layout:
    """One table for a plan without a source: title rows for the upper levels, then a column for each
    kind of information that some node holds, the calendar at the end.

    Levels nested against the usual order of their names get a column each instead of title rows.
    """
    nodes = list(plan.walk())
    named = [(header, Role("code")) for header in ["N°"] if _has_code_column(plan)]
    named += [
        (_header(kind, plural=kind == plan.levels[-1]), Role("node", (kind,))) for kind in _columns_for(plan)
    ]
    named += (
        [(_cost_header(plan), Role("cost"))] if any(node.declared_cost is not None for node in nodes) else []
    )
    named += [(HEADERS[name], Role(name)) for name in ORDER if any(_says(node, name) for node in nodes)]
    named += [(header, Role("unknown")) for header in dict.fromkeys(h for node in nodes for h in node.extra)]
    named += calendar(plan)
    return layout_of(1, "", named)


def layout_of(table: int, sheet: str, named: list[tuple[str, Role]]) -> Layout:
    """A layout from headers and roles, its header on as many rows as the deepest header has lines."""
    columns = tuple(Column(index, header, role) for index, (header, role) in enumerate(named))
    depth = max((header.count("\n") + 1 for header, _ in named), default=1)
    return Layout(table, sheet, columns, tuple(range(depth)), "")


def calendar(plan: Plan) -> list[tuple[str, Role]]:
    """Columns of time: by year when the plan has years, a period when some node has finer dates."""
    nodes = list(plan.walk())
    budget = [(f"Budget\n{head}", Role("year_cost", number=n)) for head, n in _years(plan)]
    years = [(f"Calendrier\n{head}", Role("year", number=n)) for head, n in _years(plan)]
    period = [(HEADERS["period"], Role("period"))]
    columns = period if any(_is_fine(node) for node in nodes) else []
    if any(node.years and not node.cost_by_year for node in nodes):
        columns = columns + years
    return columns + (budget if any(node.cost_by_year for node in nodes) else [])


def missing(name: str, plan: Plan) -> list[tuple[str, Role]]:
    """Columns to add to a layout that has no place for a role ("year_cost" needs one a year)."""
    if name == "cost":
        return [(_cost_header(plan), Role("cost"))]
    if name == "year_cost":
        return [(f"Budget\n{head}", Role("year_cost", number=n)) for head, n in _years(plan)]
    return [(HEADERS[name], Role(name))]


def goes_above(upper: str, lower: str) -> bool:
    """The names of the levels alone tell the reader which is above."""
    return RANK.get(upper, 45) < RANK.get(lower, 45)


def _columns_for(plan: Plan) -> tuple[str, ...]:
    """Levels with a column: the lowest one when the names of the others say their order, else all."""
    if all(goes_above(upper, lower) for upper, lower in pairwise(plan.levels)):
        return plan.levels[-1:]
    return plan.levels


def _header(kind: str, *, plural: bool) -> str:
    header = french(kind, count=2 if plural else 1).capitalize()
    return header if role_of(header) == Role("node", (kind,)) else french(kind).capitalize()


def _cost_header(plan: Plan) -> str:
    """ "Coût total" beside columns that say what it is made of."""
    named = unit(plan.currency)
    parts = any(role_of(header).name == "cost" for node in plan.walk() for header in node.extra)
    cost = TOTAL_COST if parts else COST
    return f"{cost} ({named})" if named else cost


def _says(node: PlanNode, name: str) -> bool:
    return bool(
        getattr(node, name) or (name == "references" and (node.reference_texts or node.reference_text))
    )


def _has_code_column(plan: Plan) -> bool:
    """Codes of the lowest level stand apart, unless one begins another: then each needs its label."""
    codes = [code_parts(node.code) for node in plan.walk() if node.code and node.kind == plan.levels[-1]]
    known = set(codes)
    return bool(codes) and not any(code[:-1] in known for code in known if len(code) > 1)


def _years(plan: Plan) -> list[tuple[str, int]]:
    """Heads of the plan's years: civil years when they are known, else "An 1"."""
    marked = [year for node in plan.walk() for year in (*node.years, *node.cost_by_year)]
    if plan.first_year and plan.last_year:
        count = max([plan.last_year - plan.first_year + 1, *marked])
        return [(str(plan.first_year + n), plan.first_year + n) for n in range(count)]
    return [(f"An {n}", n) for n in range(1, max(marked, default=0) + 1)]


def _is_fine(node: PlanNode) -> bool:
    """Dates that whole years do not say."""
    if node.continuous or bool(node.start) != bool(node.end):
        return True
    if not node.start or not node.end:
        return bool(node.period_text)
    return not node.years or node.start[5:] != "01" or node.end[5:] != "12"
