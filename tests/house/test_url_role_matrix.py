"""Who may open what: every address of the resolver, for every role, against the accepted table.

`make matrix` writes the table anew; the difference is then read and accepted, or the code corrected.
"""

from __future__ import annotations

import os
from typing import Any

import pytest

from azalai.accounts.public import PUBLIC_URL_NAMES
from tests.house import routes
from tests.house.routes import ANONYMOUS, COLUMNS, Route
from tests.house.samples import SAMPLES


@pytest.fixture(scope="module")
def known_routes() -> list[Route]:
    return routes.all_routes()


def test_every_address_with_an_argument_has_a_sample(known_routes: list[Route]) -> None:
    assert [route.name for route in known_routes if route.arguments and route.name not in SAMPLES] == []


def test_every_sample_serves(known_routes: list[Route]) -> None:
    assert set(SAMPLES) - {route.name for route in known_routes} == set()


def test_names_are_given_once(known_routes: list[Route]) -> None:
    names = [route.name for route in known_routes]
    assert sorted(set(names)) == names


# Two workers, two halves: the objects that addresses need are made once for all the roles of a half.
HALVES = (COLUMNS[::2], COLUMNS[1::2])


@pytest.mark.django_db
@pytest.mark.parametrize("columns", HALVES, ids=" ".join)
def test_each_address_answers_each_role_as_accepted(
    columns: tuple[str, ...], known_routes: list[Route]
) -> None:
    kwargs = {route.name: {} for route in known_routes if not route.arguments}
    kwargs |= {route.name: SAMPLES[route.name]() for route in known_routes if route.name in SAMPLES}
    answers = {column: _answers(column, kwargs) for column in columns}
    if os.environ.get("AZALAI_WRITE_MATRIX") == "1":
        for column in columns:
            routes.write_column(column, answers[column])
    table = routes.read_table()
    for column in columns:
        assert answers[column] == {name: row[column] for name, row in table.items()}, column


def _answers(column: str, kwargs: dict[str, dict[str, Any]]) -> dict[str, str]:
    """What each address says to that visitor."""
    client = routes.visitor(column)
    return {name: routes.answer(client, name, given) for name, given in kwargs.items()}


def test_a_visitor_is_asked_to_sign_in_everywhere_but_on_listed_pages() -> None:
    table = routes.read_table()
    asked = {name for name, row in table.items() if row[ANONYMOUS].endswith("connexion")}
    assert set(table) - asked - PUBLIC_URL_NAMES == set()


def test_listed_pages_exist() -> None:
    assert set(routes.read_table()) >= PUBLIC_URL_NAMES


def test_no_address_fails_for_anybody() -> None:
    assert [
        n for n, row in routes.read_table().items() if any(said.startswith("5") for said in row.values())
    ] == []
