"""Cells whose content belongs to another column of their row."""

from __future__ import annotations

import re

from azalai.engines.plan.amounts import parse_amount
from azalai.engines.plan.checks.shared import of_the
from azalai.engines.plan.columns import role_from
from azalai.engines.plan.findings import Finding, finding, short
from azalai.engines.plan.knowledge import Knowledge
from azalai.engines.plan.model import Column, Layout, Plan, PlanNode, RawCell
from azalai.engines.plan.periods import parse_period
from azalai.engines.plan.references import looks_like_references, parse_references
from azalai.engines.plan.text import squeeze, words

TEXT_ROLES = words(
    "strategies expected_results indicators responsible beneficiaries partners verification comments "
    "assumptions "
    "risks risks_assumptions funding"
)
HOMES = {
    "period": ("period", "start", "end", "year", "month"),
    "cost": ("cost",),
    "references": ("references",),
}
NAMES = {"period": "une période", "cost": "un montant", "references": "une liste d'objectifs"}
WANTED = {"period": "une période", "cost": "un montant", "references": "des références"}
SMALLEST_COST = 10_000
LONGEST = 120  # characters of a cell that is plainly one thing


def neighbours(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """A period, an amount or references that stand in a column of texts, or a text in theirs."""
    layouts = {layout.table: layout for layout in plan.layouts}
    found: dict[tuple[int, int, int], Finding] = {}
    for node in plan.walk():
        for cell in node.cells:
            said = _out_of_place(node, cell) or _stranger(node, cell, layouts.get(cell.table))
            if said:
                found.setdefault((cell.table, cell.row, cell.column), said)
    return list(found.values())


def is_period(text: str) -> bool:
    """A text that is only a dated period."""
    if len(text) > LONGEST or not re.search(r"(?:19|20)\d\d", text):
        return False
    period = parse_period(text)
    return period.readable and not period.is_empty and not period.continuous


def _out_of_place(node: PlanNode, cell: RawCell) -> Finding | None:
    """A value in a column of texts, where the column of its own does not hold one."""
    nature = _nature(squeeze(cell.text)) if _name(cell) in TEXT_ROLES else ""
    if not nature:
        return None
    home = next((c for c in node.cells if _name(c) in HOMES[nature]), None)
    if home is not None and _fits(home, nature):
        return None
    if home is None and not _is_alone(node, nature):
        return None
    return finding(
        "K601",
        f"La colonne « {_title(cell)} » {of_the(node)} contient {NAMES[nature]} : « {short(cell.text, 60)} "
        "».",
        node=node,
        column=_title(cell),
        declared=short(cell.text, 60),
        computed=short(home.text, 60) if home else None,
        cause=_cause(cell, home, nature),
    )


def _is_alone(node: PlanNode, nature: str) -> bool:
    """The node has no such value from anywhere else."""
    if nature == "period":
        return not (node.start or node.end or node.years or node.continuous)
    return node.declared_cost is None if nature == "cost" else not node.references


def _cause(cell: RawCell, home: RawCell | None, nature: str) -> str:
    if home is not None:
        return f"Les contenus des colonnes « {_title(cell)} » et « {_title(home)} » sont sans doute échangés."
    return f"Ce contenu est sans doute celui de la colonne qui attend {WANTED[nature]}, vide sur cette ligne."


def _nature(text: str) -> str:
    """What a text plainly is: "period", "cost", "references", or "" for a text."""
    if not text or len(text) > LONGEST:
        return ""
    if is_period(text):
        return "period"
    if looks_like_references(text):
        return "references"
    amount = parse_amount(text)
    return "cost" if amount.value is not None and amount.value >= SMALLEST_COST else ""


def _fits(cell: RawCell, nature: str) -> bool:
    """The cell of the right column already holds what it should."""
    if nature == "period":
        return bool(_name(cell) in {"year", "month"} or not parse_period(cell.text).is_empty)
    if nature == "cost":
        return parse_amount(cell.text).value is not None
    return bool(re.search(r"\d", cell.text))


def _stranger(node: PlanNode, cell: RawCell, layout: Layout | None) -> Finding | None:
    """Words in a column of values, beside a column of texts that is empty on this row."""
    nature = next((nature for nature, roles in HOMES.items() if _name(cell) in roles), "")
    if not nature or layout is None or not _is_words(squeeze(cell.text), nature):
        return None
    filled = {c.column for c in node.cells if (c.table, c.row) == (cell.table, cell.row)}
    beside = [c for c in layout.columns if abs(c.index + 1 - cell.column) == 1 and c.role.name in TEXT_ROLES]
    empty = next((c for c in beside if c.index + 1 not in filled), None)
    return _stranger_finding(node, cell, empty, nature) if empty else None


def _stranger_finding(node: PlanNode, cell: RawCell, empty: Column, nature: str) -> Finding:
    return finding(
        "K601",
        f"La colonne « {_title(cell)} » {of_the(node)} contient un texte au lieu "
        f"d{_elided(WANTED[nature])} : "
        f"« {short(cell.text, 60)} ».",
        node=node,
        column=_title(cell),
        declared=short(cell.text, 60),
        cause=f"Ce contenu est sans doute celui de la colonne « {empty.header} », vide sur cette ligne.",
    )


def _elided(text: str) -> str:
    """ "un montant" as in "au lieu d'un montant"; "des références" as in "au lieu de références"."""
    return f"e {text.removeprefix('des ')}" if text.startswith("des ") else f"'{text}"


def _is_words(text: str, nature: str) -> bool:
    if not re.search(r"[^\W\d_]{3}", text):
        return False
    if nature == "cost":
        return not parse_amount(text).readable
    if nature == "period":
        return not parse_period(text).readable
    return parse_references(text).is_empty and not re.search(r"\d", text)


def _name(cell: RawCell) -> str:
    return role_from(cell.role).name


def _title(cell: RawCell) -> str:
    return cell.header.replace("\n", " / ") or f"colonne {cell.column}"


CHECKS = (neighbours,)
