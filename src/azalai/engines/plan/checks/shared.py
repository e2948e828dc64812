"""Words that several checks use."""

from __future__ import annotations

from azalai.engines.plan.findings import name_of
from azalai.engines.plan.levels import FEMININE, french, with_article
from azalai.engines.plan.model import Plan, PlanNode


def the(node: PlanNode) -> str:
    """ "l'activité 2.3.2", "la mesure « Ouvrir un bureau… »" when it has no number."""
    name = node.code or f"« {name_of(node)} »"
    return f"{with_article(node.kind)} {name}"


def of_the(node: PlanNode) -> str:
    """ "de l'activité 2.3.2", "du résultat 1"."""
    said = the(node)
    return f"du {said[3:]}" if said.startswith("le ") else f"de {said}"


def of_kind(kind: str) -> str:
    """ "d'activité", "de mesure"."""
    name = french(kind)
    return f"d'{name}" if with_article(kind).startswith("l'") else f"de {name}"


def subject(node: PlanNode) -> str:
    """ "L'activité 2.3.2", "La mesure 8.1", at the start of a sentence."""
    said = the(node)
    return said[0].upper() + said[1:]


def agree(node: PlanNode, participle: str) -> str:
    """ "prévu" or "prévue", with the node's kind."""
    return participle + "e" * (node.kind in FEMININE)


def listed(items: list[str], most: int = 6) -> str:
    """ "a, b et c", the rest counted."""
    if len(items) > most:
        rest = len(items) - most
        return f"{', '.join(items[:most])} et {rest} autre{'s' * (rest > 1)}"
    return " et ".join(filter(None, [", ".join(items[:-1]), items[-1]])) if items else ""


def parents(plan: Plan) -> dict[int, PlanNode]:
    """Identity of each node -> its parent."""
    return {id(child): node for node in plan.walk() for child in node.children}


def ancestry(node: PlanNode, above: dict[int, PlanNode]) -> list[PlanNode]:
    """The node, its parent, and so on up."""
    chain = [node]
    while id(chain[-1]) in above:
        chain.append(above[id(chain[-1])])
    return chain
