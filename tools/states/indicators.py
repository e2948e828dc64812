"""States of indicators: which action makes each move, and who may do it, in words."""

from __future__ import annotations

from azalai.indicators import enums as indicators
from tools.states.page import Moves, Section

KEEPER = "suivi-évaluation, secrétaire permanent, administrateur"
GIVER = "qui suit le lieu, suivi-évaluation"
VALUE_MOVES: Moves = {
    ("entered", "validated"): ("valider, une autre personne que celle qui a saisi", KEEPER),
    ("entered", "returned"): ("renvoyer, avec un motif", KEEPER),
    ("entered", "replaced"): ("corriger : une autre valeur est saisie", GIVER),
    ("entered", "withdrawn"): ("retirer, avec un motif", KEEPER),
    ("returned", "replaced"): ("corriger : une autre valeur est saisie", GIVER),
    ("returned", "withdrawn"): ("retirer, avec un motif", KEEPER),
    ("validated", "published"): ("publier", KEEPER),
    ("validated", "replaced"): ("valider sa correction", KEEPER),
    ("validated", "withdrawn"): ("retirer, avec un motif", KEEPER),
    ("published", "replaced"): ("valider sa correction", KEEPER),
    ("published", "withdrawn"): ("retirer, avec un motif", KEEPER),
}


def sections() -> list[Section]:
    """Objects of the room that have states."""
    return [
        Section(
            "Valeur d'un indicateur",
            "Une valeur n'est jamais réécrite : une correction est une autre valeur, et l'ancienne compte\n"
            "jusqu'à ce que la nouvelle soit validée. Pour un indicateur, une période et un lieu, une seule\n"
            "valeur compte et une seule attend.",
            indicators.State,
            indicators.STATE_TRANSITIONS,
            VALUE_MOVES,
        ),
    ]
