"""Indicators in words: the audit trail, rooms that are awaited, why nothing was added up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from azalai.engines.aggregation.model import Cause
from azalai.indicators.enums import Status

ACTION_LABELS = {
    "indicators.created": _("Indicateur créé"),
    "indicators.updated": _("Fiche d'indicateur modifiée"),
    "indicators.closed": _("Indicateur abandonné"),
    "indicators.reopened": _("Indicateur repris"),
    "indicators.bound": _("Indicateur rattaché à un fait du système"),
    "indicators.loaded": _("Indicateurs d'un plan chargés"),
    "indicators.tied": _("Indicateur rattaché à une ligne du plan"),
    "indicators.target-set": _("Cible fixée"),
    "indicators.target-removed": _("Cible retirée"),
    "indicators.quality-answered": _("Critère de qualité renseigné"),
    "indicators.value-entered": _("Valeur saisie"),
    "indicators.value-corrected": _("Valeur corrigée"),
    "indicators.value-validated": _("Valeur validée"),
    "indicators.value-returned": _("Valeur renvoyée"),
    "indicators.value-published": _("Valeur publiée"),
    "indicators.value-withdrawn": _("Valeur retirée"),
    "indicators.contested": _("Remarque sur une valeur calculée"),
    "indicators.contest-settled": _("Remarque réglée"),
    "indicators.set-received": _("Liste d'indicateurs reçue"),
    "indicators.set-accepted": _("Liste d'indicateurs reprise"),
}
FIELD_LABELS: dict[str, dict[str, Any]] = {
    "indicators.indicator": {
        "objectives": _("Objectifs"),
        "variables": _("Variables de ventilation"),
        "line": _("Ligne du plan"),
        "plan": _("Plan"),
        "fact": _("Fait compté par le système"),
        "target": _("Cible"),
        "period": _("Période"),
        "place": _("Lieu"),
        "check": _("Critère"),
        "answer": _("Réponse"),
        "evidence": _("Preuve"),
        "text": _("Remarque"),
        "declared": _("Valeur déclarée"),
    },
    "indicators.value": {
        "indicator": _("Indicateur"),
        "parts": _("Ventilation"),
    },
    "indicators.indicatorset": {"items": _("Questions reprises")},
    "plans.plan": {
        "indicators_created": _("Indicateurs créés"),
        "indicators_bound": _("Comptés par le système"),
        "indicators_waiting": _("À rattacher par une personne"),
    },
}
# Rooms by the first word of a fact's code; those that do not exist yet are named too.
ROOMS = {
    "agreements": _("Accords et conventions"),
    "concertation": _("Concertation"),
    "evaluation": _("Évaluation"),
    "followup": _("Suivi des actions"),
    "forum": _("Net-forum"),
    "funding": _("Requêtes et financements"),
    "interventions": _("Interventions"),
    "monitoring": _("Suivi du plan"),
    "overlaps": _("Recoupements"),
    "public": _("Site public"),
    "roadmap": _("Feuille de route"),
}
CAUSES: dict[str, Any] = {
    Cause.NO_OPERATION: _("La fiche dit que cet indicateur ne s'additionne pas."),
    Cause.DOUBLE_COUNTING: _("Les mêmes personnes ou choses peuvent être comptées dans plusieurs lieux."),
    Cause.DEFINITION: _("La définition n'est pas la même dans tous les lieux."),
    Cause.UNIT: _("L'unité n'est pas la même dans tous les lieux."),
    Cause.METHOD: _("La méthode n'est pas la même dans tous les lieux."),
    Cause.NO_DENOMINATOR: _("Un dénominateur manque."),
    Cause.PART_REFUSED: _("L'agrégat d'un lieu est lui-même refusé."),
}
STATUS_KINDS = {
    Status.VALUE: "done",
    Status.ZERO: "done",
    Status.BLANK: "neutral",
    Status.UNKNOWN: "waiting",
    Status.NOT_APPLICABLE: "neutral",
}
STATE_KINDS = {
    "entered": "waiting",
    "returned": "wrong",
    "validated": "active",
    "published": "done",
    "replaced": "neutral",
    "withdrawn": "neutral",
}


def room_of(fact_code: str) -> str:
    """Name of the room that counts a fact; the first word of its code when nobody named it."""
    word = fact_code.partition(".")[0]
    return str(ROOMS.get(word, word))
