"""States of overlaps: which action makes each move, and who may do it, in words."""

from __future__ import annotations

from azalai.overlaps import enums as overlaps
from tools.states.page import SECRETARIAT, Moves, Section

JOINT_MOVES: Moves = {
    ("invited", "under-way"): ("accepter, le dernier des invités", "partenaires invités"),
    ("invited", "declined"): ("décliner, avec un motif", "un partenaire invité"),
    ("invited", "abandoned"): ("abandonner, avec un motif", SECRETARIAT),
    ("under-way", "concluded"): ("conclure, avec le résultat", SECRETARIAT),
    ("under-way", "declined"): ("se retirer, avec un motif", "un partenaire invité"),
    ("under-way", "abandoned"): ("abandonner, avec un motif", SECRETARIAT),
    ("concluded", "under-way"): ("rouvrir, avec un motif", SECRETARIAT),
    ("declined", "invited"): ("inviter de nouveau, avec un motif", SECRETARIAT),
    ("abandoned", "invited"): ("inviter de nouveau, avec un motif", SECRETARIAT),
}

CALIBRATION_MOVES: Moves = {
    ("proposed", "accepted"): ("accepter", "secrétaire permanent, suivi-évaluation, administrateur"),
    ("proposed", "set-aside"): ("écarter", "secrétaire permanent, suivi-évaluation, administrateur"),
}


def sections() -> list[Section]:
    """Objects of the room that have states."""
    return [
        Section(
            "Action conjointe",
            "Un recoupement n'a jamais qu'une action conjointe ouverte (invitation envoyée ou en cours).\n"
            "Une action rouverte après un refus ou un abandon attend de nouveau la réponse de chacun.",
            overlaps.JointState,
            overlaps.JOINT_TRANSITIONS,
            JOINT_MOVES,
        ),
        Section(
            "Calage du radar",
            "Les poids en vigueur sont ceux du calage accepté en dernier ; sans aucun, ceux qui sont livrés.",
            overlaps.CalibrationState,
            overlaps.CALIBRATION_TRANSITIONS,
            CALIBRATION_MOVES,
        ),
    ]
