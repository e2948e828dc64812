"""States of what the ground floor keeps: long work in the background."""

from __future__ import annotations

from azalai.core import jobs
from tools.states.page import Moves, Section

WORKER = "le travailleur de fond"
MOVES: Moves = {
    ("queued", "running"): ("prendre le travail", WORKER),
    ("queued", "dropped"): ("abandonner", "qui l'a demandé"),
    ("running", "done"): ("finir", WORKER),
    ("running", "failed"): ("refuser, échouer, ou mourir trois fois", WORKER),
    ("running", "queued"): ("rester muet une minute : un autre le reprend", WORKER),
    ("running", "dropped"): ("abandonner", "qui l'a demandé"),
}


def sections() -> list[Section]:
    """Objects of the floor that have states."""
    return [
        Section(
            "Travail de fond",
            "Un travail ne finit qu'une fois : seul le travailleur qui le tient encore peut en dire l'issue.",
            jobs.JobState,
            jobs.JOB_TRANSITIONS,
            MOVES,
        )
    ]
