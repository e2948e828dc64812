"""The page on progress says what the code does."""

from __future__ import annotations

from pathlib import Path

from azalai.engines.progress.states import State, joint_state
from azalai.engines.progress.weighing import STEP

PAGE = Path(__file__).resolve().parents[3] / "docs" / "algorithmes" / "avancement.md"
TEXT = PAGE.read_text(encoding="utf-8")
CASES = {
    "rien": [],
    "tout est annulé": [State.CANCELLED],
    "tout le reste est achevé": [State.DONE, State.CANCELLED],
    "ce qui n'est pas achevé est suspendu": [State.SUSPENDED, State.DONE],
    "rien n'a commencé": [State.NOT_STARTED, State.CANCELLED],
    "tout autre cas": [State.NOT_STARTED, State.DONE],
}
WORDS = {
    State.NOT_STARTED: "non commencée",
    State.IN_PROGRESS: "en cours",
    State.DONE: "achevée",
    State.SUSPENDED: "suspendue",
    State.CANCELLED: "annulée",
}


def test_the_table_of_states_is_that_of_the_code() -> None:
    for said, states in CASES.items():
        assert f"| {said} | {WORDS[joint_state(states)]} |" in TEXT


def test_the_page_gives_the_rounding() -> None:
    assert str(STEP) == "0.0001"
    assert "au centième de pour cent" in TEXT
