"""Declared costs against the sums of their parts."""

from __future__ import annotations

from azalai.engines.plan.checks.causes import Costs, of_node, of_total, of_writing
from azalai.engines.plan.checks.shared import of_the, parents, subject, the
from azalai.engines.plan.findings import Finding, figure, finding, short
from azalai.engines.plan.knowledge import Knowledge
from azalai.engines.plan.levels import FEMININE, french
from azalai.engines.plan.model import DeclaredSum, Plan, PlanNode, has_roles
from azalai.engines.plan.sums import declared_at, declared_parts, total


def grand_total(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """The stated total against the sum of every level that declares costs."""
    stated = next((t for t in plan.totals if t.code is None), None)
    if stated is None:
        return []
    costs = Costs(plan)
    levels = [(kind, declared_at(plan, kind)) for kind in plan.levels]
    wrong = [(kind, nodes) for kind, nodes in levels if _covers(plan, nodes) and total(nodes) != stated.value]
    return [_total_finding(costs, stated, kind, nodes) for kind, nodes in wrong]


def _covers(plan: Plan, nodes: list[PlanNode]) -> bool:
    """A level speaks for the plan when no costed branch is left out of it."""
    if not nodes:
        return False
    leaves = {id(leaf) for leaf in plan.leaves() if leaf.declared_cost is not None}
    below = {id(leaf) for node in nodes for leaf in node.walk()}
    return not leaves or leaves <= below


def _total_finding(costs: Costs, stated: DeclaredSum, kind: str, nodes: list[PlanNode]) -> Finding:
    declared, computed = stated.value, total(nodes)
    plural = french(kind, count=2)
    if len(nodes) == 1:
        said = f"{the(nodes[0])} coûte {figure(computed)}"
    else:
        said = f"les coûts des {len(nodes)} {plural} s'additionnent à {figure(computed)}"
    return finding(
        "C101",
        f"Le coût total annoncé est de {figure(declared)}, mais {said} (écart : "
        f"{figure(computed - declared)}).",
        source=stated.source,
        column=plural,
        declared=declared,
        computed=computed,
        difference=computed - declared,
        cause=of_total(costs, nodes, declared, computed),
    )


def several_totals(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Two different totals for the whole plan in one document."""
    stated = {t.value: t for t in reversed(plan.totals) if t.code is None}
    if len(stated) < 2:
        return []
    ordered = list(reversed(stated.values()))
    listed = " ; ".join(f"{figure(t.value)} (« {short(t.text, 60)} »)" for t in ordered)
    first, last = ordered[0], ordered[-1]
    return [
        finding(
            "C111",
            f"Le document annonce plusieurs totaux différents pour le plan : {listed}.",
            source=last.source,
            declared=first.value,
            computed=last.value,
            difference=last.value - first.value,
            cause=of_writing(first.value, last.value),
        )
    ]


def node_sums(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Each declared cost, and each sub-total, against the sum of the nearest declared costs below it."""
    costs = Costs(plan)
    return [f for node in plan.walk() if (f := _node_sum(costs, node))] + _subtotals(plan, costs)


def _node_sum(costs: Costs, node: PlanNode) -> Finding | None:
    parts = declared_parts(node)
    declared = node.declared_cost
    if declared is None or not parts or total(parts) == declared:
        return None
    computed = total(parts)
    return finding(
        "C102",
        f"Le coût déclaré {of_the(node)} est de {figure(declared)}, mais "
        f"{_added(parts, computed)} (écart : {figure(computed - declared)}).",
        node=node,
        column="coût",
        declared=declared,
        computed=computed,
        difference=computed - declared,
        cause=of_node(costs, node, parts, declared, computed),
    )


def _added(parts: list[PlanNode], computed: int) -> str:
    """ "les coûts de ses 4 activités s'additionnent à …" or "celui de sa seule action est de …"."""
    kinds = {part.kind for part in parts}
    kind = parts[0].kind
    if len(parts) == 1:
        only = "sa seule" if kind in FEMININE else "son seul"
        return f"celui de {only} {french(kind)} est de {figure(computed)}"
    named = french(kind, count=2) if len(kinds) == 1 else "composantes"
    return f"les coûts de ses {len(parts)} {named} s'additionnent à {figure(computed)}"


def _subtotals(plan: Plan, costs: Costs) -> list[Finding]:
    """Rows "sous-total" against the node that they close."""
    places = {(n.kind, n.source): n for n in plan.walk()}
    found = []
    for stated in plan.totals:
        node = places.get((stated.kind, stated.of)) if stated.of else None
        parts = declared_parts(node) if node else []
        if node is not None and parts and total(parts) != stated.value:
            found.append(_subtotal_finding(costs, node, stated, parts))
    return found


def _subtotal_finding(costs: Costs, node: PlanNode, stated: DeclaredSum, parts: list[PlanNode]) -> Finding:
    declared, computed = stated.value, total(parts)
    return finding(
        "C102",
        f"Le sous-total {of_the(node)} est de {figure(declared)}, mais "
        f"{_added(parts, computed)} (écart : {figure(computed - declared)}).",
        node=node,
        source=stated.source,
        column="sous-total",
        declared=declared,
        computed=computed,
        difference=computed - declared,
        cause=of_node(costs, node, parts, declared, computed),
    )


def yearly(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Declared cost against the sum of yearly costs."""
    return [f for node in plan.walk() if node.cost_by_year and (f := _yearly_finding(node))]


def _yearly_finding(node: PlanNode) -> Finding | None:
    declared, computed = node.declared_cost, sum(node.cost_by_year.values())
    if declared is None or computed == declared:
        return None
    return finding(
        "C105",
        f"Le coût déclaré {of_the(node)} est de {figure(declared)}, mais ses coûts annuels "
        f"s'additionnent à {figure(computed)} (écart : {figure(computed - declared)}).",
        node=node,
        column="coût",
        declared=declared,
        computed=computed,
        difference=computed - declared,
        cause=_year_counted(node, declared, computed) or of_writing(declared, computed),
    )


def _year_counted(node: PlanNode, declared: int, computed: int) -> str:
    """The year whose cost is the difference, when there is one."""
    years = [
        year for year, amount in node.cost_by_year.items() if amount and amount == abs(computed - declared)
    ]
    if len(years) != 1:
        return ""
    verb = "oublié dans" if computed > declared else "compté deux fois dans"
    return (
        f"L'écart est exactement le coût de l'année {years[0]} du plan, sans doute {verb} le montant déclaré."
    )


def missing(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Activities without a cost, in a plan that has costs for them."""
    if not _costs_its_lines(plan):
        return []
    told = {(r.kind, r.of) for r in plan.remarks if r.code == "C104"}
    bare = [
        leaf for leaf in plan.leaves() if leaf.declared_cost is None and (leaf.kind, leaf.source) not in told
    ]
    above = parents(plan)
    return [_shared(leaf, above.get(id(leaf))) if leaf.shares_cost_with else _without(leaf) for leaf in bare]


def _costs_its_lines(plan: Plan) -> bool:
    """Some column gives the cost of activities, or some activity has one."""
    columns = [c for layout in plan.layouts for c in layout.columns if c.role.name == "cost"]
    kinds = {leaf.kind for leaf in plan.leaves()}
    if has_roles(plan, "year_cost") or any(not c.role.kinds or set(c.role.kinds) & kinds for c in columns):
        return True
    return any(leaf.declared_cost is not None for leaf in plan.leaves())


def _without(leaf: PlanNode) -> Finding:
    return finding("C103", f"{subject(leaf)} n'a pas de coût.", node=leaf, column="coût")


def _shared(leaf: PlanNode, parent: PlanNode | None) -> Finding:
    near = [parent, *parent.children] if parent else []
    bearer = next((node for node in near if node.code == leaf.shares_cost_with), None)
    named = of_the(bearer) if bearer else f"de {leaf.shares_cost_with}"
    return finding(
        "C110",
        f"{subject(leaf)} n'a pas de coût propre : il est compris dans le coût {named}.",
        node=leaf,
        column="coût",
        computed=leaf.shares_cost_with,
    )


CHECKS = (grand_total, several_totals, node_sums, yearly, missing)
