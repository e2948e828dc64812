"""What people do to a plan on the web, as functions from a plan to a plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from azalai.engines.plan.model import Plan, PlanNode

Edit = Callable[[Plan], Plan | None]
FRANC = {"TD": "XAF"}


def with_node(plan: Plan, old: PlanNode, new: PlanNode | None) -> Plan:
    """The plan with a node replaced, or left out."""

    def go(nodes: tuple[PlanNode, ...]) -> tuple[PlanNode, ...]:
        kept = [(new if node is old else replace(node, children=go(node.children))) for node in nodes]
        return tuple(node for node in kept if node is not None)

    return replace(plan, nodes=go(plan.nodes))


def node_of(plan: Plan, kind: str, code: str) -> PlanNode:
    """The node of that kind and code."""
    return next(node for node in plan.walk() if (node.kind, node.code) == (kind, code))


def changed(plan: Plan, kind: str, code: str, /, **values: object) -> Plan:
    """The plan with new values in one node."""
    node = node_of(plan, kind, code)
    return with_node(plan, node, replace(node, **values))


def added(plan: Plan, kind: str, code: str, child: PlanNode, place: int | None = None) -> Plan:
    """The plan with a new node below another, at a place among its children."""
    parent = node_of(plan, kind, code)
    children = list(parent.children)
    children.insert(len(children) if place is None else place, child)
    return with_node(plan, parent, replace(parent, children=tuple(children)))


def moved(plan: Plan, node: tuple[str, str], below: tuple[str, str], code: str) -> Plan:
    """The plan with a node below another parent, renumbered."""
    found = node_of(plan, *node)
    left = with_node(plan, found, None)
    printed = code if found.printed_code == found.code else code.rpartition(".")[2]
    return added(left, *below, replace(found, code=code, printed_code=printed))


def with_currency(plan: Plan) -> Plan:
    """A plan that gets its first cost gets the franc of its country."""
    costly = any(node.declared_cost is not None for node in plan.walk())
    return replace(plan, currency=FRANC.get(plan.country, "XOF")) if costly and not plan.currency else plan


def _leaf(plan: Plan) -> PlanNode:
    leaves = [node for node in plan.walk() if not node.children]
    return leaves[min(1, len(leaves) - 1)]


def _on_leaf(**values: object) -> Edit:
    return lambda plan: with_node(plan, _leaf(plan), replace(_leaf(plan), **values))


def _years(plan: Plan) -> Plan | None:
    first, last, leaf = plan.first_year, plan.last_year, _leaf(plan)
    if leaf.cost_by_year:
        return None
    dated = first is not None and last is not None and last >= first + 2
    start, end = (f"{first + 1}-01", f"{first + 2}-12") if dated and first else (None, None)
    new = replace(leaf, years=(2, 3), start=start, end=end, continuous=False, period_text="")
    return with_node(plan, leaf, new)


def _first_group(plan: Plan) -> PlanNode | None:
    return next((node for node in plan.walk() if node.children), None)


def _on_group(**values: object) -> Edit:
    def edit(plan: Plan) -> Plan | None:
        group = _first_group(plan)
        return with_node(plan, group, replace(group, **values)) if group else None

    return edit


def _new_leaf(plan: Plan) -> Plan | None:
    leaf = _leaf(plan)
    parent = next((node for node in plan.walk() if any(child is leaf for child in node.children)), None)
    if parent is None:
        return None
    code = f"{parent.code}.77" if parent.code else "77"
    new = PlanNode(leaf.kind, code, "Une activité neuve", declared_cost=5_000_000, responsible="MAE")
    return with_node(plan, parent, replace(parent, children=(*parent.children, new)))


def _without_first_leaf(plan: Plan) -> Plan | None:
    leaves = [node for node in plan.walk() if not node.children]
    return with_node(plan, leaves[0], None) if len(leaves) > 2 else None


EDITS: dict[str, Edit] = {
    "a_new_title": _on_leaf(title="Un titre tout neuf"),
    "a_new_cost": _on_leaf(declared_cost=7_654_000, cost_text="", cost_by_year={}, shares_cost_with=""),
    "no_cost": _on_leaf(declared_cost=None, cost_text="", cost_by_year={}),
    "another_body": _on_leaf(responsible="SP/CCM"),
    "other_years": _years,
    "other_references": _on_leaf(
        references={"GCM": ("2", "3")}, reference_texts={"PNM": "Axe 1"}, reference_text=""
    ),
    "indicators": _on_leaf(indicators=("Nombre de réunions", "Taux de présence")),
    "risks_and_assumptions": _on_leaf(risks="Un risque", assumptions="Une hypothèse"),
    "a_group_with_a_new_title": _on_group(title="Un groupe tout neuf"),
    "a_group_with_a_new_cost": _on_group(declared_cost=99_000_000, cost_text=""),
    "one_more_activity": _new_leaf,
    "one_activity_less": _without_first_leaf,
}
