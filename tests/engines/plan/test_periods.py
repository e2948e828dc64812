"""Periods as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azalai.engines.plan.levels import MONTHS_IN_FRENCH
from azalai.engines.plan.periods import dates_in, parse_period, plan_span

YEARS = st.integers(1990, 2060)
MONTHS = st.integers(1, 12)
DASHES = st.sampled_from(["-", " - ", " – ", "–", " à ", " au ", "—"])
SHORT = ("Janv", "Fév", "Mars", "Avr", "Mai", "Juin", "Juil", "Août", "Sept", "Oct", "Nov", "Déc")
ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Janv-Juin 2020", "2020-01", "2020-06"),
        ("Juillet – Dec.2019", "2019-07", "2019-12"),
        ("Juillet 2019 –\nDéc. 2019", "2019-07", "2019-12"),
        ("Janv. -juin 2020", "2020-01", "2020-06"),
        ("2019-juin 2020", "2019-01", "2020-06"),
        ("Juin 2020-dec.2020", "2020-06", "2020-12"),
        ("2021", "2021-01", "2021-12"),
        ("2019-2021", "2019-01", "2021-12"),
        ("2022 et 2023", "2022-01", "2023-12"),
        ("De 2022 à 2024", "2022-01", "2024-12"),
        ("T1 2023", "2023-01", "2023-03"),
        ("1er trimestre 2023", "2023-01", "2023-03"),
        ("T3 2022 - T2 2023", "2022-07", "2023-06"),
        ("2e semestre 2022", "2022-07", "2022-12"),
        ("S1 2024", "2024-01", "2024-06"),
        ("03/2022 – 09/2023", "2022-03", "2023-09"),
        ("01/03/2022 - 31/12/2023", "2022-03", "2023-12"),
        ("2022-03-15", "2022-03", "2022-03"),
        ("January to March 2022", "2022-01", "2022-03"),
        ("Q2 2022", "2022-04", "2022-06"),
        ("Mars 2022", "2022-03", "2022-03"),
        ("d'ici fin 2023", None, "2023-12"),
        ("à partir de mars 2022", "2022-03", None),
        ("Janvier, 2022 à Décembre, 2022", "2022-01", "2022-12"),
        ("1er janvier 2022 au 30 juin 2022", "2022-01", "2022-06"),
        ("2022/2023", "2022-01", "2023-12"),
        ("2022 - 23", "2022-01", "2023-12"),
        ("mars-22", "2022-03", "2022-03"),
        ("janv. 22 – déc. 23", "2022-01", "2023-12"),
    ],
)
def test_periods_of_the_field(text: str, start: str | None, end: str | None) -> None:
    period = parse_period(text)
    assert (period.start, period.end, period.readable) == (start, end, True)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("An 1", (1,)),
        ("Année 2", (2,)),
        ("An 1 à An 3", (1, 2, 3)),
        ("An 1, An 3, An 5", (1, 3, 5)),
        ("Années 1 et 2", (1, 2)),
        ("Year 1 - Year 2", (1, 2)),
        ("1ère année", (1,)),
        ("An 1-3", (1, 2, 3)),
    ],
)
def test_years_of_the_plan(text: str, years: tuple[int, ...]) -> None:
    assert parse_period(text).years == years


@pytest.mark.parametrize(
    "text", ["Mise en œuvre continue", "Permanent", "En continu", "Toute la durée du plan", "Ongoing"]
)
def test_what_goes_on_is_continuous(text: str) -> None:
    assert parse_period(text).continuous


@pytest.mark.parametrize(
    "text", ["Plaidoyers", "Ateliers en 2020 à Niamey", "25 000 000", "SP/CCM", "Marseille", "Maintenance"]
)
def test_what_is_no_period_is_unreadable(text: str) -> None:
    assert not parse_period(text).readable


@pytest.mark.parametrize("text", ["", "-", "///", "—"])
def test_nothing_said_is_no_period(text: str) -> None:
    assert parse_period(text).is_empty
    assert parse_period(text).readable


@given(YEARS, MONTHS, YEARS, MONTHS, DASHES, st.sampled_from([MONTHS_IN_FRENCH, SHORT, ENGLISH]))
def test_months_come_back(y1: int, m1: int, y2: int, m2: int, dash: str, names: tuple[str, ...]) -> None:
    period = parse_period(f"{names[m1 - 1]} {y1}{dash}{names[m2 - 1]} {y2}")
    assert (period.start, period.end) == (f"{y1}-{m1:02d}", f"{y2}-{m2:02d}")


@given(YEARS, MONTHS, MONTHS, DASHES)
def test_a_year_said_once_is_that_of_both_months(year: int, first: int, last: int, dash: str) -> None:
    period = parse_period(f"{SHORT[first - 1]}.{dash}{SHORT[last - 1]}. {year}")
    assert (period.start, period.end) == (f"{year}-{first:02d}", f"{year}-{last:02d}")


@given(YEARS, st.integers(1, 4))
def test_quarters_come_back(year: int, quarter: int) -> None:
    for text in (f"T{quarter} {year}", f"{quarter}e trimestre {year}", f"Q{quarter}-{year}"):
        assert parse_period(text).start == f"{year}-{quarter * 3 - 2:02d}"
        assert parse_period(text).end == f"{year}-{quarter * 3:02d}"


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    period = parse_period(text)
    for date in (period.start, period.end):
        assert date is None or 1 <= int(date[5:]) <= 12


def test_dates_in_a_sentence() -> None:
    assert dates_in("Les agents sont formés avant fin juin 2023 dans les régions") == ["juin 2023"]
    assert dates_in("Le plan 2022-2026 de la région") == []


def test_the_years_of_a_title() -> None:
    assert plan_span("PLAN D'ACTION 2022-2026") == (2022, 2026)
    assert plan_span("Plan d'action de 2022 à 2024") == (2022, 2024)
    assert plan_span("Loi 2022-59") is None
