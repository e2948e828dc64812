"""Findings: what the compiler says of a plan. Codes are stable; a decision of a person refers to them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from azalai.engines.plan.model import PlanNode, Source


class Severity(StrEnum):
    """error: the plan contradicts itself; warning: probably a slip; info: worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


# Stable code -> severity, and what the rule is about. docs/reference/constats.md lists them (tested).
CATALOGUE: Mapping[str, tuple[Severity, str]] = MappingProxyType({
    "C101": (Severity.ERROR, "Le coût total annoncé n'est pas la somme d'un niveau du plan"),
    "C102": (Severity.ERROR, "Le coût déclaré d'un élément n'est pas la somme de ses composantes"),
    "C103": (Severity.WARNING, "Activité sans coût"),
    "C104": (Severity.ERROR, "Montant illisible"),
    "C105": (Severity.ERROR, "Le coût déclaré n'est pas la somme des coûts annuels"),
    "C106": (Severity.INFO, "Le même coût répété sur plusieurs lignes d'une activité, compté une fois"),
    "C107": (Severity.INFO, "Coût réparti sur plusieurs lignes, additionné"),
    "C108": (Severity.ERROR, "Montant négatif"),
    "C109": (Severity.ERROR, "Le même coût de groupe est écrit avec deux montants"),
    "C110": (Severity.INFO, "Un coût commun couvre plusieurs activités"),
    "C111": (Severity.WARNING, "Le plan annonce plusieurs totaux différents"),
    "T201": (Severity.WARNING, "Activité sans calendrier"),
    "T202": (Severity.ERROR, "Période en dehors du plan"),
    "T203": (Severity.ERROR, "La fin précède le début"),
    "T204": (Severity.WARNING, "Période illisible"),
    "T205": (Severity.INFO, "Calendrier interrompu"),
    "T206": (Severity.WARNING, "Texte dans une case du calendrier"),
    "B301": (Severity.WARNING, "Activité sans responsable"),
    "B302": (Severity.WARNING, "Activité sans bénéficiaire"),
    "B303": (Severity.WARNING, "Un même organisme sous plusieurs graphies"),
    "B304": (Severity.WARNING, "Sigle inconnu"),
    "B305": (Severity.INFO, "Organisme cité deux fois dans la même cellule"),
    "B306": (Severity.INFO, "Organismes cités sans séparateur"),
    "R401": (Severity.WARNING, "Activité sans référence"),
    "R402": (Severity.ERROR, "Référence à un objectif qui n'existe pas"),
    "R403": (Severity.WARNING, "Références différentes de celles des éléments voisins"),
    "R404": (Severity.INFO, "Objectifs du PMM qu'aucune activité ne sert"),
    "R405": (Severity.WARNING, "Deux listes de références dans une même cellule"),
    "R406": (Severity.WARNING, "Référence illisible"),
    "N501": (Severity.WARNING, "Numéro manquant dans une suite"),
    "N502": (Severity.ERROR, "Numéro répété"),
    "N503": (Severity.INFO, "L'intitulé du niveau change en cours de document"),
    "N504": (Severity.WARNING, "Le numéro ne correspond pas à l'élément parent"),
    "N505": (Severity.WARNING, "Numéros dans le désordre"),
    "N506": (Severity.INFO, "Élément sans numéro"),
    "K601": (Severity.ERROR, "Contenu placé dans la colonne voisine"),
    "K602": (Severity.INFO, "Date ou échéance enfouie dans un texte"),
    "K603": (Severity.WARNING, "Intitulé en double"),
    "K604": (Severity.WARNING, "Objectif sans résultat"),
    "K605": (Severity.INFO, "Le plan n'a pas de colonne pour une information attendue"),
    "K606": (Severity.WARNING, "Élément sans activité"),
    "K607": (Severity.INFO, "Cible chiffrée enfouie dans un texte"),
    "I701": (Severity.WARNING, "Activité sans indicateur"),
    "I702": (Severity.WARNING, "L'indicateur répète le résultat attendu"),
    "I703": (Severity.WARNING, "Indicateur sans cible"),
    "D801": (Severity.WARNING, "Colonne non reconnue"),
    "D802": (Severity.INFO, "Rôle d'une colonne deviné d'après son contenu"),
    "D803": (Severity.WARNING, "Ligne non comprise"),
    "D804": (Severity.WARNING, "Cellule dont la valeur n'est pas fiable"),
    "D805": (Severity.INFO, "Remarque sur la lecture du fichier"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Where:
    """Exact place. table, row: as a person counts, 0 for the whole document; node: its code or title."""

    table: int = 0
    row: int = 0
    column: str = ""
    node: str = ""
    kind: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    message: a sentence in French; declared, computed, difference: what stands and what was found
    (amounts in units of the currency, or texts); cause: probable origin, "" when none is derived.
    """

    code: str
    severity: Severity
    where: Where
    message: str
    declared: int | str | None = None
    computed: int | str | None = None
    difference: int | str | None = None
    cause: str = ""
    nodes: tuple[str, ...] = field(default=())

    @property
    def fingerprint(self) -> str:
        """Same finding in a later reading of the same plan: it does not depend on the row."""
        parts = (self.code, self.where.kind, self.where.node, self.where.column, self.declared, self.computed)
        return hashlib.sha256("|".join(str(part) for part in parts).encode()).hexdigest()[:20]


def finding(
    code: str,
    message: str,
    *,
    node: PlanNode | None = None,
    source: Source | None = None,
    column: str = "",
    declared: int | str | None = None,
    computed: int | str | None = None,
    difference: int | str | None = None,
    cause: str = "",
) -> Finding:
    """A finding at a node, or at a place of the file, or (neither) about the whole plan."""
    place = source or (node.source if node else Source(0, 0))
    where = Where(
        place.table, place.row, column, name_of(node) if node else "", node.kind if node else "", place.sheet
    )
    return Finding(code, CATALOGUE[code][0], where, message, declared, computed, difference, cause)


def name_of(node: PlanNode) -> str:
    """The code, else the first words of the title."""
    return node.code or short(node.title, 50)


def short(text: str, length: int = 80) -> str:
    """A text cut at a word, with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rsplit(" ", 1)[0] + "…"


def figure(value: int | float | None) -> str:
    """ "45 000 000" with narrow no-break spaces; "—" for nothing."""
    return "—" if value is None else f"{value:,.0f}".replace(",", "\u202f")
