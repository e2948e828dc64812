"""Findings on minutes, in the manner of the plan compiler. Codes are stable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from azalai.engines.minutes.model import NOWHERE, Source


class Severity(StrEnum):
    """error: the minutes contradict themselves; warning: something is missing; info: worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


# Code → severity, what the rule is about. docs/algorithmes/lecture-des-comptes-rendus.md lists them (tested).
CATALOGUE: Mapping[str, tuple[Severity, str]] = MappingProxyType({
    "S101": (Severity.WARNING, "La date de la réunion manque"),
    "S102": (Severity.ERROR, "La date de la réunion est écrite de plusieurs façons"),
    "S103": (Severity.WARNING, "L'heure de début ou de fin manque"),
    "S104": (Severity.ERROR, "La réunion finit avant de commencer"),
    "S105": (Severity.WARNING, "Le lieu de la réunion manque"),
    "S106": (Severity.WARNING, "L'instance qui s'est réunie n'est pas reconnue"),
    "S107": (Severity.WARNING, "La date de la prochaine réunion n'est pas fixée"),
    "S108": (Severity.ERROR, "La prochaine réunion précède celle-ci"),
    "P201": (Severity.WARNING, "La liste de présence manque"),
    "P202": (Severity.WARNING, "Un responsable n'est pas sur la liste de présence"),
    "P203": (Severity.WARNING, "Un présentateur n'est pas sur la liste de présence"),
    "P204": (Severity.INFO, "Un organisme présent n'est pas reconnu"),
    "P205": (Severity.INFO, "Un organisme figure deux fois sur la liste de présence"),
    "O301": (Severity.WARNING, "L'ordre du jour manque"),
    "O302": (Severity.WARNING, "Un point de l'ordre du jour n'est pas traité"),
    "O303": (Severity.WARNING, "Un point traité n'était pas à l'ordre du jour"),
    "O304": (Severity.WARNING, "La numérotation repart ou se répète"),
    "O305": (Severity.WARNING, "La numérotation saute un numéro"),
    "O306": (Severity.INFO, "Le numéro d'un point n'est pas celui de l'ordre du jour"),
    "O307": (Severity.INFO, "Un point sans discussion ni action"),
    "A401": (Severity.WARNING, "Point d'action sans responsable"),
    "A402": (Severity.WARNING, "Le responsable est un ensemble, non un organisme"),
    "A403": (Severity.INFO, "Plusieurs responsables sans chef de file"),
    "A404": (Severity.WARNING, "Le même point d'action est écrit deux fois"),
    "A405": (Severity.INFO, "Aucun point d'action"),
    "E501": (Severity.WARNING, "Point d'action sans échéance"),
    "E502": (Severity.ERROR, "Échéance déjà passée le jour de la réunion"),
    "E503": (Severity.WARNING, "Échéance avant la fin de l'année de la réunion"),
    "E504": (Severity.WARNING, "L'échéance n'est qu'une année"),
    "E505": (Severity.WARNING, "Échéance illisible"),
    "G601": (Severity.WARNING, "Sigle inconnu"),
    "G602": (Severity.INFO, "Un même organisme sous plusieurs graphies"),
    "D801": (Severity.WARNING, "Aucun point n'a été reconnu"),
    "D802": (Severity.INFO, "Les mots étaient collés et ont été séparés"),
    "D805": (Severity.INFO, "Remarque sur la lecture du fichier"),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Where:
    """part: "séance", "présence", "ordre du jour", "point" or "document"; item: number and title of the
    point; action: its text. table, row, line: as a person counts, 0 when it is not there."""

    part: str
    item: str = ""
    action: str = ""
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. declared: what stands; computed: what was understood; cause: "" if unknown."""

    code: str
    severity: Severity
    where: Where
    message: str
    declared: str | None = None
    computed: str | None = None
    cause: str = ""


def finding(
    code: str,
    message: str,
    where: Where,
    *,
    declared: str | None = None,
    computed: str | None = None,
    cause: str = "",
) -> Finding:
    """A finding of the catalogue."""
    return Finding(code, CATALOGUE[code][0], where, message, declared, computed, cause)
