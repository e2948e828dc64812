"""States of forum: which action makes each move, and who may do it, in words."""

from __future__ import annotations

from azalai.forum import enums as forum
from tools.states.page import SECRETARIAT, Moves, Section

THREAD_MOVES: Moves = {
    ("open", "closed"): ("clore", SECRETARIAT),
    ("open", "hidden"): ("masquer, avec un motif", SECRETARIAT),
    ("closed", "open"): ("rouvrir", SECRETARIAT),
    ("closed", "hidden"): ("masquer, avec un motif", SECRETARIAT),
    ("hidden", "open"): ("rétablir", SECRETARIAT),
}


def _idea_moves() -> Moves:
    """An answer always has its reasons."""
    answers = {
        "kept": "retenir, avec les raisons",
        "refused": "ne pas retenir, avec les raisons",
        "done": "dire que c'est déjà réalisé",
    }
    moves = {(a, b): (words, SECRETARIAT) for a in ("received", "studied") for b, words in answers.items()}
    moves |= {
        (a, "set-aside"): ("écarter ce qui n'est pas une idée, avec un motif", SECRETARIAT)
        for a in ("received", "studied")
    }
    moves |= {(a, "studied"): ("reprendre l'étude", SECRETARIAT) for a in (*answers, "set-aside")}
    return moves | {
        ("received", "studied"): ("mettre à l'étude", SECRETARIAT),
        ("kept", "done"): ("dire que c'est réalisé", SECRETARIAT),
    }


def sections() -> list[Section]:
    """Objects of the room that have states."""
    return [
        Section(
            "Échange",
            "Un échange clos reste lisible. Un échange masqué n'est lu que du secrétariat et de\n"
            "l'auditeur ; rien n'est effacé.",
            forum.ThreadState,
            forum.THREAD_TRANSITIONS,
            THREAD_MOVES,
        ),
        Section(
            "Idée",
            "Une idée reçue n'est lue que du secrétariat ; dès qu'elle est à l'étude ou qu'elle a sa\n"
            "réponse, elle est affichée. Une idée écartée ne l'est pas ; son auteur lit le motif par son\n"
            "lien.",
            forum.IdeaState,
            forum.IDEA_TRANSITIONS,
            _idea_moves(),
        ),
    ]
