"""What the pages of a plan show, computed from the engine's plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from azalai.engines.plan.levels import french
from azalai.engines.plan.model import Plan, PlanNode
from azalai.engines.plan.sums import computed_cost, declared_at, total
from azalai.frames.dataset import Entry, load_framework


@dataclass(frozen=True, slots=True)
class CostLine:
    """A node of the top levels: declared beside computed, in units of the currency."""

    node: PlanNode
    depth: int
    declared: int | None
    computed: int | None

    @property
    def difference(self) -> int | None:
        """Computed less declared; None when one of them is missing."""
        if self.declared is None or self.computed is None:
            return None
        return self.computed - self.declared


def cost_lines(plan: Plan) -> list[CostLine]:
    """Nodes above the activities that declare a cost, and the top ones, in the order of the plan."""
    lines: list[CostLine] = []

    def visit(node: PlanNode, depth: int) -> None:
        if not node.children:
            return
        computed = computed_cost(node)
        if node.declared_cost is not None or (depth == 0 and computed is not None):
            lines.append(CostLine(node, depth, node.declared_cost, computed))
        for child in node.children:
            visit(child, depth + 1)

    for node in plan.nodes:
        visit(node, 0)
    return lines


def level_sums(plan: Plan) -> list[tuple[str, int, int]]:
    """(level, number of nodes with a cost, their sum) for every level that declares costs."""
    found = []
    for kind in plan.levels:
        nodes = declared_at(plan, kind)
        if nodes:
            found.append((french(kind, count=len(nodes)), len(nodes), total(nodes)))
    return found


@dataclass(frozen=True, slots=True)
class YearLine:
    """A line of the calendar: marked years; cost of each, None where it cannot be known."""

    node: PlanNode
    years: Mapping[int, bool]
    costs: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar by year. undated: activities without a year; even: some costs were spread evenly."""

    years: tuple[int, ...]
    names: Mapping[int, str]
    lines: tuple[YearLine, ...]
    totals: Mapping[int, int]
    undated: tuple[PlanNode, ...]
    undated_cost: int
    even: bool


def calendar(plan: Plan) -> Calendar:
    """Activities by year. A cost without yearly amounts is spread evenly over the activity's years."""
    first = plan.first_year or _first_civil_year(plan)
    lines, undated = [], []
    for leaf in plan.leaves():
        years = leaf.years or _years_of(leaf, first)
        if not years:
            undated.append(leaf)
            continue
        lines.append(YearLine(leaf, dict.fromkeys(years, True), _spread(leaf, years)))
    last = max((max(line.years) for line in lines), default=0)
    span = max(last, (plan.last_year or 0) - (plan.first_year or 0) + 1 if plan.last_year else last)
    numbers = tuple(range(1, span + 1))
    return Calendar(
        years=numbers,
        names={n: str(first + n - 1) if first else f"An {n}" for n in numbers},
        lines=tuple(lines),
        totals={n: sum(line.costs.get(n, 0) for line in lines) for n in numbers},
        undated=tuple(undated),
        undated_cost=sum(leaf.declared_cost or 0 for leaf in undated),
        even=any(len(line.years) > 1 and line.costs and not line.node.cost_by_year for line in lines),
    )


def _first_civil_year(plan: Plan) -> int | None:
    starts = [int(leaf.start[:4]) for leaf in plan.leaves() if leaf.start]
    return min(starts, default=None)


def _years_of(leaf: PlanNode, first: int | None) -> tuple[int, ...]:
    low, high = leaf.start or leaf.end, leaf.end or leaf.start
    if not (low and high and first):
        return ()
    return tuple(range(int(low[:4]) - first + 1, int(high[:4]) - first + 2))


def _spread(leaf: PlanNode, years: Sequence[int]) -> dict[int, int]:
    """Amounts by year that add up to the cost exactly; the remainder goes to the first years."""
    if leaf.cost_by_year:
        return dict(leaf.cost_by_year)
    if leaf.declared_cost is None:
        return {}
    share, rest = divmod(leaf.declared_cost, len(years))
    return {year: share + (1 if place < rest else 0) for place, year in enumerate(years)}


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One of the fourteen criteria for an activity. source: "plan", "answer" or "" when nothing says it."""

    entry: Entry
    source: str
    text: str

    @property
    def is_met(self) -> bool:
        """Something is said."""
        return bool(self.source)


def criteria_entries() -> tuple[Entry, ...]:
    """The fourteen criteria."""
    return load_framework("plan-criteria").entries


def criteria(chain: Sequence[PlanNode], answers: Mapping[str, str]) -> list[CriterionLine]:
    """The fourteen criteria of the guidelines for an activity.

    chain: the activity, its parent, and so on up; answers: criterion code -> what a person said.
    """
    return [
        _criterion(entry, chain, answers.get(entry.code, ""))
        for entry in load_framework("plan-criteria").entries
    ]


def _criterion(entry: Entry, chain: Sequence[PlanNode], answer: str) -> CriterionLine:
    if answer:
        return CriterionLine(entry, "answer", answer)
    for field in entry.evidence or ():
        said = next((text for node in chain if (text := EVIDENCE[field](node))), "")
        if said:
            return CriterionLine(entry, "plan", said)
    return CriterionLine(entry, "", "")


def _calendar_text(node: PlanNode) -> str:
    if node.period_text:
        return node.period_text
    return "années " + ", ".join(map(str, node.years)) if node.years else ""


EVIDENCE = {
    "title": lambda node: node.title,
    "references": lambda node: node.reference_text,
    "responsible": lambda node: node.responsible or node.partners,
    "calendar": _calendar_text,
    "expected_results": lambda node: node.expected_results or (node.title if node.kind == "result" else ""),
    "declared_cost": lambda node: (
        node.cost_text or ("" if node.declared_cost is None else str(node.declared_cost))
    ),
    "indicators": lambda node: " ; ".join(node.indicators),
    "means_of_verification": lambda node: node.verification,
    "strategies": lambda node: node.strategies,
    "beneficiaries": lambda node: node.beneficiaries,
    "risks": lambda node: node.risks,
    "assumptions": lambda node: node.assumptions,
}
