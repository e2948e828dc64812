"""Indicators: missing, restating the result, without a target."""

from __future__ import annotations

import re

from azalai.engines.plan.checks.shared import ancestry, listed, of_the, parents, subject
from azalai.engines.plan.findings import Finding, finding, short
from azalai.engines.plan.knowledge import Knowledge
from azalai.engines.plan.model import Plan, PlanNode, has_roles
from azalai.engines.plan.text import fold, key, stems, words

MEASURING = re.compile(
    r"^\s*(?:le |la |l'|les )?(?:nombre|nb|taux|proportion|pourcentage|part|%|montant|delai|volume|effectif"
    r"|number|rate"
    r"|percentage|share|amount|indice|degre|niveau|ratio|score|superficie|quantite|duree|cout)\b"
)
STRUCTURE = re.compile(
    r"^\s*(?:l'|la |le )?(?:existence|effectivite|operationnalite|disponibilite|adoption|presence)\b"
)
# An indicator that is true or false carries its target in itself.
BINARY = re.compile(
    r"^\s*(?:l'|la |le )?(?:existence|effectivite|operationnalite|disponibilite|adoption|presence"
    r"|validation|signature"
    r"|publication|existe)\b|\b(?:est|sont) (?:pris|prise|adopte|signe|valide|publie|disponible"
    r"|mis en place|operationnel"
    r"|cree|ouvert|fonctionnel|commandite|elabore)|\bdisponibles?\b|\bexiste\b"
    r"|\b(?:rapport|note|texte|document|loi|decret|arrete|plan|guide|manuel|base)s?\b.{0,60}?"
    r"\b(?:valide|disponible|publie|prise?|signe|adopte|elabore|produit|diffuse)"
)
NUMBER = re.compile(
    r"\d|\b(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|cent|mille|one|two|three|tous|toutes|chaque)\b"
)
RESTATES = 0.75
# Words that only say that something is done.
FILLERS = frozenset(
    word[:6]
    for word in words(
        "pays dote mise place existe existence disponible elabore elaboree organise organises organisee "
        "organisees "
        "realise realisee effective effectif cree creee valide validee adopte adoptee ouvert operationnel "
        "renforce renforcee"
    )
)


def missing(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Activities for which no indicator stands, neither on them nor above."""
    if not has_roles(plan, "indicators"):
        return []
    above = parents(plan)
    return [
        finding("I701", f"{subject(leaf)} n'a pas d'indicateur.", node=leaf, column="indicateurs")
        for leaf in plan.leaves()
        if not any(node.indicators for node in ancestry(leaf, above))
    ]


def restating(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """An indicator whose words are those of the result, without any measure."""
    return [
        _restating_finding(node, indicator, result)
        for node in plan.walk()
        for indicator in node.indicators
        if (result := _restated(indicator, node))
    ]


def _restating_finding(node: PlanNode, indicator: str, result: str) -> Finding:
    return finding(
        "I702",
        f"L'indicateur {of_the(node)}, « {short(indicator, 70)} », ne fait que répéter le résultat "
        "attendu, sans mesure.",
        node=node,
        column="indicateurs",
        declared=short(indicator),
        computed=short(result),
    )


def _restated(indicator: str, node: PlanNode) -> str:
    """The text that the indicator repeats, "" when it measures something or says something else."""
    if MEASURING.match(fold(indicator)) or STRUCTURE.match(fold(indicator)) or re.search(r"\d", indicator):
        return ""
    own = set(stems(indicator)) - FILLERS
    for text in filter(None, [*node.expected_results.split("\n"), node.title]):
        theirs = set(stems(text)) - FILLERS
        shared = len(own & theirs)
        if len(own) >= 2 and shared / len(own) >= RESTATES and shared >= 0.5 * len(theirs):
            return text
    return ""


def without_target(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Indicators that no number says how far to go; once for each node."""
    found = []
    for node in plan.walk():
        lacking = [text for text in node.indicators if _lacks_target(text)]
        if lacking and not NUMBER.search(fold(node.target)):
            found.append(_without_target_finding(node, lacking))
    return found


def _without_target_finding(node: PlanNode, lacking: list[str]) -> Finding:
    many = len(lacking) > 1
    said = listed([f"« {short(text, 60)} »" for text in lacking], most=4)
    head = f"{len(lacking)} indicateurs {of_the(node)} n'ont" if many else f"Un indicateur {of_the(node)} n'a"
    return finding(
        "I703",
        f"{head} pas de cible chiffrée : {said}.",
        node=node,
        column="indicateurs",
        declared=str(len(lacking)),
    )


def _lacks_target(text: str) -> bool:
    folded = fold(text)
    return not NUMBER.search(folded) and not BINARY.search(folded) and bool(key(text))


CHECKS = (missing, restating, without_target)
