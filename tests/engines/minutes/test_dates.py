"""Dates, deadlines and times as people write them."""

from __future__ import annotations

import pytest

from azalai.engines.minutes.dates import first_iso, is_absent, is_year_only, span, times_in


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("23 septembre 2022", "2022-09-23"),
        ("30/11/21", "2021-11-30"),
        ("30novembre2021", "2021-11-30"),
        ("Vendredi 1er mars 2023 à 9h", "2023-03-01"),
        ("2022-09-23", "2022-09-23"),
        ("27 Octobre 2022", "2022-10-27"),
        ("octobre 2022", "2022-10"),
        ("2022", "2022"),
        ("31/02/2022", ""),
        ("demain", ""),
        ("le vingt-trois septembre deux mille vingt-deux", "2022-09-23"),
        ("9.12.2022", "2022-12-09"),
    ],
)
def test_a_date_is_understood(text: str, iso: str) -> None:
    assert first_iso(text) == iso


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("///", "", ""),
        ("T2 2023", "2023-04-01", "2023-06-30"),
        ("1er trimestre 2023", "2023-01-01", "2023-03-31"),
        ("fin mars", "", "2023-03-31"),
        ("d'ici décembre 2022", "", "2022-12-31"),
        ("avant mars 2023", "", "2023-02-28"),
        ("avant le 3 mars 2023", "", "2023-03-03"),
        ("du 3 au 5 mai 2023", "2023-05-03", "2023-05-05"),
        ("15 mars", "2023-03-15", "2023-03-15"),
        ("15 octobre", "2022-10-15", "2022-10-15"),
        ("2022-2023", "2022-01-01", "2023-12-31"),
        ("immédiatement", "", ""),
        ("mars 22", "2022-03-01", "2022-03-31"),
    ],
)
def test_a_deadline_covers_its_days(text: str, first: str, last: str) -> None:
    assert span(text, meeting="2022-09-23") == (first, last)


@pytest.mark.parametrize("text", ["", "///", "N/A", " - ", "néant", "…" * 0, "RAS", "n/a."])
def test_what_says_nothing_is_absent(text: str) -> None:
    assert is_absent(text)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("9h00- 11h00", ["09:00", "11:00"]),
        ("10h20-11h25", ["10:20", "11:25"]),
        ("9h35mn", ["09:35"]),
        ("9 heures 05 minutes", ["09:05"]),
        ("9:30 – 12:00", ["09:30", "12:00"]),
        ("15H30", ["15:30"]),
        ("2022", []),
        ("levée à 11h", ["11:00"]),
    ],
)
def test_times_are_understood(text: str, times: list[str]) -> None:
    assert times_in(text) == times


def test_a_year_alone_is_told_from_a_date() -> None:
    assert is_year_only("2022")
    assert not is_year_only("mars 2022")
    assert not is_year_only("///")
