"""States of evaluations and lessons: which action makes each move, and who may do it, in words."""

from __future__ import annotations

from azalai.evaluation import enums as evaluation
from tools.states.page import Moves, Section

RATERS = "secrétaire permanent, suivi-évaluation"
AUTHORS = f"{RATERS} ; le partenaire pour son auto-évaluation"
LIBRARIANS = f"{RATERS}, documentation"
EVALUATION_MOVES: Moves = {
    ("draft", "shared"): ("communiquer, avec une date de réponse", AUTHORS),
    ("draft", "closed"): ("clore, quand aucun partenaire ne peut répondre", RATERS),
    ("shared", "draft"): ("reprendre en préparation, avec un motif, avant toute réponse", AUTHORS),
    ("shared", "answered"): (
        "dire qu'on a fini de répondre",
        "le partenaire ; le secrétariat pour une auto-évaluation",
    ),
    ("shared", "closed"): ("clore, le délai passé", RATERS),
    ("answered", "shared"): ("prolonger le droit de réponse", RATERS),
    ("answered", "closed"): ("clore, chaque note contestée ayant sa réponse", RATERS),
    ("closed", "published"): ("publier", RATERS),
}
LESSON_MOVES: Moves = {
    ("proposed", "validated"): ("valider", LIBRARIANS),
    ("proposed", "set-aside"): ("écarter, avec un motif", LIBRARIANS),
    ("validated", "set-aside"): ("écarter, avec un motif", LIBRARIANS),
    ("set-aside", "validated"): ("valider", LIBRARIANS),
}


def sections() -> list[Section]:
    """Objects of the room that have states."""
    return [
        Section(
            "Évaluation",
            "Les notes et les réponses d'une évaluation close ne changent plus : la base de données\n"
            "elle-même le refuse. Ses recommandations sont alors au registre des actions.",
            evaluation.EvaluationState,
            evaluation.EVALUATION_TRANSITIONS,
            EVALUATION_MOVES,
        ),
        Section(
            "Bonne pratique ou leçon",
            "Seule une leçon validée est vue de tous, et peut être signalée comme reprise.",
            evaluation.LessonState,
            evaluation.LESSON_TRANSITIONS,
            LESSON_MOVES,
        ),
    ]
