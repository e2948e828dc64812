"""Costs added up, each once, from the bottom of the plan."""

from __future__ import annotations

from azalai.engines.plan.model import Plan, PlanNode


def computed_cost(node: PlanNode) -> int | None:
    """What the node's parts add up to, from the bottom; None when it has no part with a cost.

    A part whose own parts carry no cost counts with what it declares.
    """
    return _sum([bottom_up(child) for child in node.children])


def bottom_up(node: PlanNode) -> int | None:
    """The node's own worth: the sum of its parts, else what it declares."""
    parts = computed_cost(node)
    return node.declared_cost if parts is None else parts


def computed_total(plan: Plan) -> int | None:
    """The whole plan from the bottom."""
    return _sum([bottom_up(node) for node in plan.nodes])


def declared_parts(node: PlanNode) -> list[PlanNode]:
    """The nearest nodes below that declare a cost (levels without costs are looked through)."""
    parts: list[PlanNode] = []
    for child in node.children:
        parts += [child] if child.declared_cost is not None else declared_parts(child)
    return parts


def declared_at(plan: Plan, kind: str) -> list[PlanNode]:
    """Nodes of a level that declare a cost."""
    return [node for node in plan.walk() if node.kind == kind and node.declared_cost is not None]


def total(nodes: list[PlanNode]) -> int:
    """Sum of declared costs."""
    return sum(node.declared_cost or 0 for node in nodes)


def _sum(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
