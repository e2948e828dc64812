"""Why two amounts differ: the difference is looked for among the costs of the plan.

Method: exact equality only (a cost equal to the difference, one pair of lines that makes it, a zero or
three zeros too many, digits in another order). Nothing is said when nothing explains it exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from azalai.engines.plan.checks.shared import the
from azalai.engines.plan.findings import figure, name_of
from azalai.engines.plan.model import Plan, PlanNode

PAIRED = 60  # lines among which a pair is looked for: 1,770 pairs
NAMED = 4  # nodes of the same cost that a cause names


class Costs:
    """The plan's declared costs, by amount, each with its place in the tree."""

    def __init__(self, plan: Plan) -> None:
        self.spans: dict[int, tuple[int, int]] = {}
        self.by_amount: dict[int, list[PlanNode]] = defaultdict(list)
        for place, node in enumerate(plan.walk()):
            self.spans[id(node)] = (place, place)
            if node.declared_cost:
                self.by_amount[node.declared_cost].append(node)
        for root in plan.nodes:
            self._close(root)

    def _close(self, node: PlanNode) -> int:
        first = self.spans[id(node)][0]
        last = max([first, *(self._close(child) for child in node.children)])
        self.spans[id(node)] = (first, last)
        return last

    def is_below(self, node: PlanNode, upper: PlanNode) -> bool:
        """node stands under upper (and is not it)."""
        (at, _), (first, last) = self.spans[id(node)], self.spans[id(upper)]
        return first < at <= last

    def below(self, upper: PlanNode, amount: int) -> list[PlanNode]:
        """Nodes under upper that cost that much, without those that only repeat one below them."""
        return self._lowest([n for n in self.by_amount.get(amount, ()) if self.is_below(n, upper)])

    def beside(self, node: PlanNode, kinds: set[str], amount: int) -> list[PlanNode]:
        """Nodes of these kinds elsewhere in the plan that cost that much."""
        found = [n for n in self.by_amount.get(amount, ()) if n.kind in kinds and n is not node]
        return [n for n in found if not self.is_below(n, node) and not self.is_below(node, n)]

    def anywhere(self, amount: int) -> list[PlanNode]:
        """Nodes of the whole plan that cost that much."""
        return self._lowest(self.by_amount.get(amount, []))

    def _lowest(self, nodes: list[PlanNode]) -> list[PlanNode]:
        few = nodes[:50]
        return [n for n in few if not any(self.is_below(other, n) for other in few)]


def of_node(costs: Costs, node: PlanNode, parts: list[PlanNode], declared: int, computed: int) -> str:
    """Why a declared cost is not the sum of its parts."""
    difference = computed - declared
    amount = abs(difference)
    if below := costs.below(node, amount):
        return _exactly(amount, below, "oublié dans" if difference > 0 else "compté deux fois dans")
    if slip := of_writing(declared, computed):
        return slip
    if difference < 0 and (beside := costs.beside(node, {node.kind, parts[0].kind}, amount)):
        return _exactly(amount, beside, "compté en trop dans")
    return _pair(amount, node.walk(), difference)


def of_total(costs: Costs, nodes: list[PlanNode], declared: int, computed: int) -> str:
    """Why the plan's total is not the sum of a level."""
    difference = computed - declared
    if found := costs.anywhere(abs(difference)):
        return _exactly(abs(difference), found, "oublié dans" if difference > 0 else "compté deux fois dans")
    return of_writing(declared, computed) or _pair(abs(difference), nodes, difference)


def of_writing(declared: int, computed: int) -> str:
    """A slip of the pen between two amounts that should be equal."""
    low, high = sorted((declared, computed))
    if low > 0 and low * 10 == high:
        return "Les deux montants ne diffèrent que d'un zéro."
    if low > 0 and high in {low * 1_000, low * 1_000_000}:
        return "Les deux montants ne diffèrent que par leur unité (unités, milliers ou millions)."
    if _same_digits(declared, computed):
        return (
            "Les deux montants ont les mêmes chiffres dans un autre ordre : sans doute une faute de frappe."
        )
    return ""


def _same_digits(left: int, right: int) -> bool:
    a, b = str(left).rstrip("0"), str(right).rstrip("0")
    return left != right and len(str(left)) == len(str(right)) and len(a) > 1 and sorted(a) == sorted(b)


def _exactly(amount: int, nodes: list[PlanNode], verb: str) -> str:
    """The likeliest first: a line without a calendar was often added late and left out of the sums."""
    ranked = sorted(nodes, key=lambda n: bool(n.children or n.years or n.start or n.end))
    first, others = ranked[0], ranked[1:NAMED]
    said = (
        f"L'écart de {figure(amount)} est exactement le coût de {the(first)}, "
        f"sans doute {verb} le montant déclaré."
    )
    if not others:
        return said
    undated = not (first.children or first.years or first.start or first.end)
    why = f" {name_of(first)} n'a pas non plus de calendrier." if undated else ""
    same = ", ".join(name_of(node) for node in others)
    return f"{said}{why} Même coût : {same}."


def _pair(amount: int, nodes: Iterable[PlanNode], difference: int) -> str:
    """Two costs that make the difference, when only one pair does."""
    leaves = [n for n in nodes if not n.children and n.declared_cost]
    if len(leaves) > PAIRED:
        return ""
    pairs = [p for p in combinations(leaves, 2) if sum(n.declared_cost or 0 for n in p) == amount]
    if len(pairs) != 1:
        return ""
    names = " et de ".join(the(n) for n in pairs[0])
    verb = "oubliés dans" if difference > 0 else "comptés deux fois dans"
    return (
        f"L'écart de {figure(amount)} est la somme des coûts de {names}, "
        f"sans doute {verb} le montant déclaré."
    )
