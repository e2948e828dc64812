"""States of reports: which action makes each move, and who may do it, in words."""

from __future__ import annotations

from azalai.reports import enums as reports
from tools.states.page import Moves, Section

OPENERS = "planification, secrétaire permanent"
MOVES: Moves = {
    ("draft", "submitted"): ("soumettre, une fois relus les textes dont les chiffres ont changé", OPENERS),
    ("submitted", "draft"): ("renvoyer à la rédaction, avec un motif", "secrétaire permanent"),
    ("submitted", "validated"): ("valider, avec l'acte s'il existe", "secrétaire permanent"),
    ("validated", "published"): ("noter la diffusion", "secrétaire permanent, communication"),
}


def sections() -> list[Section]:
    """Objects of the room that have states."""
    return [
        Section(
            "Bilan",
            "Un bilan validé ne change plus, ni ses textes ni ses chiffres : la base de données elle-même\n"
            "le refuse. Une correction est une nouvelle version.",
            reports.ReportState,
            reports.REPORT_TRANSITIONS,
            MOVES,
        )
    ]
