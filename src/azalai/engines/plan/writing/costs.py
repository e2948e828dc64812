"""Where a cost is written: in its column, in a cell common to several lines, or in the title."""

from __future__ import annotations

from typing import Any

from azalai.engines.plan.model import Column, RawCell
from azalai.engines.plan.writing import values
from azalai.engines.plan.writing.fields import Contents, Said
from azalai.engines.plan.writing.items import Item
from azalai.engines.plan.writing.lines import Line
from azalai.engines.plan.writing.sheet import Sheet, title_span


class Costs:
    """Costs of one sheet."""

    def __init__(self, sheet: Sheet, contents: Contents, lines: list[Line]) -> None:
        self.sheet, self.contents = sheet, contents
        self.node_kinds = {kind for column in sheet.nodes for kind in column.role.kinds}
        self.wide = {line.lowest for line in lines if line.kind == "wide"}
        self.lowest = {line.lowest for line in lines if line.kind in {"line", "wide"} and not line.again}

    def figure(self, value: int, column: Column) -> Said:
        """An amount in the unit of a column."""
        factor = column.factor
        return Said(values.amount(value, factor=factor), values.typed(value, factor=factor))

    def column_of(self, item: Item) -> Column | None:
        """The column that takes the node's cost: the one of its level, else the one of the line."""
        start, stop = title_span(item, self.sheet) if item in self.wide else (0, 0)
        columns = [c for c in self.sheet.of("cost") if c.index not in range(start, stop)]
        own = [c for c in columns if item.node.kind in c.role.kinds]
        plain = [c for c in columns if not c.role.kinds or not set(c.role.kinds) & self.node_kinds]
        return next(iter([*own, *(plain if item in self.lowest else [])]), None)

    def said(self, line: Line, column: Column, part: tuple[int, ...], *, first: bool) -> tuple[Said, Any]:
        """Content of a cell of costs, and what makes it one with the cell above."""
        target = self._target(line, column)
        if target is None or line.lowest is None:
            return Said(), None
        if owner := self._shared_owner(line.lowest, column):
            return self._content(owner, column, (), first=True), ("shared", id(owner))
        if target is not line.lowest:
            again = target.node.kind in self.sheet.repeated
            said = self._content(target, column, (), first=True)
            return said, None if again or said.is_blank else ("group", id(target))
        said = self._content(target, column, part, first=first)
        return said, ("shared", id(target)) if self._is_owner(target) else said.place

    def _content(self, item: Item, column: Column, part: tuple[int, ...], *, first: bool) -> Said:
        if self.contents.is_raw(item, "cost", self.sheet):
            return self.contents.said(item, column, self.sheet, part, first=first)
        if self.column_of(item) is not column and not self.children_share(item):
            return Said()
        return self.contents.said(item, column, self.sheet, part, first=first)

    def _target(self, line: Line, column: Column) -> Item | None:
        """The node that a column of costs speaks of on a line: see the reader."""
        kinds = column.role.kinds
        if not kinds:
            return line.lowest
        found = next((item for item in reversed(line.open_items()) if item.node.kind == kinds[0]), None)
        return found or line.lowest

    def _shared_owner(self, item: Item, column: Column) -> Item | None:
        """The parent or the sibling on whose line the common cost is counted."""
        code = item.node.shares_cost_with
        if not code or column.role.kinds:
            return None
        if item.parent and self.children_share(item.parent):
            return item.parent
        siblings = item.parent.children if item.parent else []
        return next((other for other in siblings if other.node.code == code and other is not item), None)

    def children_share(self, parent: Item) -> bool:
        """The children's cost is one cell that the document counts for the parent."""
        codes = {child.node.shares_cost_with for child in parent.children}
        own = all(child.node.declared_cost is None for child in parent.children)
        return own and len(parent.children) > 1 and bool(parent.node.code) and codes == {parent.node.code}

    def _is_owner(self, item: Item) -> bool:
        siblings = item.parent.children if item.parent else []
        return bool(item.node.code) and any(s.node.shares_cost_with == item.node.code for s in siblings)

    def is_shared(self, item: Item, raw: RawCell) -> bool:
        """The raw cell is the common cost of the node's children."""
        return raw.role == "cost" and self.children_share(item)

    def in_text(self, item: Item, line: Line) -> bool:
        """The cost belongs in the text that names the node: nothing else of the sheet says it."""
        node = item.node
        if node.declared_cost is None or line.again or self._told_elsewhere(item):
            return False
        if self.contents.is_raw(item, "cost", self.sheet):
            return not any(raw.role.startswith("cost") for raw in item.field_raws(item.by_table))
        return self.contents.sheet_of.get((item, "cost"), self.sheet) is self.sheet and (
            line.kind == "title" or self.column_of(item) is None
        )

    def _told_elsewhere(self, item: Item) -> bool:
        by_years = item.node.cost_by_year and item.node.declared_cost == sum(item.node.cost_by_year.values())
        return self.children_share(item) or bool(
            by_years and self.sheet.of("year_cost") and item in self.lowest
        )
