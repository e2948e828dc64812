"""Cells whose content belongs elsewhere, buried dates, duplicates, branches without an end."""

from __future__ import annotations

import re

from azalai.engines.plan.amounts import parse_amount
from azalai.engines.plan.checks.shared import subject
from azalai.engines.plan.findings import Finding, finding, name_of, short
from azalai.engines.plan.knowledge import Knowledge
from azalai.engines.plan.levels import french
from azalai.engines.plan.model import LEAVES, Plan, PlanNode, RawCell, has_roles
from azalai.engines.plan.periods import dates_in, parse_period
from azalai.engines.plan.references import looks_like_references
from azalai.engines.plan.text import key, squeeze

TEXT_ROLES = frozenset(
    {
        "strategies",
        "expected_results",
        "indicators",
        "responsible",
        "beneficiaries",
        "partners",
        "verification",
        "comments",
        "assumptions",
        "risks",
        "funding",
        "target",
        "baseline",
    }
)
PROSE = ("title", "expected_results", "strategies")
FRENCH_FIELDS = {"title": "intitulé", "expected_results": "résultats attendus", "strategies": "stratégies"}


def neighbours(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """A period, an amount or references that stand in a column of texts, or texts in theirs."""
    return [found for node in plan.walk() for cell in node.cells if (found := _misplaced(node, cell))]


def _misplaced(node: PlanNode, cell: RawCell) -> Finding | None:
    role = cell.role.split(":")[0]
    text = squeeze(cell.text)
    if role not in TEXT_ROLES or not text:
        return None
    nature = _nature(text, role)
    if not nature:
        return None
    home = next((c for c in node.cells if c.role.split(":")[0] in HOMES[nature]), None)
    if home is not None and _fits(home, nature):
        return None
    return _misplaced_finding(node, cell, home, nature)


HOMES = {"period": ("period", "start", "end", "year"), "cost": ("cost",), "references": ("references",)}
NAMES = {"period": "une période", "cost": "un montant", "references": "une liste d'objectifs"}


def _nature(text: str, role: str) -> str:
    """What a text plainly is: "period", "cost", "references", or "" for a text."""
    period = parse_period(text)
    if (
        period.readable
        and not period.is_empty
        and not period.continuous
        and re.search(r"(?:19|20)\d\d", text)
    ):
        return "period"
    if looks_like_references(text):
        return "references"
    amount = parse_amount(text)
    if role != "target" and role != "baseline" and amount.value and amount.value >= 10_000:
        return "cost"
    return ""


def _fits(cell: RawCell, nature: str) -> bool:
    """The cell of the right column already holds what it should."""
    if nature == "period":
        return not parse_period(cell.text).is_empty
    if nature == "cost":
        return parse_amount(cell.text).value is not None
    return bool(re.search(r"\d", cell.text))


def _misplaced_finding(node: PlanNode, cell: RawCell, home: RawCell | None, nature: str) -> Finding:
    swapped = home is not None and squeeze(home.text)
    cause = ""
    if swapped and home:
        cause = f"Les contenus des colonnes « {cell.header} » et « {home.header} » sont sans doute échangés."
    elif home:
        cause = f"Ce contenu est sans doute celui de la colonne « {home.header} », qui est vide."
    return finding(
        "K601",
        f"La colonne « {cell.header} » de {name_of(node)} contient {NAMES[nature]} : « {short(cell.text, 60)} ».",
        node=node,
        column=cell.header,
        declared=short(cell.text, 60),
        computed=short(home.text, 60) if swapped and home else None,
        cause=cause,
    )


def buried_dates(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """ "… d'ici juin 2020 …" inside a sentence, where the calendar should say it."""
    found = []
    for node in plan.walk():
        for name in PROSE:
            text = getattr(node, name)
            dates = dates_in(text)
            if dates and _nature(squeeze(text), "strategies") != "period":
                found.append(
                    finding(
                        "K602",
                        f"{subject(node)} : une date est enfouie dans le texte ({FRENCH_FIELDS[name]}) : « {dates[0]} ».",
                        node=node,
                        column=FRENCH_FIELDS[name],
                        declared=dates[0],
                    )
                )
    return found


TARGET_IN_TEXT = re.compile(
    r"(?<![\d.,/])(?P<n>\d{1,3}(?:[ \u00a0\u202f]\d{3})*|\d+)\s*(?P<unit>%|[a-zéèêàûôîç]{3,})"
)
NOT_UNITS = re.compile(
    r"^(?:er|ere|eme|janv|fevr|mars|avril|mai|juin|juil|aout|sept|octo|nove|dece|ans?\b|annee)"
)


def buried_targets(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """ "100 relais sont formés" in a text, in a plan that has no column for targets."""
    if has_roles(plan, "target"):
        return []
    found = []
    for node in plan.walk():
        for name, text in (
            ("indicateurs", "\n".join(node.indicators)),
            ("résultats attendus", node.expected_results),
        ):
            match = TARGET_IN_TEXT.search(text)
            if (
                match
                and not NOT_UNITS.match(key(match["unit"]))
                and not re.fullmatch(r"(?:19|20)\d\d", match["n"])
            ):
                found.append(
                    finding(
                        "K607",
                        f"{subject(node)} : la cible chiffrée « {match[0]} » est enfouie dans le texte ({name}).",
                        node=node,
                        column=name,
                        declared=match[0],
                    )
                )
    return found


def duplicates(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """The same title for two nodes of one level."""
    seen: dict[tuple[str, str], PlanNode] = {}
    found = []
    for node in plan.walk():
        words = key(node.title)
        if len(words) < 8:
            continue
        first = seen.setdefault((node.kind, words), node)
        if first is not node:
            found.append(
                finding(
                    "K603",
                    f"{subject(node)} a le même intitulé que {name_of(first)} (ligne {first.source.row}) : « {short(node.title)} ».",
                    node=node,
                    declared=short(node.title),
                    computed=name_of(first),
                )
            )
    return found


def unfinished(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """An objective without a result where the others have one; a branch that ends above the activities."""
    return _without_result(plan) + _without_activity(plan)


def _without_result(plan: Plan) -> list[Finding]:
    goals = [n for n in plan.walk() if n.kind == "objective"]
    having = [n for n in goals if any(child.kind in {"result", "outcome", "output"} for child in n.children)]
    if not having or len(having) == len(goals) or len(having) < len(goals) / 2:
        return []
    return [
        finding(
            "K604", f"{subject(n)} n'a pas de résultat attendu, contrairement aux autres objectifs.", node=n
        )
        for n in goals
        if n not in having
    ]


def _without_activity(plan: Plan) -> list[Finding]:
    if not any(node.kind in LEAVES for node in plan.walk()):
        return []
    return [
        finding("K606", f"{subject(n)} ne contient aucune activité : la branche s'arrête là.", node=n)
        for n in plan.walk()
        if not n.children and n.kind not in LEAVES
    ]


EXPECTED = {
    "cost": ("coût", ("cost", "year_cost")),
    "calendar": ("calendrier", ("year", "year_cost", "month", "period", "start", "end")),
    "responsible": ("structure responsable", ("responsible",)),
    "beneficiaries": ("bénéficiaires", ("beneficiaries",)),
    "indicators": ("indicateurs", ("indicators",)),
    "references": ("références au PMM", ("references",)),
}


def missing_columns(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """What no column of the plan tells, said once instead of once for each activity.

    A logical framework is not blamed for having neither costs nor a calendar: that is its form.
    """
    if has_roles(plan, "verification", "assumptions", "risks_assumptions") and not has_roles(
        plan, "cost", "period", "year"
    ):
        return []
    leaves = plan.leaves()
    found = []
    for label, roles in EXPECTED.values():
        if not has_roles(plan, *roles):
            kinds = french(leaves[0].kind, count=2) if leaves else "éléments"
            found.append(
                finding(
                    "K605",
                    f"Le plan n'a pas de colonne « {label} » : ses {len(leaves)} {kinds} n'en indiquent pas.",
                    column=label,
                )
            )
    return found


CHECKS = (neighbours, buried_dates, buried_targets, duplicates, unfinished, missing_columns)
