"""The tables to write, and which nodes stand in them."""

from __future__ import annotations

from collections import Counter

from azalai.engines.plan.levels import code_parts
from azalai.engines.plan.model import Layout, Plan
from azalai.engines.plan.writing.defaults import default_layout, goes_above
from azalai.engines.plan.writing.items import Item
from azalai.engines.plan.writing.sharing import share_out
from azalai.engines.plan.writing.sheet import HEADING, TITLE, Sheet, is_heading_of, standing_of


def sheets_of(plan: Plan, items: list[Item], layout: Layout | None) -> list[Sheet]:
    """The tables of the plan's own layouts, or one table in the layout given."""
    if layout is not None or not any(own.has_nodes for own in plan.layouts):
        chosen = layout or default_layout(plan)
        sheet = Sheet(chosen.sheet, list(chosen.columns), items=list(items))
        sheet.standing = _usual_standing(plan, sheet)
        return [sheet]
    sheets = _own_sheets(plan.layouts)
    for sheet in sheets:
        sheet.items = [item for item in items if item.raws(sheet.tables) or is_heading_of(item, sheet)]
        _observe(sheet)
        sheet.standing = _usual_standing(plan, sheet) | sheet.standing
    sheets = share_out(items, sheets)
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
        sheets.append(Sheet(layout.sheet, list(layout.columns), (layout.table,), first, layout.unit))
    return sheets


def _observe(sheet: Sheet) -> None:
    """How each level stood in the source: most frequent place, cells in common, repetitions."""
    places: dict[str, Counter[int]] = {}
    for item in sheet.items:
        for raw in item.name_raws(sheet.tables):
            if raw.role.startswith("node"):
                below = sheet.depths.setdefault(raw.column - 1, len(item.above()))
                sheet.depths[raw.column - 1] = max(below, len(item.above()))
    for item in sheet.items:
        sheet.known.add(item.node.kind)
        sheet.code_depths.add((item.node.kind, len(code_parts(item.printed))))
        sheet.labelled |= {item.node.kind} if item.node.label else set()
        raws = item.name_raws(sheet.tables)
        place = HEADING if is_heading_of(item, sheet) else standing_of(item, sheet)
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


def _usual_standing(plan: Plan, sheet: Sheet) -> dict[str, int]:
    """Where a level goes when nothing shows it: its column, a title row above, else the main column."""
    named = {kind: column.index for column in sheet.nodes for kind in column.role.kinds}
    own = [kind for column in sheet.nodes for kind in column.role.kinds]
    above = [kind for kind in plan.levels if own and all(goes_above(kind, lower) for lower in own)]
    return {kind: named.get(kind, TITLE if kind in above else sheet.main.index) for kind in plan.levels}
