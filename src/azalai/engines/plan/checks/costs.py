"""Declared costs against the sums of their parts."""

from __future__ import annotations

from itertools import combinations

from azalai.engines.plan.checks.shared import subject
from azalai.engines.plan.findings import Finding, figure, finding, name_of, short
from azalai.engines.plan.knowledge import Knowledge
from azalai.engines.plan.levels import FEMININE, french, with_article
from azalai.engines.plan.model import Plan, PlanNode, Source, has_roles
from azalai.engines.plan.sums import computed_total, declared_at, declared_parts, total


def grand_total(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """The stated total against the sum of every level that declares costs."""
    if plan.declared_total is None:
        return []
    stated = next(t for t in plan.totals if t.code is None)
    found = []
    for kind in plan.levels:
        nodes = declared_at(plan, kind)
        if not _covers(plan, nodes) or total(nodes) == plan.declared_total:
            continue
        found.append(_total_finding(plan, kind, nodes, stated.source))
    return found


def _covers(plan: Plan, nodes: list[PlanNode]) -> bool:
    """A level speaks for the plan when no costed branch is left out of it."""
    if not nodes:
        return False
    leaves = {id(leaf) for leaf in plan.leaves() if leaf.declared_cost is not None}
    below = {id(leaf) for node in nodes for leaf in node.walk()}
    return not leaves or leaves <= below


def _total_finding(plan: Plan, kind: str, nodes: list[PlanNode], source: Source) -> Finding:
    declared, computed = plan.declared_total or 0, total(nodes)
    plural = french(kind, count=2)
    return finding(
        "C101",
        f"Le coût total annoncé est de {figure(declared)}, mais les {len(nodes)} {plural} "
        f"s'additionnent à {figure(computed)} (écart : {figure(computed - declared)}).",
        source=source,
        column=plural,
        declared=declared,
        computed=computed,
        difference=computed - declared,
        cause=_cause(computed - declared, nodes, declared, computed),
    )


def several_totals(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Two different totals for the whole plan in one document."""
    stated = {t.value: t for t in plan.totals if t.code is None}
    if len(stated) < 2:
        return []
    listed = " ; ".join(f"{figure(value)} (« {short(t.text, 60)} »)" for value, t in stated.items())
    last = list(stated.values())[-1]
    return [
        finding(
            "C111",
            f"Le document annonce plusieurs totaux pour le plan : {listed}.",
            source=last.source,
            declared=plan.declared_total,
            computed=last.value,
            difference=last.value - (plan.declared_total or 0),
        )
    ]


def node_sums(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Each declared cost against the sum of the nearest declared costs below it."""
    return [f for node in plan.walk() if (f := _node_sum(plan, node))] + _subtotals(plan)


def _node_sum(plan: Plan, node: PlanNode) -> Finding | None:
    parts = declared_parts(node)
    if node.declared_cost is None or not parts or total(parts) == node.declared_cost:
        return None
    computed = total(parts)
    difference = computed - node.declared_cost
    return finding(
        "C102",
        f"Le coût déclaré de {with_article(node.kind)} {name_of(node)} est de {figure(node.declared_cost)}, mais "
        f"{_added(parts, computed)} (écart : {figure(difference)}).",
        node=node,
        declared=node.declared_cost,
        computed=computed,
        difference=difference,
        cause=_cause(difference, _candidates(plan, node, parts), node.declared_cost, computed),
    )


def _added(parts: list[PlanNode], computed: int) -> str:
    """ "ses 4 activités s'additionnent à …" or "celui de sa seule action est de …"."""
    kind = parts[0].kind
    if len(parts) == 1:
        only = "sa seule" if kind in FEMININE else "son seul"
        return f"celui de {only} {french(kind)} est de {figure(computed)}"
    return f"ses {len(parts)} {french(kind, count=2)} s'additionnent à {figure(computed)}"


def _subtotals(plan: Plan) -> list[Finding]:
    """Rows "sous-total" against the node that they close."""
    by_code = {(n.kind, n.code): n for n in plan.walk()}
    found = []
    for stated in plan.totals:
        node = by_code.get((stated.kind, stated.code)) if stated.code else None
        parts = declared_parts(node) if node else []
        if not node or not parts or total(parts) == stated.value:
            continue
        found.append(_subtotal_finding(plan, node, stated.value, parts, stated.source))
    return found


def _subtotal_finding(plan: Plan, node: PlanNode, stated: int, parts: list[PlanNode], source: Source) -> Finding:
    computed = total(parts)
    return finding(
        "C102",
        f"Le sous-total de {with_article(node.kind)} {name_of(node)} est de {figure(stated)}, mais ses composantes "
        f"s'additionnent à {figure(computed)} (écart : {figure(computed - stated)}).",
        node=node,
        source=source,
        declared=stated,
        computed=computed,
        difference=computed - stated,
        cause=_cause(computed - stated, _candidates(plan, node, parts), stated, computed),
    )


def _candidates(plan: Plan, node: PlanNode, parts: list[PlanNode]) -> list[PlanNode]:
    """Where the difference may come from: what is below the node, then what stands beside it."""
    below = [n for n in node.walk() if n is not node and n.declared_cost]
    inside = {id(n) for n in node.walk()}
    same = [n for n in plan.walk() if n.declared_cost and id(n) not in inside and not _is_above(n, node)]
    return below + [n for n in same if n.kind in {node.kind, parts[0].kind}]


def _is_above(upper: PlanNode, node: PlanNode) -> bool:
    return any(n is node for n in upper.walk())


def _cause(difference: int, candidates: list[PlanNode], declared: int, computed: int) -> str:
    """Probable origin of a difference, "" when nothing explains it exactly."""
    amount = abs(difference)
    word = "oublié dans le montant déclaré" if difference > 0 else "compté en trop dans le montant déclaré"
    alone = [node for node in candidates if node.declared_cost == amount]
    if alone:
        return f"L'écart de {figure(amount)} est exactement le coût de {_suspects(_lowest(alone))}, sans doute {word}."
    if declared and computed and (declared * 10 == computed or computed * 10 == declared):
        return "Les deux montants ne diffèrent que d'un zéro."
    if declared * 1000 == computed or computed * 1000 == declared:
        return "Les deux montants ne diffèrent que de trois zéros : l'unité (milliers) est sans doute à vérifier."
    if _swapped(declared, computed):
        return "Les deux montants ont les mêmes chiffres dans un autre ordre : sans doute une faute de frappe."
    return _pair(amount, candidates, word)


def _suspects(nodes: list[PlanNode]) -> str:
    """The likeliest first: a line without a calendar was often added late and left out of the sums."""
    ranked = sorted(nodes, key=lambda n: bool(n.children or n.years or n.start or n.end))
    first, others = ranked[0], ranked[1:4]
    undated = not (first.children or first.years or first.start or first.end)
    said = f"{with_article(first.kind)} {name_of(first)}"
    said += " (qui n'a pas non plus de calendrier)" if undated and others else ""
    if not others:
        return said
    same = ", ".join(name_of(node) for node in others)
    return f"{said} — {same} {'a' if len(others) == 1 else 'ont'} le même coût —"


def _lowest(nodes: list[PlanNode]) -> list[PlanNode]:
    """Without those that only repeat the cost of a node below them."""
    return [n for n in nodes if not any(other is not n and _is_above(n, other) for other in nodes)] or nodes


def _pair(amount: int, candidates: list[PlanNode], word: str) -> str:
    """Two costs that make the difference, when only one pair does."""
    leaves = [node for node in candidates if not node.children][:60]
    pairs = [p for p in combinations(leaves, 2) if sum(n.declared_cost or 0 for n in p) == amount]
    if len(pairs) != 1:
        return ""
    names = " et de ".join(f"{with_article(n.kind)} {name_of(n)}" for n in pairs[0])
    return f"L'écart de {figure(amount)} est la somme des coûts de {names}, sans doute {word}."


def _swapped(left: int, right: int) -> bool:
    a, b = str(left).rstrip("0"), str(right).rstrip("0")
    return left != right and len(str(left)) == len(str(right)) and len(a) > 1 and sorted(a) == sorted(b)


def yearly(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Declared cost against the sum of yearly costs."""
    found = []
    for node in plan.walk():
        computed = sum(node.cost_by_year.values())
        if node.cost_by_year and node.declared_cost is not None and computed != node.declared_cost:
            found.append(
                finding(
                    "C105",
                    f"Le coût déclaré de {with_article(node.kind)} {name_of(node)} est de {figure(node.declared_cost)}, "
                    f"mais ses coûts annuels s'additionnent à {figure(computed)}.",
                    node=node,
                    declared=node.declared_cost,
                    computed=computed,
                    difference=computed - node.declared_cost,
                    cause=_cause(computed - node.declared_cost, [], node.declared_cost, computed),
                )
            )
    return found


def missing(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Activities without a cost, in a plan that has costs."""
    if not has_roles(plan, "cost", "year_cost") and computed_total(plan) is None:
        return []
    found = []
    for leaf in plan.leaves():
        if leaf.declared_cost is not None:
            continue
        if leaf.shares_cost_with:
            found.append(_shared(leaf))
        elif not _unreadable(plan, leaf):
            found.append(finding("C103", f"{subject(leaf)} n'a pas de coût.", node=leaf))
    return found


def _shared(leaf: PlanNode) -> Finding:
    return finding(
        "C110",
        f"{subject(leaf)} n'a pas de coût propre : il est compris dans celui de {leaf.shares_cost_with}.",
        node=leaf,
    )


def _unreadable(plan: Plan, leaf: PlanNode) -> bool:
    return any(r.code == "C104" and (r.source.table, r.source.row) == (leaf.source.table, leaf.source.row) for r in plan.remarks)


CHECKS = (grand_total, several_totals, node_sums, yearly, missing)
