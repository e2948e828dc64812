"""Amounts in every notation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azalai.engines.plan.amounts import (
    announced_unit,
    cost_in_title,
    currency_in,
    header_factor,
    parse_amount,
)

WHOLE = st.integers(0, 10**12)
SEPARATORS = [" ", "\u00a0", "\u202f", "\u2009", "'", "’", ".", ","]


def _grouped(value: int, separator: str) -> str:
    return f"{value:,}".replace(",", separator)


@given(
    WHOLE,
    st.sampled_from(SEPARATORS),
    st.sampled_from(["", " FCFA", " F CFA", " F", "\u00a0XOF", " francs CFA"]),
)
def test_grouped_digits_come_back(value: int, separator: str, currency: str) -> None:
    assert parse_amount(_grouped(value, separator) + currency).value == value


@given(WHOLE)
def test_bare_digits_come_back(value: int) -> None:
    assert parse_amount(str(value)).value == value
    assert parse_amount("", value).value == value
    assert parse_amount("", float(value)).value == value


@given(
    st.integers(1, 99_999), st.sampled_from([("millions", 10**6), ("milliards", 10**9), ("milliers", 10**3)])
)
def test_units_in_words_come_back(tenths: int, unit: tuple[str, int]) -> None:
    text = f"{tenths // 10},{tenths % 10} {unit[0]} de FCFA"
    assert parse_amount(text).value == tenths * unit[1] // 10


@given(st.integers(1, 10**6), st.sampled_from([1, 10**3, 10**6]))
def test_a_header_gives_the_unit_and_a_cell_may_name_its_own(value: int, factor: int) -> None:
    assert parse_amount(str(value), factor=factor).value == value * factor
    assert parse_amount(f"{value} millions", factor=factor).value == value * 10**6


@given(st.decimals(min_value=Decimal(0), max_value=Decimal(10**6), places=2))
def test_french_and_english_decimals_are_the_same(value: Decimal) -> None:
    english = f"{value:,.2f}"
    french = english.replace(",", " ").replace(".", ",")
    assert (
        parse_amount(english, factor=1000).value
        == parse_amount(french, factor=1000).value
        == round(value * 1000)
    )


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    amount = parse_amount(text)
    assert amount.value is None or amount.readable


@pytest.mark.parametrize("text", ["", "-", "—", "///", "N/A", "PM", "à déterminer", "néant", "x", "s.o."])
def test_ways_to_say_nothing_are_no_amount(text: str) -> None:
    assert (parse_amount(text).value, parse_amount(text).readable) == (None, True)


@pytest.mark.parametrize(
    "text", ["cher", "25 personnes", "12 34 567", "voir annexe 3", "2020-2021", "1 ; 3 ; 17"]
)
def test_what_is_no_amount_is_unreadable(text: str) -> None:
    assert not parse_amount(text).readable


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("Coût (en millions de FCFA)", 10**6),
        ("Coût en milliers de francs", 10**3),
        ("Budget (k FCFA)", 10**3),
        ("Montant (M FCFA)", 10**6),
        ("Montant en milliards", 10**9),
        ("Coût estimé (FCFA)", 1),
        ("Coût x 1000", 10**3),
        ("Cost (thousands USD)", 10**3),
        ("Nombre de millions de personnes touchées", 10**6),
    ],
)
def test_the_unit_of_a_header(header: str, factor: int) -> None:
    assert header_factor(header) == factor


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("(Montants en milliers de FCFA)", 10**3),
        ("Unité : millions de FCFA", 10**6),
        ("Coûts en millions", 10**6),
        ("Budget global : 45 millions de FCFA", 1),
        ("Le plan touche en millions de personnes la moitié du pays", 1),
    ],
)
def test_the_unit_announced_above_a_table(text: str, unit: int) -> None:
    assert announced_unit(text) == unit


def test_a_cost_in_a_title_is_taken_out_of_it() -> None:
    assert cost_in_title("Gouvernance (Coût : 45 millions)") == ("Gouvernance", "45 millions")
    assert cost_in_title("Gouvernance des coûts") == ("Gouvernance des coûts", "")


def test_currencies_are_named_by_their_code() -> None:
    assert [currency_in(text) for text in ("en FCFA", "XAF", "12 €", "US$", "rien")] == [
        "FCFA",
        "XAF",
        "EUR",
        "USD",
        "",
    ]
