"""Columns of the workbook. A column is known by its heading, whatever its place."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from azalai.monitoring import disaggregation

MAIN, HELP = "Rapports", "Mode d'emploi"
ADDED = "Contributions"  # the sheet on which an activity says what it added to indicators
VERSION = 1  # of the layout: a workbook of another one is refused, not guessed
STATES, BASES, ANSWERS = "États", "Bases", "Oui ou non"
YES, NO = "oui", "non"
MARK = "Repère (ne pas modifier)"
WHY = "Pourquoi cette ligne est refusée"


@dataclass(frozen=True, slots=True)
class Column:
    """key: what it fills; heading: as printed; choices: name of a list; locked: only to be read."""

    key: str
    heading: str
    width: float = 14.0
    note: object = ""
    choices: str = ""
    locked: bool = False
    hidden: bool = False


_DATE = _("Une année, un mois ou un jour : 2026, 03/2026 ou 15/03/2026.")
_SINCE = _("Depuis le début, jusqu'à la fin de la période. « s.o. » si sans objet ; vide n'est pas zéro.")
REFERENCE = (
    Column("label", "Activité", 42, locked=True),
    Column("lines", "Lignes du plan", 16, locked=True),
    Column("planned", "Budget", 15, locked=True),
    Column("people", "Personnes prévues", 11, locked=True),
    Column("situation", "Où en est le rapport", 16, locked=True),
)
FIELDS = (
    Column(
        "activity_state", "État de l'activité", 16, _("Le retard se calcule : il ne se déclare pas."), STATES
    ),
    Column("state_reason", "Motif si suspendue ou annulée", 26),
    Column("actual_start", "Commencée le", 12, _DATE),
    Column("expected_end", "Fin désormais prévue", 12, _DATE),
    Column("progress", "Avancement (%)", 11, _("Un nombre entre 0 et 100.")),
    Column("progress_basis", "Sur quoi repose l'avancement", 22, "", BASES),
    Column("progress_note", "Précision sur l'avancement", 26),
    Column("spent", "Dépensé depuis le début", 16, _SINCE),
    Column("reached", "Personnes touchées depuis le début", 12, _SINCE),
)
TEXTS = (
    Column("done", "Ce qui a été fait", 46),
    Column("difficulties", "Difficultés", 34),
    Column("next_steps", "Prochaines étapes", 34),
    Column("evidence", "Preuves", 26),
    Column("evidence_url", "Lien vers une preuve", 26),
)
SENDING = Column(
    "send",
    "À envoyer ?",
    10,
    _("« oui » l'envoie au secrétariat, « non » garde un brouillon."),
    ANSWERS,
)
MARKING = Column("mark", MARK, 12, locked=True, hidden=True)


ADDED_VALUE = "Contribution de la période"
ADDED_COLUMNS = (
    Column("label", "Activité", 42, locked=True),
    Column("code", "N°", 10, locked=True),
    Column("indicator", "Indicateur", 60, locked=True),
    Column("unit", "Unité", 16, locked=True),
    Column(
        "value",
        ADDED_VALUE,
        18,
        _("Dans la période seulement. « s.o. » si sans objet ; vide n'est pas zéro."),
    ),
    MARKING,
)


def part_key(variable: str, category: str) -> str:
    """Key of the column of one part of a disaggregation."""
    return f"{variable}:{category}"


def part_columns() -> tuple[Column, ...]:
    """A column for each part; their headings are French like the others, in the file of every reader."""
    return tuple(
        Column(part_key(v.code, c.code), f"{v.title_fr} : {c.title_fr}", 11)
        for v, c in disaggregation.pairs()
    )


def columns() -> tuple[Column, ...]:
    """All of them, in order."""
    return (*REFERENCE, *FIELDS, *part_columns(), *TEXTS, SENDING, MARKING)


@dataclass(frozen=True, slots=True)
class Mark:
    """What each row says of itself. seen: stamp of the report when the workbook was made."""

    version: int
    campaign: UUID
    organisation: UUID
    report: UUID
    seen: str

    def __str__(self) -> str:
        return f"azalai/{self.version}/{self.campaign}/{self.organisation}/{self.report}/{self.seen}"


def read_mark(text: str) -> Mark | None:
    """The mark that a cell holds, None when it holds none."""
    parts = text.strip().split("/", 5)
    if len(parts) != 6 or parts[0] != "azalai" or not parts[1].isdecimal():
        return None
    try:
        return Mark(int(parts[1][:6]), UUID(parts[2]), UUID(parts[3]), UUID(parts[4]), parts[5])
    except ValueError:
        return None
