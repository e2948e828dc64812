"""Places and country profiles are complete and agree with their sources."""

from __future__ import annotations

from copy import deepcopy
from importlib.resources import files
from typing import Any

import pytest

from azalai.actors.dataset import (
    load_organisations,
    spelling_key,
)
from azalai.frames.dataset import (
    DatasetError,
    countries,
    load_places,
    load_profile,
    load_reviews,
    load_shapes,
    read_topology,
)
from azalai.frames.dataset.places import places_from
from azalai.frames.dataset.profiles import profile_from
from azalai.frames.dataset.reading import data_file, read_csv, read_json
from tests.shared import shared_path


def a_profile(**changes: Any) -> dict[str, Any]:
    raw = read_json(data_file("azalai.frames", "profiles", "NE.json"))
    return {**deepcopy(raw), **changes}


@pytest.mark.parametrize(("country", "first", "second"), [("NE", 8, 67), ("TD", 23, 70)])
def test_places_are_complete_on_two_levels(country: str, first: int, second: int) -> None:
    levels = [place.level for place in load_places(country)]
    assert (levels.count(1), levels.count(2), len(levels)) == (first, second, first + second)
    profile = load_profile(country)
    assert [level.places for level in profile.levels[:2]] == [first, second]


def test_places_agree_with_the_source_list() -> None:
    rows = read_csv(
        shared_path("data/places/pcodes_ner_tcd.csv"),
        ("Location", "Admin Level", "P-Code", "Name", "Parent P-Code", "Valid from date"),
    )
    places = {place.pcode: place for code in ("NE", "TD") for place in load_places(code)}
    assert len(places) == len(rows)
    for row in rows:
        place = places[row["P-Code"]]
        spellings = {spelling_key(text) for text in (place.name, *(a.text for a in place.aliases))}
        assert spelling_key(row["Name"]) in spellings
        assert place.valid_from == row["Valid from date"]


def test_a_region_is_found_under_the_spellings_people_use() -> None:
    places = {place.pcode: place for code in ("NE", "TD") for place in load_places(code)}
    assert places["NE006"].name == "Tillabéri"
    assert {"Tillabéry", "Tillaberi"} <= {alias.text for alias in places["NE006"].aliases}
    assert "Ndjamena" in {alias.text for alias in places["TCD18"].aliases}


@pytest.mark.parametrize("country", ["NE", "TD"])
def test_every_first_level_place_has_a_shape_of_the_map_file(country: str) -> None:
    topology = read_topology(country)
    assert topology is not None
    (geometries,) = [o["geometries"] for o in topology["objects"].values()]
    names = {geometry["properties"]["name"] for geometry in geometries}
    shapes = load_shapes(country)
    assert {shape.name for shape in shapes} == names
    assert {s.pcode for s in shapes} == {p.pcode for p in load_places(country) if p.level == 1}


def test_ennedi_is_one_shape_for_two_provinces() -> None:
    ennedi = [shape.pcode for shape in load_shapes("TD") if shape.name == "Ennedi"]
    assert ennedi == ["TCD20", "TCD23"]


def test_a_country_without_places_has_none() -> None:
    assert load_places("PT") == ()
    assert read_topology("PT") is None


def test_maps_stay_small() -> None:
    folder = files("azalai.frames") / "data" / "places"
    sizes = [len(f.read_bytes()) for f in folder.iterdir() if f.name.endswith(".topo.json")]
    assert len(sizes) == 2
    assert max(sizes) < 100_000


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"level": "9"}, "niveau « 9 »"),
        ({"parent": "ZZ"}, "un lieu de niveau 1 n'a pas de parent"),
        ({"level": "2", "parent": "ZZ"}, "le parent « ZZ » n'existe pas"),
        ({"name": " "}, "le nom est vide"),
        ({"valid_from": "hier"}, "date « hier »"),
    ],
)
def test_a_wrong_place_is_told_with_its_code(change: dict[str, str], message: str) -> None:
    row = {"pcode": "A1", "name": "A", "level": "1", "parent": "", "valid_from": "", "source": "s"}
    with pytest.raises(DatasetError, match="entrée « A1 »") as caught:
        places_from([{**row, **change}], "XX", "places/XX.csv", {})
    assert message in str(caught.value)


def test_three_countries_have_a_profile() -> None:
    assert countries() == ("NE", "PT", "TD")


def test_two_currencies_print_the_same_label() -> None:
    niger, chad = load_profile("NE").currency, load_profile("td").currency
    assert (niger.code, chad.code) == ("XOF", "XAF")
    assert niger.label == chad.label == "FCFA"
    assert niger.decimals == 0


def test_plan_levels_are_the_country_s_own() -> None:
    levels = {c: [level.code for level in load_profile(c).plan_levels] for c in countries()}
    assert levels == {
        "NE": ["axis", "objective", "result", "action", "activity"],
        "TD": ["priority", "measure"],
        "PT": ["axis", "objective", "measure"],
    }


def test_the_law_in_force_and_its_history_are_dated() -> None:
    niger = load_profile("NE")
    assert niger.data_protection is not None
    law = niger.law(niger.data_protection.law)
    assert law is not None
    assert (law.date, law.repeals) == ("2022-12-16", ("loi-2017-28",))
    assert len(law.amended_by) == 3
    assert "50316" in niger.law("arrete-0316").misprints
    assert niger.data_protection.authority_acronym == "HAPDP"


def test_arabic_is_written_from_right_to_left_in_chad() -> None:
    directions = {lang.code: lang.direction for lang in load_profile("TD").languages}
    assert directions == {"fr": "ltr", "ar": "rtl"}


def test_reviews_of_the_compact_alternate() -> None:
    assert [(r.kind, r.start) for r in load_reviews()] == [
        ("regional", "2020"),
        ("imrf", "2022"),
        ("regional", "2024"),
        ("imrf", "2026"),
        ("regional", "2028"),
        ("imrf", "2030"),
    ]
    assert load_profile("PT").reviews == load_reviews()


@pytest.mark.parametrize("country", ["NE", "TD", "PT"])
def test_places_and_bodies_of_a_profile_exist(country: str) -> None:
    profile = load_profile(country)
    known = {place.pcode for place in load_places(country)}
    assert {code for body in profile.bodies for code in body.places} <= known
    actors = {body.code for body in load_organisations(country)}
    named = {profile.secretariat.organisation} if profile.secretariat else set()
    named |= {profile.data_protection.authority} if profile.data_protection else set()
    assert named <= actors


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"laws": []}, "le texte « arrete-0316 » n'existe pas"),
        ({"frameworks": ["nowhere"]}, "le cadre « nowhere » n'existe pas"),
        ({"currency": None}, "currency : un objet est attendu"),
        ({"bodies": {}}, "bodies : une liste est attendue"),
        ({"continent": "Afrique"}, "champ inconnu « continent »"),
    ],
)
def test_a_wrong_profile_is_told_clearly(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(DatasetError) as caught:
        profile_from(a_profile(**changes), "profiles/NE.json")
    assert message in str(caught.value)
