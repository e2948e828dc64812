"""The header of a table, its two lines regenerated from the columns' names."""

from __future__ import annotations

from azalai.engines.plan.model import Column
from azalai.tabular import Cell

Rows = list[tuple[Cell, ...]]


def header_rows(columns: list[Column]) -> Rows:
    """Header cells, all bold and shaded: a group title over its columns, single names over all lines."""
    lines = [column.header.split("\n") for column in columns]
    depth = max(map(len, lines), default=1)
    grid: list[list[Cell | None]] = [[None] * len(columns) for _ in range(depth)]
    for row in range(depth):
        for index in range(len(columns)):
            if grid[row][index] is None:
                _fill(grid, lines, row, index)
    return [tuple(cell for cell in row if cell is not None) for row in grid]


def _fill(grid: list[list[Cell | None]], lines: list[list[str]], row: int, index: int) -> None:
    own = lines[index]
    last = row == len(own) - 1
    height = len(grid) - row if last else 1
    width = _width(lines, row, index)
    cell = Cell(own[row], row, index, None, height, width, shaded=True, bold=True)
    for line in grid[row : row + height]:
        line[index : index + width] = [cell] * width


def _width(lines: list[list[str]], row: int, index: int) -> int:
    """How many columns share this title: the same words so far, and names of their own below it."""
    own = lines[index]
    stop = index + 1
    while stop < len(lines) and own[row] and _shares(own, lines[stop], row):
        stop += 1
    return stop - index


def _shares(own: list[str], other: list[str], row: int) -> bool:
    if own == other:
        return True
    both_go_on = len(own) > row + 1 and len(other) > row + 1
    return both_go_on and own[: row + 1] == other[: row + 1]
