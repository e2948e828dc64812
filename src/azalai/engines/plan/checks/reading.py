"""What the reading itself met: columns not recognised, cells not understood."""

from __future__ import annotations

from azalai.engines.plan.findings import Finding, finding, short
from azalai.engines.plan.knowledge import Knowledge
from azalai.engines.plan.model import Plan, Remark

MESSAGES = {
    "C104": "Le montant « {text} » ne peut pas être lu.",
    "C107": "Le coût est réparti sur plusieurs lignes ; elles ont été additionnées.",
    "C108": "Le montant « {text} » est négatif.",
    "C109": "Le coût du groupe {node} est écrit « {text} » ici, autrement qu'à sa première ligne.",
    "T204": "La période « {text} » ne peut pas être lue.",
    "T206": "La case du calendrier contient « {text} » au lieu d'une marque ; l'année est tenue pour prévue.",
    "R405": "La cellule contient deux listes de références l'une sous l'autre : « {text} ».",
    "R406": "La référence « {text} » ne peut pas être lue.",
    "D803": "Cette ligne n'a pas pu être rattachée au plan : « {text} ».",
    "D804": "Valeur peu fiable : {text}.",
}


def remarks(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Remarks of the reading, as findings; a period that stands next door is told by `contents`."""
    return [_of_remark(plan, remark) for remark in plan.remarks]


def _of_remark(plan: Plan, remark: Remark) -> Finding:
    node = next((n for n in plan.walk() if n.code == remark.node and n.source.row == remark.source.row), None)
    text = short(remark.text)
    return finding(
        remark.code,
        MESSAGES[remark.code].format(text=text, node=remark.node or ""),
        node=node,
        source=remark.source,
        column=remark.column,
        declared=text,
        cause=_glued_lists(plan, remark) if remark.code == "R405" else "",
    )


def _glued_lists(plan: Plan, remark: Remark) -> str:
    """The second list is the beginning of the one that stands in another group of the plan."""
    second = tuple(part.strip() for part in remark.text.split("\n")[-1].replace("et", ";").split(";") if part.strip())
    for node in plan.walk():
        codes = node.references.get("GCM", ())
        if node.code != remark.node and len(second) > 2 and codes[: len(second)] == second:
            return f"La seconde liste est celle de {node.code} : elle a sans doute été recopiée ici par erreur."
    return ""


def columns(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Columns without a role, once for each layout."""
    found: dict[tuple[str, int], Finding] = {}
    for layout in plan.layouts:
        for column in layout.columns:
            where = {"column": column.header or f"colonne {column.index + 1}"}
            if not column.role.is_known:
                text = f"La colonne « {where['column']} » n'a pas été reconnue ; son contenu est gardé tel quel."
                found[layout.signature, column.index] = finding("D801", text, **where)
            elif column.guessed and column.role.name == "node":
                text = f"La colonne « {where['column']} » est tenue pour celle des activités d'après son contenu."
                found[layout.signature, column.index] = finding("D802", text, **where)
    return list(found.values())


CHECKS = (remarks, columns)
