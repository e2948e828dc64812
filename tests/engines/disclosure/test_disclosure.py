"""No hidden cell can be computed back from what is printed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from azalai.engines.disclosure import TOTAL, Table, determined, protect

pytestmark = pytest.mark.alone


def table(*rows: tuple[int, ...]) -> Table:
    return Table({(f"r{i}", f"c{j}"): value for i, row in enumerate(rows) for j, value in enumerate(row)})


small_tables = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.tuples(*[st.integers(0, 6)] * width), min_size=1, max_size=2)
)


@settings(max_examples=120, deadline=None)
@given(small_tables, st.integers(2, 5))
def test_no_hidden_cell_can_be_computed_and_no_small_one_is_printed(
    rows: list[tuple[int, ...]], threshold: int
) -> None:
    shown = protect(table(*rows), threshold)
    assert all(value == 0 or value >= threshold for value in shown.values.values() if value is not None)
    assert determined(shown.values) == {}


@settings(max_examples=120, deadline=None)
@given(small_tables, st.integers(2, 5))
def test_totals_that_stand_elsewhere_are_reckoned_with(rows: list[tuple[int, ...]], threshold: int) -> None:
    whole = table(*rows)
    public = frozenset({(row, TOTAL) for row in whole.rows} | {(TOTAL, TOTAL)})
    shown = protect(whole, threshold, public=public)
    assert not shown.hidden & public
    if shown.is_withheld:
        assert shown.hidden | public == set(whole.full())
    else:
        assert determined(shown.values) == {}


def test_a_lone_cell_under_a_public_total_withholds_the_table() -> None:
    whole = table((3,), (40,))
    assert protect(whole, 5, public=frozenset({("r0", TOTAL)})).is_withheld


@given(st.lists(st.tuples(*[st.integers(0, 40)] * 4), min_size=1, max_size=6), st.integers(2, 10))
def test_what_is_printed_is_true_and_zero_is_printed(rows: list[tuple[int, ...]], threshold: int) -> None:
    whole = table(*rows)
    full, shown = whole.full(), protect(whole, threshold)
    assert {key: value for key, value in shown.values.items() if value is not None}.items() <= full.items()
    assert all(shown.values[key] == 0 for key, value in full.items() if value == 0)


def test_primary_suppression_alone_would_give_the_cell_away() -> None:
    whole = table((3, 20, 30), (25, 25, 25))
    naive = {key: None if 0 < value < 5 else value for key, value in whole.full().items()}
    assert determined(naive) == {("r0", "c0"): 3}
    shown = protect(whole, 5)
    assert ("r0", "c0") in shown.small
    assert len(shown.hidden) == 4
    assert determined(shown.values) == {}


def test_two_ones_beside_each_other_are_not_given_away_by_their_total() -> None:
    # Both are hidden, their sum is two, and zeros are printed: each must be one.
    whole = table((1, 1, 30), (20, 20, 20))
    naive = {key: None if 0 < value < 2 else value for key, value in whole.full().items()}
    assert determined(naive) == {("r0", "c0"): 1, ("r0", "c1"): 1}
    assert determined(protect(whole, 2).values) == {}


def test_a_table_without_small_cells_is_printed_whole() -> None:
    whole = table((10, 20), (30, 40))
    assert protect(whole, 10).values == whole.full()


def test_the_smallest_numbers_are_hidden_to_protect() -> None:
    shown = protect(table((3, 900, 12), (15, 800, 14), (700, 700, 700)), 5)
    assert ("r0", "c1") not in shown.hidden
    assert (TOTAL, TOTAL) not in shown.hidden


def test_a_single_cell_hides_its_totals() -> None:
    shown = protect(table((3,)), 5)
    assert shown.hidden == {("r0", "c0"), ("r0", TOTAL), (TOTAL, "c0"), (TOTAL, TOTAL)}


@pytest.mark.parametrize("cells", [{("a", "b"): -1}, {("a", TOTAL): 3}])
def test_what_is_no_table_of_counts_is_refused(cells: dict[tuple[str, str], int]) -> None:
    with pytest.raises(ValueError, match=r"negative|totals"):
        Table(cells)
