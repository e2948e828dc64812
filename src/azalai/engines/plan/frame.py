"""What the parts of the reader share: the state of the reading, and the table at hand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from azalai.engines.plan.amounts import cost_in_title, parse_amount
from azalai.engines.plan.building import Named, Namer, Tree
from azalai.engines.plan.drafts import Draft
from azalai.engines.plan.levels import LOOSE, clean_code, code_parts, read_label, read_number
from azalai.engines.plan.model import Column, DeclaredSum, Layout, RawCell, Remark, Source
from azalai.engines.plan.text import key, squeeze
from azalai.tabular import Cell, Table

CODE_CELL = re.compile(
    r"^[A-Za-z]{0,3}[.\-]?\d{1,3}(?:\s?[.\-]\s?\d{1,3})*\s*[.)°]?$|^[IVX]{1,5}[.)]?$|^[A-Z][.)]?$"
)


@dataclass
class Total:
    """A total that the document states. node: what it closes, None for the whole plan."""

    value: int
    text: str
    source: Source
    node: Draft | None = None

    def freeze(self) -> DeclaredSum:
        """With the node's final code."""
        if self.node is None:
            return DeclaredSum(self.value, self.text, self.source)
        name = self.node.code or self.node.title
        return DeclaredSum(self.value, self.text, self.source, name, self.node.kind, self.node.source)


Noted = tuple[Remark, Draft | None]


@dataclass
class Reading:
    """State of one reading."""

    tree: Tree = field(default_factory=Tree)
    layouts: list[Layout] = field(default_factory=list)
    remarks: list[Noted] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


class Frame:
    """One table with its layout, and the reading that it adds to."""

    def __init__(self, reading: Reading, table: Table, layout: Layout) -> None:
        self.reading, self.table, self.layout = reading, table, layout
        self.tree = reading.tree
        self.namer = Namer(layout, _depths(table, layout), loose=_writes_loosely(table, layout))
        self.node_columns = _downwards(table, layout, self.tree)
        self.field_columns = [c for c in layout.columns if c.role.name != "node"]
        self.headers = {key(line) for c in layout.columns for line in (c.header, *c.header.split("\n"))} - {
            ""
        }
        self.found = 0

    def first_of(self, role: str) -> Column | None:
        """The first column of a role."""
        return next((c for c in self.layout.columns if c.role.name == role), None)

    @property
    def first_row(self) -> int:
        """Index of the row after the header."""
        return self.layout.header_rows[-1] + 1 if self.layout.header_rows else 0

    @property
    def main(self) -> int:
        """Index of the column that holds the lowest level."""
        return self.node_columns[-1].index

    def source(self, index: int) -> Source:
        """Where a row stands."""
        return Source(self.table.number, self.table.first_row + index, self.table.name)

    def distinct(self, index: int) -> list[Cell]:
        """Cells of the row with text, each once, those continued from above left out."""
        cells: list[Cell] = []
        for cell in self.table.rows[index]:
            if cell.row == index and cell.text.strip() and (not cells or cell is not cells[-1]):
                cells.append(cell)
        return cells

    def is_above(self, kind: str) -> bool:
        """A kind that stands higher than every level of the table's columns."""
        own = [self.tree.rank(k) for c in self.node_columns for k in c.role.kinds]
        return not own or self.tree.rank(kind) < min(own)

    def add(
        self, named: Named, source: Source, cell: Cell | None = None, *, lowest: Column | None = None
    ) -> Draft:
        """Place a node; a cost written in its title becomes its declared cost.

        lowest: given when the node is a line of its own in the table's last column of nodes, which
        names a new node unless it goes on with the one just above.
        """
        title, cost = cost_in_title(named.title)
        named = named._replace(title=squeeze(title))
        node = self.tree.place(named, source, self.layout.signature, again=lowest is None)
        if cost and node.declared_cost is None:
            node.declared_cost, node.cost_text = parse_amount(cost, factor=self.layout.unit).value, cost
        if cell is not None:
            self._keep_raw(node, cell, source)
        self.found += 1
        return node

    def _keep_raw(self, node: Draft, cell: Cell, source: Source) -> None:
        column = self.layout.columns[cell.column]
        header, role = (column.header, column.role.spelled()) if cell.column_span == 1 else ("", "title")
        node.cells.append(RawCell(role, header, cell.text, source.table, source.row, cell.column + 1))


def is_code(text: str) -> bool:
    """A cell that only holds a number of the plan: "2.1.3", "A1", "IV"."""
    return bool(CODE_CELL.match(text))


def _downwards(table: Table, layout: Layout, tree: Tree) -> list[Column]:
    """Columns of nodes from the top of the tree to its bottom.

    From left to right, unless the usual order of the words says otherwise and the content agrees:
    a lower level has more different texts.
    """
    columns = [c for c in layout.columns if c.role.name == "node"]
    usual = sorted(columns, key=lambda c: tree.rank(c.role.kinds[-1] if c.role.kinds else "activity"))
    if usual != columns:
        counts = [len({row[c.index].text for row in table.rows} - {""}) for c in usual]
        if counts == sorted(counts):
            return usual
    tree.learn_order(columns)
    return columns


def _writes_loosely(table: Table, layout: Layout) -> bool:
    """Numbers are written without a stop, "1 Gouvernance", and each always before the same words."""
    columns = [c.index for c in layout.columns if c.role.name == "node"]
    first = layout.header_rows[-1] + 1 if layout.header_rows else 0
    texts = {squeeze(row[index].text) for row in table.rows[first:] for index in columns}
    found = [match["code"] for text in texts if (match := LOOSE.match(text))]
    return len(found) > 1 and "1" in found and len(set(found)) == len(found)


def _depths(table: Table, layout: Layout) -> list[int]:
    """Depths of the codes of unlabelled lines, when shorter codes are the beginnings of longer ones.

    A depth is a level when some code of it has codes below, or when it is the deepest.
    """
    columns = [c.index for c in layout.columns if c.role.name in {"code", "node"}]
    first = layout.header_rows[-1] + 1 if layout.header_rows else 0
    found = {_parts_of(squeeze(row[index].text)) for row in table.rows[first:] for index in columns}
    found.discard(())
    begun = {code[:length] for code in found for length in range(1, len(code))}
    above = {len(code) for code in found & begun}
    return sorted({*above, max(len(code) for code in found)}) if above else []


def _parts_of(text: str) -> tuple[int, ...]:
    if is_code(text):
        return code_parts(clean_code(text))
    numbered = None if read_label(text) else read_number(text)
    return code_parts(numbered.code) if numbered else ()
