"""A table to write: its columns, and how each level stood in the source."""

from __future__ import annotations

from dataclasses import dataclass, field

from azalai.engines.plan.columns import Role
from azalai.engines.plan.model import Column
from azalai.engines.plan.writing.items import Item

TITLE, HEADING = -1, -2


@dataclass(eq=False)
class Sheet:
    """A table to write.

    tables: numbers of the source's tables that it gathers (empty when it has no source). unit: of
    its amounts, announced above it. items: nodes that stand in it, in order. standing: level ->
    column index, TITLE or HEADING, as the source had it. together: (upper, lower) levels found in
    one cell; apart: those of neighbouring columns found on rows of their own. repeated: levels
    written again on each row. depths: column index -> depth in the tree of what it names. known:
    levels seen; labelled: those with their word; code_depths: (level, numbers in a printed code).
    """

    name: str
    columns: list[Column]
    tables: tuple[int, ...] = ()
    first_body_row: int = 0
    unit: int = 1
    items: list[Item] = field(default_factory=list)
    standing: dict[str, int] = field(default_factory=dict)
    together: set[tuple[str, str]] = field(default_factory=set)
    apart: set[tuple[str, str]] = field(default_factory=set)
    repeated: set[str] = field(default_factory=set)
    depths: dict[int, int] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    labelled: set[str] = field(default_factory=set)
    code_depths: set[tuple[str, int]] = field(default_factory=set)

    @property
    def nodes(self) -> list[Column]:
        """Columns that name nodes, from the top of the tree to its bottom (usually left to right)."""
        found = [column for column in self.columns if column.role.name == "node"]
        return sorted(found, key=lambda column: (self.depths.get(column.index, 0), column.index))

    def depth(self, index: int) -> int:
        """Place of a column among those of nodes."""
        return [column.index for column in self.nodes].index(index)

    @property
    def main(self) -> Column:
        """The column of the lowest level."""
        return self.nodes[-1]

    def of(self, *names: str) -> list[Column]:
        """Columns with one of these roles."""
        return [column for column in self.columns if column.role.name in names]

    def add(self, header: str, role: Role) -> None:
        """One more column, at the end."""
        self.columns.append(Column(len(self.columns), header, role))

    def name_rows(self, item: Item) -> list[int]:
        """Rows of the source that named the node."""
        return [raw.row for raw in item.name_raws(self.tables)]


def is_heading_of(item: Item, sheet: Sheet) -> bool:
    """Named above the header or above the table: the reader keeps no cell of it."""
    return not item.node.cells and item.node.source.table in sheet.tables


def standing_of(item: Item, sheet: Sheet) -> int | None:
    """Column index or TITLE as the node's own raw cell says; None when it has none here."""
    raw = next(iter(item.name_raws(sheet.tables)), None)
    if raw is None:
        return None
    column = next((c for c in sheet.nodes if c.index == raw.column - 1), None)
    return column.index if column and raw.role.startswith("node") else TITLE


def title_span(item: Item, sheet: Sheet) -> tuple[int, int]:
    """First column of a title and the one after its last: it ends before the cells that the source
    had to its right, and begins after those to its left (a number)."""
    whole = (0, len(sheet.columns))
    raw = next(iter(item.name_raws(sheet.tables)), None)
    if raw is None or raw.role != "title":
        return whole
    beside = [
        other.column - 1 for other in item.raws(sheet.tables) if other is not raw and other.row == raw.row
    ]
    start = raw.column - 1 if any(index < raw.column - 1 for index in beside) else 0
    after = [index for index in beside if index > raw.column - 1]
    return start, min(after, default=whole[1])
