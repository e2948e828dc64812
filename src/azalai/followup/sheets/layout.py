"""Columns of the workbook. A column is known by its heading, whatever its place."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

NAME = "Actions"


@dataclass(frozen=True, slots=True)
class Column:
    """key: what it fills; heading: as printed; choices: name of a list on the sheet of lists. told: only
    written, never read back."""

    key: str
    heading: str
    width: float = 18.0
    note: object = ""
    choices: str = ""
    strict: bool = True
    required: bool = False
    told: bool = False


SEVERAL = _("Plusieurs : séparez par un point-virgule.")
DATE = _("Une année, un mois ou un jour : 2027, 2027-03 ou 2027-03-15.")
TOLD = _("Pour information : n'est pas relu. L'état se change dans le registre.")
COLUMNS = (
    Column("number", "Numéro", 10, _("Celui du registre, pour mettre à jour ; vide pour ajouter.")),
    Column("kind", "Nature", 16, "", "Natures", required=True),
    Column("text", "Ce qui est à faire", 60, required=True),
    Column("owners", "Responsables", 34, SEVERAL),
    Column("owner_post", "Poste responsable", 26, "", "Postes"),
    Column("deadline", "Échéance", 12, DATE),
    Column("deadline_text", "Échéance telle qu'écrite", 24),
    Column("priority", "Priorité", 11, "", "Priorités"),
    Column("body", "Instance", 30, "", "Instances"),
    Column("note", "Précision", 40),
    Column("state", "État", 16, TOLD, told=True),
    Column("progress", "Avancement", 12, TOLD, told=True),
    Column("source", "Source", 34, TOLD, told=True),
    Column("since", "Depuis", 12, TOLD, told=True),
)
READ = frozenset(column.key for column in COLUMNS if not column.told and column.key != "number")
