"""French sentences from figures: the grammar, without a database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azalai.engines.phrases import times, words


@pytest.mark.parametrize(
    ("noun", "told"),
    [
        ("actions", "d'actions"),
        ("régions", "de régions"),
        ("organismes", "d'organismes"),
        ("hommes", "d'hommes"),
        ("hausses", "de hausses"),
        ("habitants", "d'habitants"),
        ("Haoussas", "de Haoussas"),
        ("onze réunions", "de onze réunions"),
        ("8 réunions", "de 8 réunions"),
        ("OIM", "d'OIM"),
        ("HCR", "de HCR"),
        ("FAO", "de FAO"),
        ("élus", "d'élus"),
        ("œuvres", "d'œuvres"),
        ("« accords »", "d'« accords »"),
        ("yaourts", "de yaourts"),
        ("", "de "),
    ],
)
def test_the_elision_follows_use(noun: str, told: str) -> None:
    assert words.of(noun) == told


def test_plural_begins_at_two_whatever_the_sign() -> None:
    told = [words.form(n, "activité", "activités") for n in (0, 1, Decimal("1.5"), 1.99, 2, -1, -2)]
    assert told == ["activité"] * 4 + ["activités", "activité", "activités"]


def test_amounts_are_grouped_with_no_break_spaces() -> None:
    assert words.grouped(45_000_000) == "45\u00a0000\u00a0000"
    assert words.grouped(Decimal("12.50")) == "12,5"
    assert words.grouped(-1234.005) == "\u22121\u00a0234"
    assert words.grouped(0) == "0"


@given(st.integers(-(10**15), 10**15))
def test_grouping_loses_nothing(number: int) -> None:
    assert int(words.grouped(number).replace("\u00a0", "").replace("\u2212", "-")) == number


def test_lists_end_with_a_word_and_keep_inner_commas_apart() -> None:
    assert words.listed([]) == ""
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "", "b"]) == "a et b"
    assert words.listed(["a", "b", "c"], last="ou") == "a, b ou c"
    assert words.listed(["a, b", "c", "d"]) == "a, b ; c et d"


def test_capitals_pass_over_quotes_and_leave_figures_alone() -> None:
    assert words.capital("« été »") == "« Été »"
    assert words.capital("12 réunions") == "12 réunions"


@pytest.mark.parametrize(
    ("start", "end", "between", "during"),
    [
        (date(2022, 1, 1), date(2022, 12, 31), "du 1er\u00a0janvier au 31\u00a0décembre 2022", "en 2022"),
        (
            date(2022, 7, 1),
            date(2022, 9, 30),
            "du 1er\u00a0juillet au 30\u00a0septembre 2022",
            "au 3e trimestre de 2022",
        ),
        (
            date(2019, 1, 1),
            date(2022, 12, 31),
            "du 1er\u00a0janvier 2019 au 31\u00a0décembre 2022",
            "de 2019 à 2022",
        ),
        (date(2022, 3, 2), date(2022, 3, 9), "du 2 au 9\u00a0mars 2022", "du 2 au 9\u00a0mars 2022"),
        (date(2022, 3, 2), date(2022, 3, 2), "le 2\u00a0mars 2022", "le 2\u00a0mars 2022"),
    ],
)  # fmt: skip
def test_spans_say_once_what_both_days_share(start: date, end: date, between: str, during: str) -> None:
    assert times.between(start, end) == between
    assert times.during(start, end) == during


@given(st.integers(2000, 2100))
def test_quarters_cover_the_year_without_gap(year: int) -> None:
    spans = [times.quarter_days(year, quarter) for quarter in (1, 2, 3, 4)]
    assert (spans[0][0], spans[-1][1]) == (date(year, 1, 1), date(year, 12, 31))
    assert all(after[0].toordinal() == before[1].toordinal() + 1 for before, after in pairwise(spans))
    assert [times.quarter_of(*span) for span in spans] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("told", "after_none"),
    [
        ("réunion s'est tenue", "réunion ne s'est tenue"),
        ("a été faite", "n'a été faite"),
        ("action reste ouverte", "action ne reste ouverte"),
        ("est rattachée", "n'est rattachée"),
        ("intervention ne dit", "intervention ne dit"),
        ("réunion", "réunion"),
    ],
)
def test_what_follows_none_is_negated(told: str, after_none: str) -> None:
    assert words.negated(told) == after_none
