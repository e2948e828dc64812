"""Plain texts that the reader takes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azalai.engines.plan.amounts import parse_amount
from azalai.engines.plan.columns import role_of
from azalai.engines.plan.model import PlanNode
from azalai.engines.plan.periods import parse_period
from azalai.engines.plan.references import parse_references
from azalai.engines.plan.writing import values
from azalai.engines.plan.writing.defaults import COST, HEADERS, TOTAL_COST

dates = st.builds("{:04d}-{:02d}".format, st.integers(2015, 2035), st.integers(1, 12))


@given(st.integers(0, 10**13), st.sampled_from((1, 10**3, 10**6, 10**9)))
def test_an_amount_is_read_back_in_the_unit_of_its_column(value: int, factor: int) -> None:
    assert parse_amount(values.amount(value, factor=factor), factor=factor).value == value


@given(dates, dates)
def test_a_period_is_read_back(one: str, other: str) -> None:
    start, end = sorted((one, other))
    period = parse_period(values.dates(start, end))
    assert (period.start, period.end) == (start, end)


@given(dates)
def test_a_start_or_an_end_alone_is_read_back(date: str) -> None:
    start, end = parse_period(values.dates(date, None)), parse_period(values.dates(None, date))
    assert (start.start, start.end) == (date, None)
    assert (end.start, end.end) == (None, date)


@given(st.sets(st.integers(1, 9)))
def test_plan_years_are_read_back(years: set[int]) -> None:
    assert parse_period(values.plan_years(tuple(sorted(years)))).years == tuple(sorted(years))


@given(
    st.lists(st.integers(1, 23).map(str), unique=True).map(tuple),
    st.lists(st.sampled_from(("10.7", "8.8", "10.c")), unique=True).map(tuple),
    st.sampled_from(("", "Axe stratégique 3, action 1")),
)
def test_references_are_read_back(objectives: tuple[str, ...], targets: tuple[str, ...], pnm: str) -> None:
    codes = {name: found for name, found in (("GCM", objectives), ("SDG", targets)) if found}
    texts = {"PNM": pnm} if pnm else {}
    node = PlanNode("activity", "1", "Former", references=codes, reference_texts=texts)
    found = parse_references(values.references(node))
    assert (found.codes, found.texts) == (codes, texts)


@pytest.mark.parametrize(("role", "header"), [*HEADERS.items(), ("cost", COST), ("cost", TOTAL_COST)])
def test_the_house_s_headers_announce_their_role(role: str, header: str) -> None:
    assert role_of(header).name == role


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2021-01", "2021-12", "2021"),
        ("2019-01", "2021-12", "2019-2021"),
        ("2019-07", "2019-12", "Juillet – décembre 2019"),
        ("2019-07", "2020-06", "Juillet 2019 – juin 2020"),
        ("2022-05", "2022-05", "Mai 2022"),
        ("2022-05", None, "À partir de mai 2022"),
        (None, "2022-05", "Jusqu’à mai 2022"),
    ],
)
def test_periods_are_written_as_a_civil_servant_would(start: str | None, end: str | None, text: str) -> None:
    assert values.dates(start, end) == text
