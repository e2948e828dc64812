"""States of followup: which action makes each move, and who may do it, in words."""

from __future__ import annotations

from azalai.followup import enums as followup
from tools.states.page import SECRETARIAT, Moves, Section


def _point_moves() -> Moves:
    """What the owner says, what the secretariat decides."""
    owner = "responsables, secrétariat permanent"
    asked = ("proposed", "accepted", "in-progress", "blocked")
    said = {
        "in-progress": "dire où elle en est",
        "blocked": "dire ce qui bloque",
        "done": "dire que c'est fait",
    }
    moves = {
        ("proposed", "accepted"): ("accepter", owner),
        ("proposed", "refused"): ("refuser, avec un motif", owner),
    }
    moves |= {(a, b): (words, owner) for a in asked for b, words in said.items() if a != b}
    moves |= {(a, "dropped"): ("abandonner, avec un motif", SECRETARIAT) for a in asked}
    moves |= {
        ("done", "verified"): ("vérifier", "secrétariat permanent, ni responsable ni auteur du « fait »"),
        ("done", "in-progress"): ("corriger ou rouvrir, avec un motif", owner),
        ("verified", "in-progress"): ("rouvrir, avec un motif", SECRETARIAT),
        ("refused", "proposed"): ("rouvrir, avec un motif", SECRETARIAT),
        ("dropped", "accepted"): ("rouvrir, avec un motif", SECRETARIAT),
    }
    return moves


def sections() -> list[Section]:
    """Objects of the room that have states."""
    return [
        Section(
            "Action ou recommandation",
            "Une action décidée en réunion est acceptée d'emblée ; une recommandation attend que son\n"
            "responsable l'accepte. Qui dit où elle en est l'a par là acceptée. Une action faite est\n"
            "vérifiée par un autre que son responsable.",
            followup.PointState,
            followup.POINT_TRANSITIONS,
            _point_moves(),
        ),
    ]
