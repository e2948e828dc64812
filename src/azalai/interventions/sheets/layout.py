"""Columns of the workbook. A column is known by its heading, whatever its place."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from azalai.interventions.enums import BodyRole, CountKind

MAIN, MONEY, PEOPLE = "Interventions", "Budget", "Groupes cibles"


@dataclass(frozen=True, slots=True)
class Column:
    """key: what it fills; heading: as printed; choices: name of a list on the sheet of lists."""

    key: str
    heading: str
    width: float = 18.0
    note: object = ""
    choices: str = ""
    strict: bool = True
    required: bool = False


SEVERAL = _("Plusieurs : séparez par un point-virgule.")
DATE = _("Une année, un mois ou un jour : 2025, 2025-03 ou 2025-03-15.")
IDENTIFIER = Column(
    "identifier",
    "Identifiant",
    14,
    _("Le vôtre, une fois pour toutes : la ligne du même identifiant sera mise à jour."),
    required=True,
)
MAIN_COLUMNS = (
    IDENTIFIER,
    Column("title_fr", "Titre", 40, required=True),
    Column("title_en", "Titre anglais", 30),
    Column("description_fr", "Description", 50),
    Column("description_en", "Description en anglais", 40),
    Column("scale", "Échelle", 12, "", "Échelles"),
    Column("nature", "Nature", 16, "", "Natures"),
    Column("kind", "Type d'intervention", 26, "", "Types"),
    Column("parent", "Fait partie de", 14, _("Identifiant du programme ou du projet.")),
    Column("lead", "Chef de file", 26, "", "Organismes", strict=False, required=True),
    Column(BodyRole.FUNDING.value, "Bailleurs", 24, SEVERAL),
    Column(BodyRole.ACCOUNTABLE.value, "Responsables devant le bailleur", 20, SEVERAL),
    Column(BodyRole.EXTENDING.value, "Gestionnaires des fonds", 20, SEVERAL),
    Column(BodyRole.IMPLEMENTING.value, "Mise en œuvre", 24, SEVERAL),
    Column("contact_post", "Poste à contacter", 20, "", "Postes"),
    Column("gcm", "Objectifs du PMM", 12, _("Numéros, par exemple 3 ; 10.")),
    Column("pnm", "Objectifs de la politique nationale", 14, _("Numéros, par exemple 1.2 ; 3.1.")),
    Column("sdg", "ODD", 10, _("Numéros, par exemple 8 ; 10.7.")),
    Column("places", "Lieux", 30, _("Noms ou codes ; part facultative : Maradi (60 %) ; Tahoua (40 %).")),
    Column("status", "État", 14, "", "États"),
    Column("planned_start", "Début prévu", 11, DATE),
    Column("planned_end", "Fin prévue", 11, DATE),
    Column("actual_start", "Début réel", 11, DATE),
    Column("actual_end", "Fin réelle", 11, DATE),
    Column(CountKind.SESSIONS.value, "Sessions", 10),
    Column(CountKind.PARTICIPANTS.value, "Participants", 11),
    Column(CountKind.ITEMS.value, "Équipements ou supports", 12),
    Column("links", "Documents en ligne", 30, _("Adresses, séparées par un point-virgule.")),
    Column("iati", "Identifiant IATI", 22),
)
MONEY_COLUMNS = (
    IDENTIFIER,
    Column("amount", "Montant", 16, required=True),
    Column("currency", "Monnaie", 9, "", "Monnaies", strict=False),
    Column("kind", "Nature du montant", 14, "", "Natures de montant"),
    Column("source", "Source", 28, "", "Organismes", strict=False),
    Column("year", "Année", 8),
)
PEOPLE_COLUMNS = (
    IDENTIFIER,
    Column("group", "Groupe", 34, "", "Groupes", required=True),
    Column("women", "Femmes", 10, _("Vide : inconnu. 0 : personne.")),
    Column("men", "Hommes", 10),
    Column("girls", "Filles", 10),
    Column("boys", "Garçons", 10),
    Column("total", "Total", 10),
)
SHEETS = {MAIN: MAIN_COLUMNS, MONEY: MONEY_COLUMNS, PEOPLE: PEOPLE_COLUMNS}
