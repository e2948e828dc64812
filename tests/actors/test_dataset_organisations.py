"""Bodies and groups: one body for all its spellings, and every reference leads somewhere."""

from __future__ import annotations

import re
from typing import Any

import pytest
from docx import Document

from azalai.actors.dataset import (
    Group,
    Organisation,
    check_organisations,
    check_spellings,
    group_index,
    load_groups,
    load_organisations,
    organisation_index,
    organisations_from,
    spelling_key,
)
from azalai.frames.dataset import (
    DatasetError,
    countries,
    load_framework,
)
from tests.shared import shared_path

HEADER: dict[str, Any] = {
    "code": "x",
    "title_fr": "X",
    "title_en": "X",
    "version": "1",
    "valid_from": "2020",
    "source": "s",
    "licence": "l",
    "attribution": "",
}


def a_body(code: str, **more: Any) -> Organisation:
    return Organisation(code, code.title(), "policy-sectors", **more)


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (("ANLTP", "ANLTP/TIM", "anltp-tim"), "anltp"),
        (("DGECM-R", "DGECMR", "DGEMR", "DGECM/R", "DGECEM-R"), "dgecm-r"),
        (("OIM", "IOM"), "oim"),
        (("HCR", "UNHCR"), "hcr"),
        (("FNUAP", "UNFPA"), "fnuap"),
        (("UNWOMEN", "UN Women", "ONU-Femmes", "ONU Femmes"), "onu-femmes"),
        (("SP/CCM", "SP-CCM", "SPCCM", "Secrétariat Permanent du CCM"), "sp-ccm"),
    ],
)
def test_the_spellings_of_a_body_lead_to_one_body(texts: tuple[str, ...], code: str) -> None:
    index = organisation_index("NE")
    assert [[b.code for b in index[spelling_key(text)]] for text in texts] == [[code]] * len(texts)


@pytest.mark.parametrize("country", ["NE", "TD"])
def test_a_spelling_designates_one_body_or_one_group(country: str) -> None:
    index = organisation_index(country)
    assert all(len(bodies) == 1 for bodies in index.values())
    assert not set(index) & set(group_index())


def test_the_same_acronym_may_be_two_bodies_in_two_countries() -> None:
    found = organisation_index()[spelling_key("CNDH")]
    assert {body.code for body in found} == {"ne-cndh", "td-cndh"}


def test_an_international_body_has_one_code_everywhere() -> None:
    assert {"oim", "hcr", "unicef", "onudc"} <= {b.code for b in load_organisations("TD")}
    assert "giz" not in {body.code for body in load_organisations("TD")}
    assert load_organisations("PT") == ()


def test_every_stakeholder_category_has_a_group_or_a_body() -> None:
    used = {group.category for group in load_groups()}
    used |= {body.category for code in countries() for body in load_organisations(code)}
    assert used == set(load_framework("stakeholders").codes)


@pytest.mark.parametrize(
    "text", ["OSC", "PTF", "PTFs", "collectivités territoriales", "Structures publiques"]
)
def test_a_collective_name_is_a_group_and_no_body(text: str) -> None:
    assert group_index()[spelling_key(text)].collective
    assert spelling_key(text) not in organisation_index()


def _column(path: Any, number: int) -> list[str]:
    (table, *_) = Document(str(path)).tables
    return [row.cells[number].text for row in table.rows]


def _acronyms(text: str) -> set[str]:
    return set(re.findall(r"\b[A-Z]{2,}(?:[/-][A-Z]+)*\b", text))


def _unknown(acronyms: set[str]) -> set[str]:
    known = {*organisation_index(), *group_index()}
    return {acronym for acronym in acronyms if spelling_key(acronym) not in known}


def test_every_acronym_among_the_plan_s_beneficiaries_is_known() -> None:
    rows = _column(shared_path("inputs/plan-action-niger-2022-2026.docx"), 3)[2:]
    activities = [text for text in rows if not text.startswith(("Axe", "Problématique"))]
    acronyms = _acronyms(" ".join(activities))
    assert "CNCLTP" in acronyms
    assert _unknown(acronyms) == set()


def test_every_acronym_among_chad_s_responsible_bodies_is_known() -> None:
    document = Document(str(shared_path("inputs/matrice-pmm-tchad.docx")))
    cells = [row.cells[-1].text for table in document.tables for row in table.rows]
    acronyms = _acronyms(" ".join(t for t in cells if "PRIORITAIRE" not in t))
    assert "ONUDC" in acronyms
    assert _unknown(acronyms) == set()


@pytest.mark.parametrize(
    ("bodies", "message"),
    [
        ((a_body("a", acronym="X/Y"), a_body("b", acronym="x-y")), "désigne déjà « a »"),
        ((a_body("a", parent="z"),), "le parent « z » n'existe pas"),
        ((a_body("a", networks=("z",)),), "le réseau « z » n'existe pas"),
        ((a_body("a", place="ZZ01"),), "le lieu « ZZ01 » n'existe pas"),
        ((a_body("a"), a_body("a")), "code répété"),
        ((Organisation("a", "A", "friends"),), "la catégorie « friends » n'existe pas"),
    ],
)
def test_bodies_that_contradict_each_other_are_refused(
    bodies: tuple[Organisation, ...], message: str
) -> None:
    with pytest.raises(DatasetError, match=message):
        check_organisations(bodies, ["NE001"], "organisations-XX.json")


def test_two_groups_cannot_share_a_spelling() -> None:
    groups = [Group(code, code, code, "media", True, ("presse",)) for code in ("a", "b")]
    with pytest.raises(DatasetError, match="« presse » désigne déjà « a »"):
        check_spellings(groups, "groups.json")


def test_a_body_without_a_name_must_say_so() -> None:
    body = {"code": "x", "name_fr": "", "category": "media", "acronym": "X"}
    with pytest.raises(DatasetError, match="le nom est vide sans être signalé"):
        organisations_from({"header": HEADER, "entries": [body]}, "organisations-XX.json")
