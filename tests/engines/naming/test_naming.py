"""Names in hand-written cells: cut without losing a character, recognised surely, nearly, or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azalai.engines.naming import Known, Register, read, recognise, register_of
from azalai.engines.naming.text import searchable, spelling_key, words

KNOWN = [
    Known("Direction de la surveillance du territoire", "dst"),
    Known("DST", "dst"),
    Known("Direction des migrations", "dm"),
    Known("DM", "dm"),
    Known("Agence nationale de lutte contre la traite des personnes", "anltp"),
    Known("ANLTP/TIM", "anltp"),
    Known("ANLTP", "anltp"),
    Known("CNCLTP", "cncltp"),
    Known("SP/CCM", "sp-ccm"),
    Known("OIM", "oim"),
    Known("GTM", "gtm"),
    Known("CTM", "gtm", is_misprint=True),
    Known("Ministère de la Justice, Garde des Sceaux", "mj"),
    Known("OSC", "osc", "group"),
    Known("autres OSC", "osc", "group"),
    Known("structures étatiques", "public", "group"),
    Known("collectivités territoriales", "local", "group"),
    Known("régions", "local", "group"),
    Known("Structures membres du CCM et du GTM", "members", "group"),
    Known("PTF", "ptf", "group"),
]
REGISTER = register_of(KNOWN)
Found = list[tuple[str, str | None, str]]


def found(text: str, register: Register = REGISTER) -> Found:
    return [(p.text, p.target.code if p.target else None, p.certainty) for p in recognise(text, register)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("DST, ANLTP", [("DST", "dst", "certain"), ("ANLTP", "anltp", "certain")]),
        ("dst et Anltp-Tim", [("dst", "dst", "certain"), ("Anltp-Tim", "anltp", "certain")]),
        ("OIM+DST\n+PTF", [("OIM", "oim", "certain"), ("DST", "dst", "certain"), ("PTF", "ptf", "certain")]),
        ("DST CNCLTP", [("DST", "dst", "certain"), ("CNCLTP", "cncltp", "certain")]),
        ("SP/CCM-OIM", [("SP/CCM", "sp-ccm", "certain"), ("OIM", "oim", "certain")]),
        ("D.S.T.", [("D.S.T", "dst", "certain")]),
        ("+Direction des Migrations (DM)", [("Direction des Migrations (DM)", "dm", "certain")]),
        ("- des structures étatiques ;", [("structures étatiques", "public", "certain")]),
    ],
)  # fmt: skip
def test_known_spellings_are_certain_whatever_separates_them(cell: str, expected: Found) -> None:
    assert found(cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "Structures membres du CCM et du GTM",
        "Ministère de la Justice, Garde des Sceaux",
    ],
)
def test_a_separator_inside_a_known_name_does_not_cut_it(cell: str) -> None:
    assert [(text, certainty) for text, _, certainty in found(cell)] == [(cell, "certain")]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("OSC en lien avec les questions migratoires", "osc"),
        ("OSC au niveau central et en régions", "osc"),
        ("Directeur de la DST", "dst"),
        ("DST-Zinder", "dst"),
        ("CTM", "gtm"),
        ("ANTLP", "anltp"),
        ("Direction de la surveilance du teritoire", "dst"),
    ],
)
def test_other_words_slips_and_near_spellings_are_probable(cell: str, code: str) -> None:
    assert found(cell) == [(cell, code, "probable")]


@pytest.mark.parametrize(
    "cell",
    ["Agents des collectivités territoriales", "Office des étoiles", "XYZT", "DSX", "santé des régions"],
)
def test_what_names_nobody_known_is_kept_as_unknown(cell: str) -> None:
    assert found(cell) == [(cell, None, "unknown")]


OFFICES = register_of([*KNOWN, Known("Secrétariat", "sp-ccm"), Known("SP", "sp-ccm")])


@pytest.mark.parametrize("cell", ["Secrétariat", "le secrétariat", "SP", "Secrétariat (SP/CCM)"])
def test_an_office_named_alone_is_the_one_that_everybody_knows(cell: str) -> None:
    assert [(code, sure) for _text, code, sure in found(cell, OFFICES)] == [("sp-ccm", "certain")]
    assert found(f"OIM, {cell}", OFFICES)[1][1:] == ("sp-ccm", "certain")


@pytest.mark.parametrize("cell", ["Secrétariat général du Gouvernement", "SP/CNLTP", "ancien secrétariat"])
def test_half_the_name_of_an_office_is_another_s(cell: str) -> None:
    assert [code for _text, code, _sure in found(cell, OFFICES)] == [None]


def test_an_unknown_name_keeps_its_acronym_in_brackets() -> None:
    assert found("Office des étoiles (OE), DST")[0] == ("Office des étoiles (OE)", None, "unknown")


def test_words_that_only_link_are_no_name() -> None:
    assert found("et autres, etc.") == []
    assert found("") == []


def test_a_slip_that_may_stand_for_two_bodies_is_not_decided() -> None:
    register = register_of([Known("DGPE", "one"), Known("DGPA", "two")])
    assert found("DGPX", register) == [("DGPX", None, "unknown")]


def test_two_initials_are_no_acronym() -> None:
    assert found("D M") == [("D M", None, "unknown")]


def test_the_first_of_two_things_of_one_spelling_stays() -> None:
    register = register_of([Known("X/Y", "one"), Known("xy", "two")])
    assert register.targets["xy"].code == "one"


PIECES = st.sampled_from(
    [known.text for known in KNOWN]
    + [
        ", ",
        " et ",
        " ",
        "\n+",
        " (",
        ")",
        " ; ",
        "/",
        "-",
        " – ",
        "autres ",
        "des ",
        "l'",
        "\u00a0",
        "•",
        "…",
    ]
)
CELLS = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=60))


@given(CELLS)
def test_nothing_of_the_text_is_lost(cell: str) -> None:
    parts = read(cell, REGISTER)
    assert "".join(part.text for part in parts) == cell
    assert all(cell[part.start : part.end] == part.text != "" for part in parts)
    assert [part.start for part in parts] == [0, *(part.end for part in parts)][: len(parts)]


@given(CELLS)
def test_what_separates_designates_nobody_and_a_certain_name_is_a_known_one(cell: str) -> None:
    for part in read(cell, REGISTER):
        assert part.is_name or part.target is None
        if part.certainty == "certain":
            assert part.target
            assert REGISTER.targets[spelling_key(part.target.spelling)].code == part.target.code


LISTS = st.lists(st.sampled_from(["DST", "OIM", "PTF", "ANLTP"]), min_size=1, max_size=6)


@given(LISTS, st.sampled_from([", ", " ; ", "\n", " et ", "+"]))
def test_a_plain_list_gives_its_items(names: list[str], separator: str) -> None:
    assert [text for text, _, _ in found(separator.join(names))] == names


def test_folding_drops_case_accents_and_strokes() -> None:
    assert spelling_key("Sœurs – SP/CCM") == spelling_key("soeurs spccm")
    assert words("N'Djaména, Mayo-Kebbi") == ["n", "djamena", "mayo", "kebbi"]
    assert searchable("N'Djamena", "TD18", "") == "n djamena ndjamena td18"
