"""What the reading itself met: columns not recognised, cells not understood."""

from __future__ import annotations

from azalai.engines.plan.checks.shared import of_the
from azalai.engines.plan.findings import Finding, finding, short
from azalai.engines.plan.knowledge import Knowledge
from azalai.engines.plan.model import Column, Plan, PlanNode, Remark, Source

# {of} is "de l'activité 2.3.2", or nothing when the place has no node; {text} is what stands there.
MESSAGES = {
    "C104": "Le coût{of} est écrit « {text} », qui ne se lit pas comme un montant.",
    "C106": "Le coût{of}, « {text} », est répété sur plusieurs lignes : il n'a été compté qu'une fois.",
    "C107": "Le coût{of} est réparti sur plusieurs lignes, qui ont été additionnées.",
    "C108": "Le coût{of} est négatif : « {text} ».",
    "C109": "Le coût{of} est écrit ici « {text} », mais un autre montant est donné plus haut.",
    "T204": "La période{of} est écrite « {text} », qui ne se lit pas comme une date ou une période.",
    "T206": "Le calendrier{of} contient « {text} » au lieu d'une marque ; l'année est tenue pour prévue.",
    "R405": "La cellule des références{of} contient deux listes l'une sous l'autre : « {text} ».",
    "R406": "La référence{of} est écrite « {text} », où aucun objectif n'a été reconnu.",
    "D803": "Cette ligne n'a pas pu être rattachée au plan : « {text} ».",
    "D804": "La valeur de cette cellule n'est pas fiable : {text}.",
}
LONG_LIST = 3


def remarks(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Remarks of the reading, as findings."""
    places = {(node.kind, node.source): node for node in plan.walk()}
    return [_of_remark(plan, remark, _node_of(remark, places)) for remark in plan.remarks]


def _node_of(remark: Remark, places: dict[tuple[str, Source], PlanNode]) -> PlanNode | None:
    return places.get((remark.kind, remark.of)) if remark.of else None


def _of_remark(plan: Plan, remark: Remark, node: PlanNode | None) -> Finding:
    text = short(remark.text)
    return finding(
        remark.code,
        MESSAGES[remark.code].format(text=text, of=f" {of_the(node)}" if node else ""),
        node=node,
        source=remark.source,
        column=remark.column,
        declared=text,
        cause=_glued_lists(plan, remark) if remark.code == "R405" else "",
    )


def _glued_lists(plan: Plan, remark: Remark) -> str:
    """The second list is the beginning of the one that stands in another group of the plan."""
    second = tuple(
        part.strip() for part in remark.text.split("\n")[-1].replace("et", ";").split(";") if part.strip()
    )
    for node in plan.walk():
        codes = node.references.get("GCM", ())
        if node.code != remark.node and len(second) >= LONG_LIST and codes[: len(second)] == second:
            return (
                f"La seconde liste est celle {of_the(node)} : elle a sans doute été recopiée ici par erreur."
            )
    return ""


def columns(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Columns without a role, once for each layout."""
    found: dict[tuple[str, int], Finding] = {}
    for layout in plan.layouts:
        for column in layout.columns:
            if (layout.signature, column.index) not in found and (said := _of_column(column)):
                found[layout.signature, column.index] = said
    return list(found.values())


def _of_column(column: Column) -> Finding | None:
    name = column.header.replace("\n", " / ") or f"colonne {column.index + 1}"
    if not column.role.is_known:
        text = f"La colonne « {name} » n'a pas été reconnue ; son contenu est gardé tel quel."
        return finding("D801", text, column=name)
    if column.guessed and column.role.name == "node":
        text = f"La colonne « {name} » est tenue pour celle des activités d'après son contenu."
        return finding("D802", text, column=name)
    return None


CHECKS = (remarks, columns)
