"""Indicators: missing, restating the result, without a target."""

from __future__ import annotations

import re

from azalai.engines.plan.checks.shared import ancestry, parents, subject
from azalai.engines.plan.findings import Finding, finding, name_of, short
from azalai.engines.plan.knowledge import Knowledge
from azalai.engines.plan.model import Plan, PlanNode, has_roles
from azalai.engines.plan.text import fold, key, stems

MEASURING = re.compile(
    r"^\s*(?:nombre|nb|taux|proportion|pourcentage|part|%|montant|delai|volume|effectif|number|rate|percentage|share|amount|indice|degre|niveau|ratio|score)\b"
)
# An indicator that is true or false carries its target in itself.
BINARY = re.compile(
    r"^\s*(?:l'|la |le )?(?:existence|effectivite|operationnalite|disponibilite|adoption|presence|validation|signature|publication|existe)\b|\b(?:est|sont) (?:pris|prise|adopte|signe|valide|publie|disponible|mis en place|operationnel|cree|ouvert|fonctionnel|commandite|elabore)|\bdisponibles?\b|\bexiste\b|\b(?:rapport|note|texte|document)s?\b.*\b(?:valide|disponible|publie|prise|signe)"
)
STRUCTURE = re.compile(
    r"^\s*(?:l'|la |le )?(?:existence|effectivite|operationnalite|disponibilite|adoption|presence)\b"
)
NUMBER = re.compile(
    r"\d|\b(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|cent|mille|one|two|three|tous|toutes|chaque)\b"
)
RESTATES = 0.75


def missing(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Activities for which no indicator stands, neither on them nor above."""
    if not has_roles(plan, "indicators"):
        return []
    above = parents(plan)
    return [
        finding("I701", f"{subject(leaf)} n'a pas d'indicateur.", node=leaf)
        for leaf in plan.leaves()
        if not any(node.indicators for node in ancestry(leaf, above))
    ]


def restating(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """An indicator whose words are those of the result, without any measure."""
    found = []
    for node in plan.walk():
        for indicator in node.indicators:
            result = _restated(indicator, node)
            if result:
                found.append(
                    finding(
                        "I702",
                        f"L'indicateur de {name_of(node)} « {short(indicator, 70)} » ne fait que répéter le résultat attendu, sans mesure.",
                        node=node,
                        column="indicateurs",
                        declared=short(indicator),
                        computed=short(result),
                    )
                )
    return found


def _restated(indicator: str, node: PlanNode) -> str:
    """The text that the indicator repeats, "" when it measures something or says something else."""
    if MEASURING.match(fold(indicator)) or STRUCTURE.match(fold(indicator)) or re.search(r"\d", indicator):
        return ""
    own = set(stems(indicator)) - FILLERS
    for text in filter(None, [*node.expected_results.split("\n"), node.title]):
        theirs = set(stems(text)) - FILLERS
        if (
            len(own) >= 2
            and len(own & theirs) / len(own) >= RESTATES
            and len(own & theirs) >= 0.5 * len(theirs)
        ):
            return text
    return ""


# Words that only say that something is done.
FILLERS = frozenset(
    word[:6]
    for word in "pays dote mise place existe existence disponible elabore elaboree organise organises organisee organisees realise realisee effective effectif cree creee valide validee adopte adoptee ouvert operationnel renforce renforcee".split()
)


def without_target(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Indicators that no number says how far to go; once for each node."""
    found = []
    for node in plan.walk():
        lacking = [text for text in node.indicators if _lacks_target(text)]
        if not lacking or re.search(r"\d", node.target):
            continue
        many = len(lacking) > 1
        listed = " ; ".join(f"« {short(text, 60)} »" for text in lacking[:4]) + (
            " ; …" if len(lacking) > 4 else ""
        )
        found.append(
            finding(
                "I703",
                f"{len(lacking)} indicateur{'s' * many} de {name_of(node)} n'{'ont' if many else 'a'} pas de cible : {listed}.",
                node=node,
                column="indicateurs",
                declared=str(len(lacking)),
            )
        )
    return found


def _lacks_target(text: str) -> bool:
    folded = fold(text)
    return not NUMBER.search(folded) and not BINARY.search(folded) and bool(key(text))


CHECKS = (missing, restating, without_target)
