"""Who is named in the cells of the field."""

from __future__ import annotations

from typing import Any

import pytest
from docx import Document

from azalai.actors import queries
from azalai.actors.models import Group, Organisation
from azalai.actors.recognition import Recogniser, register_from_files, spellings_kept
from azalai.engines.naming import read, recognise
from tests.actors.factories import load, make_organisation
from tests.shared import shared_path

CELL = (
    "DGEMR, Direction des Migrations (DM), DST, ANLTP, autres structures étatiques, collectivités "
    "territoriales, OSC en lien avec les questions migratoires"
)


@pytest.mark.django_db
def test_a_cell_of_the_plan_names_its_bodies_and_groups() -> None:
    load("NE")
    found = queries.recognise(CELL, "NE")
    assert [(name.target.code, name.certainty) for name in found if name.target] == [
        ("dgecm-r", "certain"),
        ("ne-dm", "certain"),
        ("dst", "certain"),
        ("anltp", "certain"),
        ("public-structures", "certain"),
        ("local-authorities", "certain"),
        ("civil-society-organisations", "probable"),
    ]
    assert [type(name.target) for name in found] == [Organisation] * 4 + [Group] * 3
    assert all(CELL[name.start : name.end] == name.text for name in found)


@pytest.mark.django_db
def test_many_cells_cost_one_query(django_assert_num_queries: Any) -> None:
    load("NE")
    with django_assert_num_queries(1):
        recogniser = Recogniser.for_country("NE")
        assert all(recogniser.parts(CELL) for _ in range(20))


@pytest.mark.django_db
def test_a_list_that_is_kept_is_read_once_and_forgotten_afterwards(django_assert_num_queries: Any) -> None:
    load("NE")
    with django_assert_num_queries(1), spellings_kept(), spellings_kept():
        assert Recogniser.for_country("NE") is Recogniser.for_country("NE")
    assert Recogniser.for_country("NE") is not Recogniser.for_country("NE")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["Secrétariat", "le SP", "Secrétariat permanent", "Secrétaire permanent"])
def test_minutes_name_the_secretariat_by_its_office_alone(text: str) -> None:
    load("NE")
    sp = Organisation.objects.get(code="sp-ccm")
    recogniser = Recogniser.for_country("NE")
    assert recogniser.organisation_id(text) == sp.pk
    assert recogniser.organisation_id("Secrétariat général du Gouvernement") is None


@pytest.mark.django_db
def test_only_a_sure_name_alone_is_an_organisation() -> None:
    load("NE")
    recogniser = Recogniser.for_country("NE")
    sp = Organisation.objects.get(code="sp-ccm")
    assert recogniser.organisation_id("SP-CCM") == sp.pk
    assert [recogniser.organisation_id(text) for text in ("CTM", "OSC", "DST, OIM", "", "XYZ")] == [None] * 5


@pytest.mark.django_db
def test_the_pieces_of_a_cell_are_the_cell() -> None:
    load("NE")
    pieces = Recogniser.for_country("NE").pieces(CELL)
    assert "".join(text for text, _ in pieces) == CELL
    assert sum(name is not None and name.is_group for _, name in pieces) == 3


@pytest.mark.django_db
def test_one_country_does_not_know_the_bodies_of_another() -> None:
    make_organisation("MAE", country="TD")
    (name,) = queries.recognise("MAE", "NE")
    assert (name.target, name.certainty) == (None, "unknown")


def cells(name: str, column: int) -> list[str]:
    document = Document(str(shared_path(f"inputs/{name}.docx")))
    texts = (row.cells[column].text for table in document.tables for row in table.rows[1:])
    titles = ("Structures bénéficiaires", "Axe", "Problématique", "Priorité", "AXE", "PRIORITAIRE")
    return sorted({text for text in texts if text.strip() and not text.startswith(titles)})


@pytest.mark.parametrize(
    ("name", "country", "column", "unknown"),
    [
        # What remains unknown are no bodies: agents, and qualifications after a named group.
        (
            "plan-action-niger-2022-2026",
            "NE",
            3,
            {
                "Agents des collectivités territoriales",
                "spécialisées sur la santé des migrants",
                "éducation des enfants migrants",
                "violences sur le genre",
            },
        ),
        ("matrice-pmm-tchad", "TD", -1, {"justice sécurité", "action sociale"}),
    ],
)
def test_the_bodies_of_the_real_plans_are_recognised(
    name: str, country: str, column: int, unknown: set[str]
) -> None:
    register = register_from_files(country)
    real = cells(name, column)
    assert len(real) > 8
    assert all("".join(part.text for part in read(cell, register)) == cell for cell in real)
    names = [part for cell in real for part in recognise(cell, register)]
    assert {part.text for part in names if part.target is None} == unknown
    assert sum(part.certainty == "certain" for part in names) / len(names) > 0.85


def test_two_acronyms_without_a_comma_are_two_bodies() -> None:
    found = recognise("DGECMR, DGPE, DST CNCLTP, ANLTP", register_from_files("NE"))
    assert [part.target.code for part in found if part.target] == [
        "dgecm-r",
        "dgpe",
        "dst",
        "cncltp",
        "anltp",
    ]


def test_a_slip_of_the_document_asks_for_a_confirmation() -> None:
    (slip,) = recognise("CTM", register_from_files("NE"))
    assert slip.target is not None
    assert (slip.target.code, slip.certainty) == ("gtm", "probable")
