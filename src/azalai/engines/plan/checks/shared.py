"""Words that several checks use."""

from __future__ import annotations

from azalai.engines.plan.findings import name_of
from azalai.engines.plan.levels import FEMININE, with_article
from azalai.engines.plan.model import Plan, PlanNode


def subject(node: PlanNode) -> str:
    """ "L'activité 2.3.2", "La mesure 8.1", at the start of a sentence."""
    article = with_article(node.kind)
    return f"{article[0].upper()}{article[1:]} {name_of(node)}"


def agree(node: PlanNode, participle: str) -> str:
    """ "prévu" or "prévue", with the node's kind."""
    return participle + "e" * (node.kind in FEMININE)


def parents(plan: Plan) -> dict[int, PlanNode]:
    """Identity of each node -> its parent."""
    return {id(child): node for node in plan.walk() for child in node.children}


def ancestry(node: PlanNode, above: dict[int, PlanNode]) -> list[PlanNode]:
    """The node, its parent, and so on up."""
    chain = [node]
    while id(chain[-1]) in above:
        chain.append(above[id(chain[-1])])
    return chain
