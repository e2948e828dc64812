"""States of plans: which action makes each move, and who may do it, in words."""

from __future__ import annotations

from azalai.plans import enums as plans
from tools.states.page import Moves, Section

PLAN_MOVES: Moves = {
    ("draft", "submitted"): ("soumettre à validation", "planification, secrétaire permanent"),
    ("submitted", "draft"): ("renvoyer en brouillon, avec un motif", "planification, secrétaire permanent"),
    ("submitted", "adopted"): ("enregistrer l'adoption, avec l'acte", "secrétaire permanent"),
}


def sections() -> list[Section]:
    """Objects of the room that have states."""
    return [
        Section(
            "Version d'un plan",
            "Un plan n'a jamais qu'une version ouverte (brouillon ou soumise). Une version adoptée ne\n"
            "change plus : ce qui la corrige est une nouvelle version, qui commence comme sa copie.",
            plans.VersionStatus,
            plans.VERSION_TRANSITIONS,
            PLAN_MOVES,
        ),
    ]
