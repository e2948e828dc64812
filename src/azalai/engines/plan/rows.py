"""Walking the rows of one table."""

from __future__ import annotations

from azalai.engines.plan.building import group_kind
from azalai.engines.plan.cells import Cells
from azalai.engines.plan.drafts import Draft
from azalai.engines.plan.frame import Frame, Reading, is_code
from azalai.engines.plan.levels import PROBLEM, clean_code, kind_of, read_label
from azalai.engines.plan.model import Layout, Remark, Source
from azalai.engines.plan.text import key, squeeze
from azalai.engines.plan.titles import Titles
from azalai.engines.plan.totals import Totals
from azalai.tabular import Cell, Table

Row = tuple[Cell, ...]


class TableReader:
    """Reads one table into the tree."""

    def __init__(self, reading: Reading, table: Table, layout: Layout) -> None:
        self.frame = Frame(reading, table, layout)
        self.titles = Titles(self.frame)
        self.cells = Cells(self.frame)
        self.totals = Totals(self.frame)
        self.code_column = self.frame.first_of("code")
        self.level_column = self.frame.first_of("level")
        self.by_cell: dict[int, Draft] = {}
        self.together: list[Draft] = []

    def read(self, group: str = "") -> int:
        """Number of nodes that the table gave. group: heading that names all of its lines."""
        frame = self.frame
        self._preamble(group)
        for index in range(frame.first_row, len(frame.table.rows)):
            self._row(index)
        self.titles.drop()
        self.cells.settle()
        self.totals.settle()
        return frame.found

    def _preamble(self, group: str) -> None:
        """What stands above the header: a heading, title rows, the plan's name and total."""
        frame = self.frame
        top = Source(frame.table.number, 0, frame.table.name)
        named = bool(frame.table.heading) and self.titles.heading(frame.table.heading, top)
        named = self._rows_above() or named
        if group and not named:
            self.titles.group(group, top)
        elif not named:
            named = self.titles.heading(frame.table.name, top)
        if (named or group) and frame.tree.branch:
            self.totals.group = frame.tree.branch[-1]

    def _rows_above(self) -> bool:
        """Rows between the top of the table and its header: texts, totals, or a title of a group."""
        frame, named = self.frame, False
        first = frame.layout.header_rows[0] if frame.layout.header_rows else 0
        for index in range(first):
            cells = frame.distinct(index)
            joined = squeeze(" ".join(cell.text for cell in cells))
            if not joined or self.totals.row(cells, index):
                continue
            frame.reading.texts.append(joined)
            last = index + 1 == first and len(cells) == 1 and self._titles_stand_above_headers()
            if self.titles.heading(joined, frame.source(index)):
                named = True
            elif last:
                self.titles.row(cells, index)
        return named

    def _titles_stand_above_headers(self) -> bool:
        """Further down, the header is written again under a title of one cell."""
        frame = self.frame
        return any(
            len(frame.distinct(index - 1)) == 1 and self._is_header_again(frame.distinct(index))
            for index in range(frame.first_row + 1, len(frame.table.rows))
        )

    def _row(self, index: int) -> None:
        cells = self.frame.distinct(index)
        if cells and self._is_header_again(cells):
            return
        if self.totals.row(cells, index) or self.titles.row(cells, index):
            return
        self._line(index, cells)

    def _is_header_again(self, cells: list[Cell]) -> bool:
        return len(cells) > 1 and all(key(cell.text) in self.frame.headers for cell in cells)

    def _line(self, index: int, cells: list[Cell]) -> None:
        row = self.frame.table.rows[index]
        before = self.frame.tree.lowest()
        node = self._nodes_of(row, index)
        node = node or (before if before and self._carries(row, index) else None)
        if node is None:
            self._unplaced(cells, index)
            return
        together = [n for n in self.together if n.parent is node.parent and n.kind == node.kind]
        names = {id(row[c.index]) for c in self.frame.node_columns}
        for column in self.frame.field_columns:
            if id(row[column.index]) not in names:
                self.cells.apply(node, column, row[column.index], index, together)

    def _nodes_of(self, row: Row, index: int) -> Draft | None:
        """Place or find the nodes that the row names; the lowest one."""
        lowest: Draft | None = None
        self.together = []
        code, level = self._code(row), self._level(row)
        last = self._last_node_cell(row, index)
        for column in self.frame.node_columns:
            cell = row[column.index]
            if not cell.text.strip():
                continue
            if (known := self.by_cell.get(id(cell))) is not None:
                self.frame.tree.reopen(known)
                lowest = known
                continue
            own = code if cell is last else ""
            lowest = self._add_all(cell, index, own, level if cell is last else "") or lowest
        return lowest

    def _add_all(self, cell: Cell, index: int, code: str, level: str) -> Draft | None:
        """Every node that a cell names, one below the other; the last one."""
        frame, lowest = self.frame, None
        self.together = []
        column = next(c for c in frame.node_columns if cell is frame.table.rows[index][c.index])
        level = level or self._level_across(cell, code)
        for named in frame.namer.names(cell.text, column.role, code, level):
            if named.kind == PROBLEM:
                frame.tree.problem = named.title
                continue
            self.titles.settle()
            bottom = column if column.index == frame.main and not frame.is_above(named.kind) else None
            lowest = frame.add(named, frame.source(index), cell, lowest=bottom)
            self.by_cell[id(cell)] = lowest
            self.together.append(lowest)
        return lowest

    def _level_across(self, cell: Cell, code: str) -> str:
        """A name that covers cells of other columns too is that of a group, whatever its column."""
        frame = self.frame
        covered = range(cell.column, cell.column + cell.column_span)
        beyond = [c for c in frame.field_columns if c.index in covered and c.index > frame.main]
        if not beyond or read_label(cell.text) or (code and len(frame.namer.depths) > 1):
            return ""
        return group_kind(frame.tree, frame.namer.own)

    def _last_node_cell(self, row: Row, index: int) -> Cell | None:
        cells = [row[c.index] for c in self.frame.node_columns]
        named = [cell for cell in cells if cell.text.strip() and cell.row == index]
        return named[-1] if named else None

    def _code(self, row: Row) -> str:
        """Code of the line, from its own column: a number, or a label with its number."""
        if not self.code_column:
            return ""
        text = squeeze(row[self.code_column.index].text)
        label = read_label(f"{text} :")
        if label and label.code:
            return label.code
        return clean_code(text) if is_code(text) else ""

    def _level(self, row: Row) -> str:
        """Level that a column of the line names: "Activité", or "Axe 1" in the column of numbers."""
        for column in (self.level_column, self.code_column):
            text = squeeze(row[column.index].text) if column else ""
            if kind := kind_of(text):
                return kind
            label = read_label(f"{text} :") if text else None
            if label and label.code and not label.title:
                return label.kind
        return ""

    def _carries(self, row: Row, index: int) -> bool:
        """A line without a name that says something: it goes on about the node above."""
        columns = [c for c in self.frame.field_columns if c.role.name not in {"code", "ignore"}]
        return any(row[c.index].row == index and not row[c.index].is_blank for c in columns)

    def _unplaced(self, cells: list[Cell], index: int) -> None:
        if text := squeeze(" ".join(cell.text for cell in cells)):
            self.frame.reading.remarks.append((Remark("D803", self.frame.source(index), "", text), None))
