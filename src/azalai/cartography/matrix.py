"""The table of who does what, where: any two dimensions, with the list behind every number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from azalai.cartography.crossing import Crossing, Number, cross, shade
from azalai.cartography.dimensions import DIMENSIONS, NONE, Dimension
from azalai.cartography.measuring import Meter
from azalai.cartography.selecting import Criteria, axis_keys, select
from azalai.cartography.traces import Traces

MOST_COLUMNS = 26


@dataclass(frozen=True)
class Cell:
    """count: interventions, 0 for a blank cell. value: the measure, None when nobody tells it."""

    count: int
    value: Number | None
    shade: int
    row: str = ""
    column: str = ""


@dataclass(frozen=True)
class Head:
    """A key of an axis in words. is_none: what has no key of that axis."""

    key: str
    title: str
    is_none: bool = False


@dataclass(frozen=True)
class Line:
    """A row: its head, its cells and its total."""

    head: Head
    cells: list[Cell]
    total: Cell


@dataclass(frozen=True)
class Matrix:
    """rows, columns: dimensions. hidden: columns that are only in the files. everything: interventions."""

    rows: Dimension
    columns: Dimension
    heads: list[Head]
    lines: list[Line]
    totals: list[Cell]
    total: Cell
    hidden: int
    everything: list[int]


def build_matrix(
    traces: Traces, criteria: Criteria, rows: str, columns: str, meter: Meter, *, most: int = MOST_COLUMNS
) -> Matrix:
    """Counts the selected interventions; most: columns shown, the fullest ones."""
    found = cross(
        (one.pk, axis_keys(rows, traces, one, criteria), axis_keys(columns, traces, one, criteria))
        for one in select(traces, criteria)
    )
    row_heads = _heads(DIMENSIONS[rows], traces, found.rows, criteria)
    column_heads = _heads(DIMENSIONS[columns], traces, found.columns, criteria)
    shown = _fullest(column_heads, found, most)
    cells = _cells(found, row_heads, shown, meter)
    return Matrix(
        DIMENSIONS[rows],
        DIMENSIONS[columns],
        shown,
        [Line(h, cells[h.key], _cell(found.rows.get(h.key, []), meter, h.key, "")) for h in row_heads],
        [_cell(found.columns.get(h.key, []), meter, "", h.key) for h in shown],
        _cell(found.everything, meter, "", ""),
        len(column_heads) - len(shown),
        found.everything,
    )


def _heads(dimension: Dimension, traces: Traces, met: dict[str, list[int]], criteria: Criteria) -> list[Head]:
    """Keys in their own order; what nobody has is shown only where the list is whole and not filtered."""
    titles = dimension.titles(traces)
    whole = dimension.whole and dimension.code not in criteria.keys
    known = [key for key in titles if whole or key in met]
    strange = sorted(key for key in met if key not in titles)
    last = sorted(strange, key=lambda key: key.startswith(NONE))
    return [Head(key, dimension.title(key, titles), key.startswith(NONE)) for key in [*known, *last]]


def _fullest(heads: list[Head], found: Crossing, most: int) -> list[Head]:
    ranked = sorted(heads, key=lambda head: -len(found.columns.get(head.key, ())))
    kept = {head.key for head in ranked[:most]}
    return [head for head in heads if head.key in kept]


def _cells(
    found: Crossing, rows: Sequence[Head], columns: Sequence[Head], meter: Meter
) -> dict[str, list[Cell]]:
    values = {key: meter.value(ones) for key, ones in found.cells.items()}
    highest = max((value for value in values.values() if value is not None), default=None)
    return {
        row.key: [_shaded(found, row.key, column.key, values, highest) for column in columns] for row in rows
    }


def _shaded(
    found: Crossing,
    row: str,
    column: str,
    values: dict[tuple[str, str], Number | None],
    highest: Number | None,
) -> Cell:
    value = values.get((row, column))
    count = len(found.cells.get((row, column), ()))
    return Cell(count, value, shade(value, highest), row, column)


def _cell(ones: Sequence[int], meter: Meter, row: str, column: str) -> Cell:
    return Cell(len(ones), meter.value(ones) if ones else None, 0, row, column)


def address_of(cell: Cell, matrix: Matrix, base: Callable[[dict[str, str]], str]) -> str:
    """Address of the list behind the cell; base: makes an address from keys by dimension."""
    keys = {matrix.rows.code: cell.row, matrix.columns.code: cell.column}
    return base({code: key for code, key in keys.items() if key})
