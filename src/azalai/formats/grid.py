"""From the sparse cells of a sheet to the rectangular rows of a Table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from azalai.formats.limits import Limits, too_much_content
from azalai.tabular import Cell, CellValue

# A merged title may run across the whole sheet: a merge widens the used range by so much at most.
_MERGE_COLUMNS = 60
_MERGE_ROWS = 1_000


class RawCell(NamedTuple):
    """One stored cell; column counted from 0 in the sheet."""

    column: int
    text: str
    value: CellValue = None
    shaded: bool = False
    bold: bool = False
    note: str = ""


class Area(NamedTuple):
    """A rectangle of the sheet, counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class GridBuilder:
    """Collects rows from top to bottom, then gives the used range as full rows of cells.

    Used means: with text, or under a merged cell with text. Shading beyond it is decoration.
    Columns are kept from the sheet's first one on, so that a column's letter stays true.
    """

    limits: Limits
    where: str  # how a refusal names the table: "La feuille « Plan »"

    def __post_init__(self) -> None:
        self.first = 0  # sheet row of rows[0]
        self.rows: list[list[Cell]] = []
        self._pending: list[tuple[int, list[RawCell]]] = []  # rows with shading only
        self._last = -1
        self._height = self._width = self._stored = 0

    def add_row(self, number: int, cells: Iterable[RawCell]) -> None:
        """One row; `number` counts from 0 and increases; cells go from left to right."""
        if number <= self._last:
            raise ValueError("rows out of order")
        self._last = number
        kept = [cell for cell in cells if cell.text or cell.shaded or cell.note]
        self._count(len(kept))
        used = [cell.column + 1 for cell in kept if cell.text or cell.note]
        if used:
            self._open(number, max(used))
            self._store(number, kept)
        elif kept and self.rows:
            self._pending.append((number, kept))

    def _count(self, stored: int) -> None:
        self._stored += stored
        if self._stored > self.limits.cells:
            raise too_much_content()

    def _open(self, number: int, width: int) -> None:
        """Make room for a row with text, and store the shaded ones above it."""
        if not self.rows:
            self.first = number
        self._width = max(self._width, width)
        self.limits.check_size(number - self.first + 1, self._width, self.where)
        for row, cells in self._pending:
            self._store(row, cells)
        self._pending = []

    def _store(self, number: int, cells: list[RawCell]) -> None:
        row = number - self.first
        self.rows.extend([] for _ in range(len(self.rows), row))
        self.rows.append(
            [
                Cell(text, row, column, value, 1, 1, shaded, bold, note)
                for column, text, value, shaded, bold, note in cells
            ]
        )

    def build(self, areas: Iterable[Area] = ()) -> tuple[tuple[Cell, ...], ...]:
        """Full rows, with one and the same object over each merged area."""
        self._height = len(self.rows)
        merged = [area for area in map(self._from_first, areas) if self._anchors(area)]
        if len(merged) > self.limits.cells // 10:
            raise too_much_content()
        self._grow(merged)
        self.limits.check_size(self._height, self._width, self.where)
        rows = [self._padded(row) for row in range(self._height)]
        self.rows = []
        self._merge_all(rows, merged)
        return tuple(map(tuple, rows))

    def _from_first(self, area: Area) -> Area:
        return area._replace(top=area.top - self.first, bottom=area.bottom - self.first)

    def _anchors(self, area: Area) -> bool:
        if not (0 <= area.top < self._height and 0 <= area.left < self._width):
            return False
        return area.bottom >= area.top and area.right >= area.left

    def _grow(self, merged: list[Area]) -> None:
        texts = {
            (cell.row, cell.column)
            for area in merged
            for cell in self.rows[area.top]
            if cell.column == area.left and cell.text
        }
        anchored = [area for area in merged if (area.top, area.left) in texts]
        height, width = self._height, self._width
        for area in anchored:
            self._height = max(self._height, min(area.bottom + 1, height + _MERGE_ROWS))
            self._width = max(self._width, min(area.right + 1, width + _MERGE_COLUMNS))

    def _padded(self, row: int) -> list[Cell]:
        full: list[Cell | None] = [None] * self._width
        for cell in self.rows[row] if row < len(self.rows) else ():
            if cell.column < self._width:
                full[cell.column] = cell
        return [cell or Cell("", row, column) for column, cell in enumerate(full)]

    def _merge_all(self, rows: list[list[Cell]], merged: list[Area]) -> None:
        """Merges never overlap in a sound file: together they cover no more than the grid."""
        left_over = self._height * self._width
        for area in merged:
            left_over -= self._merge(rows, area)
            if left_over < 0:
                raise ValueError("overlapping merged cells")

    def _merge(self, rows: list[list[Cell]], area: Area) -> int:
        """Spread one area; returns how many positions it covers."""
        bottom, right = min(area.bottom, self._height - 1), min(area.right, self._width - 1)
        anchor = rows[area.top][area.left]
        if _is_merged(anchor):
            return 1  # overlaps an earlier area
        height, width = bottom - area.top + 1, right - area.left + 1
        whole = replace(anchor, row_span=height, column_span=width)
        for row in rows[area.top : bottom + 1]:
            row[area.left : right + 1] = [whole] * width
        return height * width


def _is_merged(cell: Cell) -> bool:
    return cell.row_span * cell.column_span > 1


def lone_title(rows: tuple[tuple[Cell, ...], ...]) -> str:
    """Text of the first row when a single cell stands in it, else ""."""
    texts = {id(cell): cell.text for cell in rows[0] if cell.text} if rows else {}
    return next(iter(texts.values())).strip() if len(texts) == 1 else ""
