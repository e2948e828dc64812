"""A form that people filled in and changed: what its columns are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azalai.formats.form_reading import FormTable, read_form
from azalai.tabular import Cell, Table

pytestmark = pytest.mark.alone
HEADINGS = {"who": "Organisme", "what": "Activité", "spent": "Dépensé depuis le début", "next": "Suites"}


def table(*rows: tuple[str, ...]) -> Table:
    cells = tuple(tuple(Cell(text, r, c) for c, text in enumerate(row)) for r, row in enumerate(rows))
    return Table(1, cells)


def read(*heads: str, told: dict[str, str] | None = None) -> FormTable:
    return read_form(table(heads, ("x",) * len(heads)), HEADINGS, told=told)


@pytest.mark.parametrize(
    ("heads", "guess"),
    [
        (("Organisme", "Projet", "Dépensé depuis le début", "Suites"), {"what": "Projet"}),
        (("Organisme", "Projet", "Argent", "Suites"), {"what": "Projet", "spent": "Argent"}),
        (("Suites", "Organisme", "Activité", "Dépenses depuis début"), {"spent": "Dépenses depuis début"}),
        (("Organisme", "", "Dépensé depuis le début", "Suites"), {"what": "colonne B"}),
        (("Organisme", "Activité", "Dépensé depuis le début", "Suites", "Notes"), {}),
        (("Organisme", "Activité", "Suites", "Notes"), {}),
    ],
)
def test_a_strange_heading_is_guessed_by_its_place_then_by_its_sound(
    heads: tuple[str, ...], guess: dict[str, str]
) -> None:
    found = read(*heads)
    assert {key: one.text for key, one in found.guessed.items()} == guess


def test_a_guess_is_never_a_known_column_and_what_is_left_is_missing() -> None:
    found = read("Organisme", "Projet", "Suites")
    assert (sorted(found.columns), found.guessed, sorted(found.missing)) == (
        ["next", "who"],
        {},
        ["spent", "what"],
    )
    assert [one.text for one in found.strange] == ["Projet"]


def test_what_a_person_said_prevails() -> None:
    found = read("Organisme", "Projet", "Argent", "Suites", told={"projet": "spent", "argent": ""})
    assert (found.columns["spent"], found.missing, found.strange) == (1, ["what"], [])


def test_the_second_of_two_equal_heads_is_told_apart() -> None:
    found = read("Organisme", "Activité", "Activité", "Dépensé depuis le début", "Suites")
    assert (found.columns["what"], found.again) == (1, {"what": [2]})


def test_heads_are_found_below_a_title_and_rows_keep_their_numbers() -> None:
    rows = (("Notre bureau", ""), ("", ""), ("Activité", "Suites"), ("Former", "Rien"))
    found = read_form(table(*rows), HEADINGS)
    assert found.first_row == 3
    assert [(number, cells["what"].text) for number, cells, _row in found.lines()] == [(4, "Former")]


@given(st.lists(st.sampled_from([*HEADINGS.values(), "Projet", "Argent", ""]), max_size=7))
def test_each_position_is_at_most_one_column(heads: list[str]) -> None:
    found = read(*heads)
    places = [*found.columns.values(), *(one.position for one in found.guessed.values())]
    assert len(places) == len(set(places))
    assert not found.columns.keys() & found.guessed.keys()
    assert set(found.missing) == set(HEADINGS) - found.columns.keys() - found.guessed.keys()
