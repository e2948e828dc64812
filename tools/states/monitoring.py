"""States of monitoring: which action makes each move, and who may do it, in words."""

from __future__ import annotations

from azalai.monitoring import enums
from tools.states.page import SECRETARIAT, Moves, Section

CAMPAIGN_KEEPERS = "secrétaire permanent, suivi-évaluation, administrateur"

CAMPAIGN_MOVES: Moves = {
    ("draft", "open"): ("ouvrir", CAMPAIGN_KEEPERS),
    ("open", "closed"): ("clore", CAMPAIGN_KEEPERS),
    ("closed", "open"): ("rouvrir, avec un motif", CAMPAIGN_KEEPERS),
}

REPORTER = "point focal de l'organisme, secrétariat"

REPORT_MOVES: Moves = {
    ("expected", "draft"): ("écrire", REPORTER),
    ("expected", "exempt"): ("dispenser, avec un motif", CAMPAIGN_KEEPERS),
    ("draft", "submitted"): ("envoyer", REPORTER),
    ("draft", "exempt"): ("dispenser, avec un motif", CAMPAIGN_KEEPERS),
    ("submitted", "checked"): ("vérifier", "secrétariat, une autre personne que celle qui a envoyé"),
    ("submitted", "returned"): ("renvoyer, avec un motif", SECRETARIAT),
    ("checked", "approved"): ("approuver", "secrétariat, une troisième personne"),
    ("checked", "returned"): ("renvoyer, avec un motif", SECRETARIAT),
    ("approved", "amending"): ("reprendre pour corriger, avec un motif", REPORTER),
    ("returned", "submitted"): ("envoyer", REPORTER),
    ("amending", "submitted"): ("envoyer la correction", REPORTER),
    ("amending", "approved"): ("abandonner la correction", REPORTER),
    ("exempt", "expected"): ("attendre de nouveau", CAMPAIGN_KEEPERS),
}


def sections() -> list[Section]:
    """Objects of the room that have states."""
    return [
        Section(
            "Campagne de collecte",
            "La date « close après le » ferme la saisie d'elle-même ; clore et rouvrir sont des décisions.",
            enums.CampaignState,
            enums.CAMPAIGN_TRANSITIONS,
            CAMPAIGN_MOVES,
        ),
        Section(
            "Rapport d'activité",
            "Un par campagne, organisme et activité. Deux étapes sont faites par deux personnes. Pendant\n"
            "une correction, c'est la version approuvée qui compte.",
            enums.ReportState,
            enums.REPORT_TRANSITIONS,
            REPORT_MOVES,
        ),
    ]
