"""Texts: buried dates and targets, duplicates, branches without an end, missing columns."""

from __future__ import annotations

import re
from collections import defaultdict

from azalai.engines.plan.checks.misplaced import is_period
from azalai.engines.plan.checks.shared import subject, the
from azalai.engines.plan.findings import Finding, finding, short
from azalai.engines.plan.knowledge import Knowledge
from azalai.engines.plan.levels import french
from azalai.engines.plan.model import LEAVES, Plan, PlanNode, has_roles
from azalai.engines.plan.periods import dates_in
from azalai.engines.plan.text import key, squeeze

FRENCH_FIELDS = {
    "title": "l'intitulé",
    "expected_results": "les résultats attendus",
    "strategies": "les stratégies",
}
TARGET_IN_TEXT = re.compile(
    r"(?<![\d.,/])(?P<n>\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,9})\s*(?P<unit>%|[a-zéèêàûôîç]{3,})"
)
NOT_UNITS = re.compile(
    r"^(?:er|ere|eme|janv|fevr|mars|avril|mai|juin|juil|aout|sept|octo|nove|dece|ans?\b|annee|fcfa|franc|milli)"
)
CIVIL_YEAR = re.compile(r"(?:19|20)\d\d")
SHORTEST_TITLE = 8
RESULTS = frozenset({"result", "outcome", "output"})


def buried_dates(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """ "… d'ici juin 2020 …" inside a sentence, where the calendar should say it."""
    return [
        _buried_finding("K602", node, FRENCH_FIELDS[name], "la date", dates[0])
        for node in plan.walk()
        for name in FRENCH_FIELDS
        if (dates := dates_in(getattr(node, name))) and not is_period(squeeze(getattr(node, name)))
    ]


def buried_targets(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """ "100 relais sont formés" in a text, in a plan that has no column for targets."""
    if has_roles(plan, "target"):
        return []
    found = []
    for node in plan.walk():
        texts = {
            "les indicateurs": "\n".join(node.indicators),
            "les résultats attendus": node.expected_results,
        }
        for name, text in texts.items():
            if target := _target(text):
                found.append(_buried_finding("K607", node, name, "la cible chiffrée", target))
    return found


def _target(text: str) -> str:
    for match in TARGET_IN_TEXT.finditer(text):
        if not NOT_UNITS.match(key(match["unit"])) and not CIVIL_YEAR.fullmatch(match["n"]):
            return match[0]
    return ""


def _buried_finding(code: str, node: PlanNode, where: str, what: str, text: str) -> Finding:
    column = where.removeprefix("les ").removeprefix("l'")
    return finding(
        code,
        f"{subject(node)} : {what} « {text} » est enfouie dans {where}.",
        node=node,
        column=column,
        declared=text,
    )


def duplicates(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """The same title for two nodes of one level."""
    seen: dict[tuple[str, str], PlanNode] = {}
    found = []
    for node in plan.walk():
        words = key(node.title)
        if len(words) < SHORTEST_TITLE:
            continue
        first = seen.setdefault((node.kind, words), node)
        if first is not node:
            found.append(_duplicate_finding(node, first))
    return found


def _duplicate_finding(node: PlanNode, first: PlanNode) -> Finding:
    other = the(first) if first.code else "un élément"
    return finding(
        "K603",
        f"{subject(node)} a le même intitulé que {other} (ligne {first.source.row}) : « "
        f"{short(node.title)} ».",
        node=node,
        declared=short(node.title),
        computed=first.code or f"ligne {first.source.row}",
    )


def without_result(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """An objective without a result where the others have one."""
    goals: dict[str, list[PlanNode]] = defaultdict(list)
    for node in plan.walk():
        if node.kind.endswith("objective"):
            goals[node.kind].append(node)
    return [f for nodes in goals.values() for f in _without_result(nodes)]


def _without_result(goals: list[PlanNode]) -> list[Finding]:
    lacking = [n for n in goals if not any(child.kind in RESULTS for child in n.children)]
    if len(lacking) > len(goals) / 2:
        return []
    return [
        finding(
            "K604", f"{subject(n)} n'a pas de résultat attendu, contrairement aux autres objectifs.", node=n
        )
        for n in lacking
    ]


def without_activity(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """A branch that ends above the activities."""
    work = next((node.kind for node in plan.walk() if node.kind in LEAVES), "")
    if not work:
        return []
    return [
        finding("K606", f"{subject(n)} ne contient aucune {french(work)} : la branche s'arrête là.", node=n)
        for n in plan.walk()
        if not n.children and n.kind not in LEAVES
    ]


EXPECTED = (
    ("coût", ("cost", "year_cost")),
    ("calendrier", ("year", "year_cost", "month", "period", "start", "end")),
    ("structure responsable", ("responsible",)),
    ("bénéficiaires", ("beneficiaries",)),
    ("indicateurs", ("indicators",)),
    ("références au PMM", ("references",)),
)


def missing_columns(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """What no column of the plan tells, said once instead of once for each activity.

    A logical framework is not blamed for having neither costs nor a calendar: that is its form.
    """
    framework = has_roles(plan, "verification", "assumptions", "risks_assumptions")
    if framework and not has_roles(plan, "cost", "period", "year"):
        return []
    return [_missing_column(plan, label) for label, roles in EXPECTED if not has_roles(plan, *roles)]


def _missing_column(plan: Plan, label: str) -> Finding:
    leaves = plan.leaves()
    said = f"Le plan n'a pas de colonne « {label} »"
    if len(leaves) > 1:
        said += f" : ses {len(leaves)} {french(leaves[0].kind, count=2)} n'en indiquent pas"
    return finding("K605", f"{said}.", column=label)


CHECKS = (buried_dates, buried_targets, duplicates, without_result, without_activity, missing_columns)
