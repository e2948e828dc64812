"""References to frameworks as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azalai.engines.plan.references import looks_like_references, parse_references

CODES = st.lists(st.integers(1, 23).map(str), min_size=1, max_size=8, unique=True)
SEPARATORS = st.sampled_from([" ; ", "; ", ";", ", ", ",", " ;", " / ", " - "])


@given(CODES, SEPARATORS)
def test_a_list_of_objectives_comes_back(codes: list[str], separator: str) -> None:
    if separator == " - " and len(codes) == 2 and int(codes[0]) < int(codes[1]):
        return  # that is a range
    if separator == " - ":
        codes = codes[:1]
    assert parse_references(separator.join(codes)).codes == {"GCM": tuple(codes)}


@given(CODES)
def test_a_list_in_words_comes_back(codes: list[str]) -> None:
    head = ", ".join(codes[:-1])
    text = f"PMM, Objectifs {head} et {codes[-1]}" if head else f"PMM, Objectif {codes[0]}"
    assert parse_references(text).codes == {"GCM": tuple(codes)}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1 ; 3 ;17 ; 23", {"GCM": ("1", "3", "17", "23")}),
        ("Objectifs 14, 21 et 23", {"GCM": ("14", "21", "23")}),
        ("ODD 8.8", {"SDG": ("8.8",)}),
        ("Objectifs 3 à 5", {"GCM": ("3", "4", "5")}),
        ("PMM 1, 3 / ODD 10.7 et 17.18", {"GCM": ("1", "3"), "SDG": ("10.7", "17.18")}),
        ("GCM Objectives 2 and 5; SDG 10.c", {"GCM": ("2", "5"), "SDG": ("10.c",)}),
        ("Obj. 7", {"GCM": ("7",)}),
    ],
)
def test_references_of_the_field(text: str, codes: dict[str, tuple[str, ...]]) -> None:
    assert parse_references(text).codes == codes


def test_the_national_policy_is_cited_by_its_words() -> None:
    found = parse_references("PNM, Axe stratégique 3, action 1 / PMM, Objectifs 14 et 23")
    assert found.texts == {"PNM": "Axe stratégique 3, action 1"}
    assert found.codes == {"GCM": ("14", "23")}


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(codes for codes in parse_references(text).codes.values())
    assert looks_like_references(text) in {True, False}
