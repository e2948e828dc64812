"""Spoiling one cell, anywhere in a clean plan, is always seen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.plan.matrices import FIRST_ROW, Matrix, codes

ROWS = st.integers(0, 4)
TEXTS = st.sampled_from(["responsible", "strategies", "results", "indicators", "beneficiaries"])
FEW = settings(max_examples=25, deadline=None)


def _swap(matrix: Matrix, row: int, left: str, right: str) -> Matrix:
    line = matrix.rows[row]
    line[left], line[right] = line[right], line[left]
    return matrix


@FEW
@given(ROWS, TEXTS, st.sampled_from(["cost", "period", "gcm"]))
def test_two_cells_exchanged_are_told_as_such(row: int, text: str, value: str) -> None:
    matrix = Matrix().drop("axis_cost").with_periods()
    matrix.set_all(cost="25 000 000 FCFA")
    found = [f for f in _swap(matrix, row, text, value).findings() if f.code == "K601"]
    assert {f.where.row for f in found} == {row + FIRST_ROW}
    assert any("échangés" in f.cause for f in found)


@FEW
@given(ROWS)
def test_a_cell_that_slid_into_the_next_column_is_told(row: int) -> None:
    matrix = Matrix().drop("axis_cost").with_periods()
    matrix.columns = ["axis", "goal", "code", "title", "cost", "responsible", "period", "beneficiaries"]
    matrix.set(row, cost="", responsible="25 000 000")
    found = [f for f in matrix.findings() if f.code == "K601"]
    assert [(f.where.row, f.where.column) for f in found] == [(row + FIRST_ROW, "Responsable")]
    matrix = Matrix().drop("axis_cost")
    matrix.columns = ["axis", "goal", "code", "title", "cost", "responsible", "beneficiaries"]
    matrix.set(row, cost="SP/CCM", responsible="")
    found = [f for f in matrix.findings() if f.code == "K601"]
    assert [(f.where.row, f.where.column) for f in found] == [(row + FIRST_ROW, "Coût (FCFA)")]


@pytest.mark.parametrize(
    ("blank", "code"),
    [
        ({"y1": "", "y2": "", "y3": ""}, "T201"),
        ({"cost": ""}, "C103"),
        ({"responsible": ""}, "B301"),
        ({"beneficiaries": ""}, "B302"),
        ({"gcm": ""}, "R401"),
        ({"indicators": ""}, "I701"),
        ({"target": ""}, "I703"),
        ({"code": ""}, "N506"),
    ],
)
@pytest.mark.parametrize("row", range(5))
def test_what_is_missing_is_told_for_that_line_only(blank: dict[str, str], code: str, row: int) -> None:
    found = [f for f in Matrix().drop("axis_cost").set(row, **blank).findings() if f.code == code]
    assert [f.where.row for f in found] == [row + FIRST_ROW]


@FEW
@given(ROWS, st.integers(24, 99))
def test_an_objective_that_does_not_exist_is_told(row: int, code: int) -> None:
    found = [f for f in Matrix().set(row, gcm=f"1 ; {code}").findings() if f.code == "R402"]
    assert [(f.where.row, f.declared) for f in found] == [(row + FIRST_ROW, str(code))]


@FEW
@given(ROWS, st.integers(1, 400_000_000))
def test_one_cost_changed_is_told_where_it_is_added(row: int, by: int) -> None:
    matrix = Matrix()
    matrix.rows[row]["cost"] += by
    found = [f for f in matrix.findings() if f.code == "C102"]
    assert [(f.where.node, f.difference) for f in found] == [("1" if row < 3 else "2", by)]


@FEW
@given(st.permutations(range(16)))
def test_the_order_of_columns_changes_no_finding(order: list[int]) -> None:
    usual = Matrix()
    mixed = Matrix()
    mixed.columns = [usual.columns[index] for index in order]
    upwards = mixed.columns.index("title") < mixed.columns.index("results")
    assert codes(mixed.findings()) <= codes(usual.findings()) | ({"K604"} if not upwards else set())
