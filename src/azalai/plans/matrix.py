"""Tables of a document, arranged for HTML: each merged cell once, with its spans."""

from __future__ import annotations

from dataclasses import dataclass

from azalai.tabular import Cell, Document, Table


@dataclass(frozen=True)
class MatrixTable:
    """A table for a page: rows of cells that begin in them; head: how many rows are its header."""

    heading: str
    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    width: int


def matrix_tables(document: Document) -> list[MatrixTable]:
    """Every table of the document."""
    return [_table(table) for table in document.tables]


def _table(table: Table) -> MatrixTable:
    rows = [_own(row, index) for index, row in enumerate(table.rows)]
    head = _head_rows(rows)
    return MatrixTable(table.heading, tuple(rows[:head]), tuple(rows[head:]), table.width)


def _own(row: tuple[Cell, ...], index: int) -> tuple[Cell, ...]:
    seen: list[Cell] = []
    for cell in row:
        if cell.row == index and not any(cell is other for other in seen):
            seen.append(cell)
    return tuple(seen)


def _head_rows(rows: list[tuple[Cell, ...]]) -> int:
    """Leading rows whose filled cells are all bold."""
    count = 0
    for row in rows:
        filled = [cell for cell in row if cell.text.strip()]
        if not filled or not all(cell.bold for cell in filled) or len(filled) < 2:
            break
        count += 1
    return count
