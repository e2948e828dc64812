"""How each feature is told in French."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """title: of the row. agrees, differs: what the sentence says for and against; "" when it is silent."""

    title: str
    finding: Callable[[float], str]
    short: Callable[[float], str]


def _steps(*steps: tuple[float, str]) -> Callable[[float], str]:
    """The text of the highest step that the value reaches."""
    return lambda value: next((text for least, text in steps if value >= least), steps[-1][1])


def _percent(text: str) -> Callable[[float], str]:
    return lambda value: text.format(round(100 * value))


_ALIKE = _steps(
    (0.9, "titres presque identiques"),
    (0.6, "titres très proches"),
    (0.35, "titres proches"),
    (0, "titres différents"),
)
_TEXTS = _steps(
    (0.7, "contenus presque identiques"),
    (0.4, "contenus proches"),
    (0.2, "contenus en partie proches"),
    (0, "contenus différents"),
)
_PLACES = _steps(
    (1, "même département"),
    (0.85, "même région"),
    (0.6, "même région, départements différents"),
    (0.5, "même pays"),
    (0.25, "même pays, régions différentes"),
    (0, "lieu commun inconnu"),
)
_PERIODS = _steps(
    (0.9, "mêmes périodes"),
    (0.4, "périodes qui se recouvrent"),
    (0.01, "périodes qui se touchent"),
    (0, "périodes sans recouvrement connu"),
)
_DATES = _steps(
    (1, "début et fin à un mois près"),
    (0.5, "début ou fin à un mois près"),
    (0, "dates éloignées ou inconnues"),
)
_BUDGETS = _steps(
    (0.95, "budgets égaux"), (0.5, "budgets voisins"), (0.01, "budgets du même ordre"), (0, "non comparables")
)


def _always(text: str) -> Callable[[float], str]:
    return lambda _: text


WORDINGS: dict[str, Wording] = {
    "title": Wording("Titre", _percent("ressemblance de {} %"), _ALIKE),
    "text": Wording("Titre et description", _percent("ressemblance de {} %"), _TEXTS),
    "place": Wording("Lieu", _PLACES, _PLACES),
    "elsewhere": Wording("Pays", _always("aucun pays en commun"), _always("pays différents")),
    "other_region": Wording("Région", _always("aucune région en commun"), _always("régions différentes")),
    "period": Wording("Période", _percent("recouvrement de {} %"), _PERIODS),
    "apart": Wording("Période", _always("aucun jour en commun"), _always("périodes séparées")),
    "dates": Wording("Dates", _DATES, _DATES),
    "objectives": Wording("Objectifs", _percent("{} % en commun"), _always("objectifs communs")),
    "other_objectives": Wording("Objectifs", _always("aucun en commun"), _always("objectifs différents")),
    "groups": Wording("Groupes visés", _percent("{} % en commun"), _always("mêmes groupes visés")),
    "other_groups": Wording("Groupes visés", _always("aucun en commun"), _always("groupes visés différents")),
    "frame": Wording(
        "Cadre",
        _percent("objectif, public, lieu et période ensemble : {} %"),
        _always("mêmes objectif, public, lieu et période"),
    ),
    "one_title": Wording(
        "Signalement",
        _always("mêmes mots dans le titre, même lieu, une date en commun"),
        _always("même titre au même lieu et à la même date"),
    ),
    "other_scale": Wording(
        "Échelle",
        _always("programme d'un côté, projet ou activité de l'autre"),
        _always("échelles différentes"),
    ),
    "next_stage": Wording("Étape", _always("étapes qui se suivent"), _always("étapes qui se suivent")),
    "bodies": Wording("Organismes", _percent("{} % en commun"), _always("organismes communs")),
    "roles": Wording(
        "Rôles",
        _always("l'un finance ou exécute l'autre"),
        _always("l'un des organismes finance ou exécute l'autre intervention"),
    ),
    "budget": Wording("Budget", _BUDGETS, _BUDGETS),
    "other_budget": Wording("Budget", _always("du simple au quadruple"), _always("budgets différents")),
    "figures": Wording("Numéros du titre", _always("mêmes années ou phases"), _always("mêmes numéros")),
    "other_figures": Wording(
        "Numéros du titre", _always("années ou phases différentes"), _always("années ou phases différentes")
    ),
    "declared": Wording(
        "Lien déclaré", _always("l'une cite l'identifiant de l'autre"), _always("lien déclaré entre elles")
    ),
    "component": Wording(
        "Composante",
        _always("l'une fait partie de l'autre"),
        _always("l'une déclarée comme partie de l'autre"),
    ),
    "same_identifier": Wording(
        "Identifiant", _always("un même numéro des deux côtés"), _always("un même numéro de projet")
    ),
}
AGAINST = frozenset(
    {
        "elsewhere",
        "other_region",
        "other_scale",
        "apart",
        "other_objectives",
        "other_groups",
        "other_budget",
        "other_figures",
    }
)
