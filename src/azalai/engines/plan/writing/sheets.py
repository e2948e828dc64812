"""The tables to write: their columns, the nodes that stand in them, and how each level stood there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from azalai.engines.plan.columns import Role
from azalai.engines.plan.model import Column, Layout, Plan
from azalai.engines.plan.writing.defaults import default_layout, goes_above
from azalai.engines.plan.writing.items import Item

TITLE, HEADING = -1, -2


@dataclass(eq=False)
class Sheet:
    """A table to write.

    tables: numbers of the source's tables that it gathers (empty when it has no source). items: nodes
    that stand in it, in order. standing: level -> column index, TITLE or HEADING, as the source had it.
    depths: column index -> depth in the tree of what it names. together: (upper, lower) levels found in one cell; apart: those of neighbouring columns found on
    rows of their own; repeated: levels written again on each row; labelled: levels with their word.
    """

    name: str
    columns: list[Column]
    tables: tuple[int, ...] = ()
    first_body_row: int = 0
    items: list[Item] = field(default_factory=list)
    standing: dict[str, int] = field(default_factory=dict)
    together: set[tuple[str, str]] = field(default_factory=set)
    apart: set[tuple[str, str]] = field(default_factory=set)
    repeated: set[str] = field(default_factory=set)
    depths: dict[int, int] = field(default_factory=dict)

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


def sheets_of(plan: Plan, items: list[Item], layout: Layout | None) -> list[Sheet]:
    """The tables of the plan's own layouts, or one table in the layout given."""
    if layout is not None or not any(own.has_nodes for own in plan.layouts):
        chosen = layout or default_layout(plan)
        sheet = Sheet(chosen.sheet, list(chosen.columns), items=list(items))
        sheet.standing = _usual_standing(plan, sheet)
        return [sheet]
    sheets = _own_sheets(plan.layouts)
    _share_out(items, sheets)
    for sheet in sheets:
        _observe(sheet)
        sheet.standing = _usual_standing(plan, sheet) | sheet.standing
    return [sheet for sheet in sheets if sheet.items]


def _own_sheets(layouts: tuple[Layout, ...]) -> list[Sheet]:
    """One for each table of the source; a table without a header goes on with the one before."""
    sheets: list[Sheet] = []
    for layout in layouts:
        if not layout.has_nodes:
            continue
        if not layout.header_rows and sheets and len(sheets[-1].columns) == len(layout.columns):
            sheets[-1].tables += (layout.table,)
            continue
        first = layout.header_rows[0] + 1 if layout.header_rows else 0
        sheets.append(Sheet(layout.sheet, list(layout.columns), (layout.table,), first))
    return sheets


def _share_out(items: list[Item], sheets: list[Sheet]) -> None:
    """Each node goes where its raw cells were; a new one beside its nearest relative."""
    homes: dict[Item, list[Sheet]] = {}
    for item in items:
        homes[item] = [sheet for sheet in sheets if item.raws(sheet.tables) or _is_heading_of(item, sheet)]
    for item in items:
        if not homes[item]:
            homes[item] = _relatives_home(item, homes) or sheets[:1]
        for sheet in homes[item]:
            sheet.items.append(item)


def _is_heading_of(item: Item, sheet: Sheet) -> bool:
    """Named above the header or above the table: the reader keeps no cell of it."""
    return not item.node.cells and item.node.source.table in sheet.tables


def _relatives_home(item: Item, homes: dict[Item, list[Sheet]]) -> list[Sheet]:
    siblings = item.parent.children if item.parent else []
    same = [homes[sibling][-1:] for sibling in siblings if sibling.node.kind == item.node.kind and homes[sibling]]
    below = [homes[child][:1] for child in item.children if homes[child]]
    above = [homes[item.parent][-1:]] if item.parent else []
    return next(iter([*same[-1:], *below, *above]), [])


def _observe(sheet: Sheet) -> None:
    """How each level stood in the source: most frequent place, cells in common, repetitions."""
    places: dict[str, Counter[int]] = {}
    for item in sheet.items:
        for raw in item.name_raws(sheet.tables):
            if raw.role.startswith("node"):
                below = sheet.depths.setdefault(raw.column - 1, len(item.above()))
                sheet.depths[raw.column - 1] = max(below, len(item.above()))
    for item in sheet.items:
        raws = item.name_raws(sheet.tables)
        place = HEADING if _is_heading_of(item, sheet) else standing_of(item, sheet)
        if place is not None:
            places.setdefault(item.node.kind, Counter())[place] += 1
        if len({raw.row for raw in raws}) > 1:
            sheet.repeated.add(item.node.kind)
        if item.parent and raws and (above := item.parent.name_raws(sheet.tables)):
            _observe_pair(sheet, item, (above[0].row, above[0].column), (raws[0].row, raws[0].column))
    sheet.standing = {kind: counted.most_common(1)[0][0] for kind, counted in places.items()}


def _observe_pair(sheet: Sheet, item: Item, upper: tuple[int, int], lower: tuple[int, int]) -> None:
    pair = (item.parent.node.kind if item.parent else "", item.node.kind)
    if upper == lower:
        sheet.together.add(pair)
    elif item.parent and item.parent.children[0] is item and upper[0] != lower[0] and upper[1] != lower[1]:
        sheet.apart.add(pair)


def standing_of(item: Item, sheet: Sheet) -> int | None:
    """Column index or TITLE as the node's own raw cell says; None when it has none here."""
    raw = next(iter(item.name_raws(sheet.tables)), None)
    if raw is None:
        return None
    column = next((c for c in sheet.nodes if c.index == raw.column - 1), None)
    return column.index if column and raw.role.startswith("node") else TITLE


def _usual_standing(plan: Plan, sheet: Sheet) -> dict[str, int]:
    """Where a level goes when nothing shows it: its column, a title row above, else the main column."""
    named = {kind: column.index for column in sheet.nodes for kind in column.role.kinds}
    own = [kind for column in sheet.nodes for kind in column.role.kinds]
    above = [kind for kind in plan.levels if own and all(goes_above(kind, lower) for lower in own)]
    return {kind: named.get(kind, TITLE if kind in above else sheet.main.index) for kind in plan.levels}


