"""Whatever the text, the reader answers: minutes, or a refusal in one sentence. Twice the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from azalai.engines.minutes.answers import as_lines, as_object
from azalai.engines.minutes.compiler import NotMinutes, compile_minutes
from azalai.tabular import Cell, Document, Table
from tests.engines.minutes.helping import names

PIECES = (
    "Date : 31/02/2022",
    "Date",
    "30novembre2021",
    "Présence :",
    "- OIM ;",
    "Ordre du jour : 1) a ; 2) b",
    "1- Divers",
    "Divers",
    "IV. Divers",
    "Points de discussion clés",
    "Points d'action :",
    "Responsable",
    "Date limite :",
    "///",
    "2022",
    "Etat et partenaires",
    "Compte rendu du GTM",
    "La séance est levée à 25h70.",
    "Prochaine réunion",
    "Concernant le neuvième point, rien.",
    "pointsd'actiondelaréunion" * 30,
    "OIM 2022",
    "12/13/2022",
    "Fin : 9h",
    "Lieu",
    "•",
    "1)",
    "Responsable : ",
    "(HCR, avant)",
    "deux mille",
    "l'",
    "N/A",
    "Absents excusés",
    "Page 2 sur 3",
)
LINES = st.one_of(st.sampled_from(PIECES), st.text(max_size=60))
GRIDS = st.lists(st.lists(LINES, min_size=1, max_size=5), min_size=1, max_size=5)
SLOW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def document(lines: list[str], grids: list[list[list[str]]], kind: str) -> Document:
    """Lines, with the tables spread among them."""
    tables = []
    for number, grid in enumerate(grids, 1):
        width = max(map(len, grid))
        rows = tuple(
            tuple(Cell(row[at] if at < len(row) else "", line, at) for at in range(width))
            for line, row in enumerate(grid)
        )
        tables.append(Table(number, rows, after=min(len(lines), number * 2)))
    return Document(kind, tuple(tables), tuple(lines), lines[0] if lines else "")


def outcome(given_document: Document) -> Any:
    """The answer, or the refusal."""
    try:
        compiled = compile_minutes(given_document, names())
    except NotMinutes as refusal:
        return str(refusal)
    assert list(as_lines(compiled, "cr.txt"))
    return as_object(compiled)


@SLOW
@given(st.lists(LINES, max_size=25), st.lists(GRIDS, max_size=3), st.sampled_from(["docx", "txt", "pdf"]))
def test_reading_never_fails_and_is_the_same_twice(
    lines: list[str], grids: list[list[list[str]]], kind: str
) -> None:
    made = document(lines, grids, kind)
    first = outcome(made)
    assert outcome(made) == first
    assert isinstance(first, dict) or first.endswith(".")


@SLOW
@given(st.lists(LINES, min_size=1, max_size=20))
def test_nothing_is_invented_in_the_attendance(lines: list[str]) -> None:
    answer = outcome(
        document(["Compte rendu du GTM", "Date : 1er mars 2022", "Présents :", *lines], [], "docx")
    )
    for one in answer["attendance"]:
        written = " ".join(lines)
        assert all(word in written for word in one["raw"].split())


def test_a_letter_is_no_minutes() -> None:
    with pytest.raises(NotMinutes, match="ne ressemble pas à un compte rendu"):
        compile_minutes(document(["Monsieur,", "Je vous écris."], [], "txt"), names())


def test_a_very_long_line_without_a_space_is_read_in_time() -> None:
    made = document(
        ["Compte rendu du GTM", "Date : 1er mars 2022", "lastratégiedecoordination" * 4_000], [], "txt"
    )
    assert outcome(made)["date"] == "2022-03-01"
