"""Which nodes share a line, and in which order the lines come."""

from __future__ import annotations

from dataclasses import dataclass, field

from azalai.engines.plan.model import DeclaredSum
from azalai.engines.plan.writing.items import Item
from azalai.engines.plan.writing.sheet import HEADING, TITLE, Sheet, standing_of, title_span


@dataclass(eq=False)
class Line:
    """One line of a table.

    kind: "title", "wide" (a title with cells beside it), "problem", "total" or "line". named: column
    index -> nodes that a cell names; a title's are under TITLE. again: the nodes were named before
    and only open their branch again.
    """

    kind: str
    lowest: Item | None = None
    named: dict[int, list[Item]] = field(default_factory=dict)
    total: DeclaredSum | None = None
    again: bool = False

    def open_items(self) -> list[Item]:
        """The branch of its lowest node, from the top."""
        return [*self.lowest.above(), self.lowest] if self.lowest else []


class Lines:
    """Lays the nodes of a sheet out in lines."""

    def __init__(
        self, sheet: Sheet, totals: list[DeclaredSum], own_cells: dict[Item, set[int]], branch: list[Item]
    ) -> None:
        self.sheet, self.totals, self.own_cells, self.branch = sheet, totals, own_cells, branch
        self.lines: list[Line] = []
        self.headings: list[Item] = []

    def lay_out(self) -> list[Line]:
        """All lines of the body. `branch`: nodes that the table before left open."""
        for item in self.sheet.items:
            self._totals_before(item)
            self._open(item)
            self._place(item)
        self.lines += [Line("total", total=total) for total in self.totals]
        return self.lines

    def _totals_before(self, item: Item) -> None:
        rows = self.sheet.name_rows(item)
        while rows and self.totals and self.totals[0].source.row < rows[0]:
            self.lines.append(Line("total", total=self.totals.pop(0)))

    def _open(self, item: Item) -> None:
        """Name again the ancestors that the lines before left, so that the node goes below them."""
        for upper in item.above():
            if upper not in self.branch:
                self._place(upper, again=True)

    def _place(self, item: Item, *, again: bool = False) -> None:
        where = place_of(item, self.sheet, self.own_cells)
        if where == HEADING and not self.lines:
            self.headings.append(item)
        else:
            self._write(item, TITLE if where == HEADING else where, again=again)
        self.branch = [*item.above(), item]

    def _write(self, item: Item, where: int, *, again: bool) -> None:
        if item.node.problem and not again:
            self.lines.append(Line("problem", item))
        line = self.lines[-1] if self.lines else None
        if where == TITLE:
            wide = is_wide(item, self.sheet)
            self.lines.append(Line("wide" if wide else "title", item, {TITLE: [item]}, again=again))
        elif line and not again and self._joins(line, item, where):
            line.named.setdefault(where, []).append(item)
            line.lowest = item
        else:
            self.lines.append(Line("line", item, {where: [item]}, again=again))

    def _joins(self, line: Line, item: Item, where: int) -> bool:
        """The node stands on its parent's line: in the same cell, or in a column further right."""
        parent = item.parent
        if line.kind != "line" or parent is None or line.lowest is not parent or parent in self.own_cells:
            return False
        pair = (parent.node.kind, item.node.kind)
        lowest = max(map(self.sheet.depth, line.named))
        if self.sheet.depth(where) == lowest:
            # Two names alone on a row would be read as one title.
            return pair in self.sheet.together and bool(item.children or item in self.own_cells)
        return self.sheet.depth(where) > lowest and not self._was_apart(parent, item, pair)

    def _was_apart(self, parent: Item, item: Item, pair: tuple[str, str]) -> bool:
        upper, lower = self.sheet.name_rows(parent), self.sheet.name_rows(item)
        return lower[0] not in upper if upper and lower else pair in self.sheet.apart


def is_wide(item: Item, sheet: Sheet) -> bool:
    """A title that left room beside it, for its number or for cells of its own."""
    return title_span(item, sheet) != (0, len(sheet.columns))


def place_of(item: Item, sheet: Sheet, own_cells: dict[Item, set[int]]) -> int:
    """Column index, TITLE or HEADING. A title has no cells: a node that needs some gets a line."""
    where = standing_of(item, sheet)
    if where is None:
        where = sheet.standing.get(item.node.kind, sheet.main.index)
    start, stop = (0, len(sheet.columns)) if where == HEADING else title_span(item, sheet)
    covered = own_cells.get(item, set()) & set(range(start, stop))
    if where in {TITLE, HEADING} and covered:
        return sheet.main.index
    return where
