"""Which table each node goes to: where its raw cells were, else beside its relatives."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace

from azalai.engines.plan.levels import french
from azalai.engines.plan.writing.items import Item
from azalai.engines.plan.writing.sheet import Sheet, is_heading_of

NO_SOURCE = -1


def share_out(items: list[Item], sheets: list[Sheet]) -> list[Sheet]:
    """Give each sheet its items, in order; a new branch of a plan with one table a branch gets its own.

    Nodes that moved to another table lose their raw cells: they are written anew there.
    """
    for item in _displaced(items, sheets):
        _forget(item)
    homes: dict[Item, list[Sheet]] = {}
    roots = [item for item in items if item.parent is None]
    one_each = _one_root_each(roots, sheets)
    for item in items:
        homes[item] = _homes(item, sheets, homes)
        if not homes[item] and item.parent is None and one_each:
            homes[item] = [_new_sheet(item, roots, homes, sheets)]
    for item in items:
        homes[item] = homes[item] or _relatives_home(item, homes, roots) or sheets[:1]
    for sheet in sheets:
        sheet.items = [item for item in items if sheet in homes[item]]
    return sheets


def _homes(item: Item, sheets: list[Sheet], homes: dict[Item, list[Sheet]]) -> list[Sheet]:
    above = homes[item.parent] if item.parent else []
    if any(sheet.tables == (NO_SOURCE,) for sheet in above):
        _forget(item)
        return above
    return [sheet for sheet in sheets if item.raws(sheet.tables) or is_heading_of(item, sheet)]


def _forget(item: Item) -> None:
    item.by_table, item.read_back = {}, None


def _header(sheet: Sheet) -> tuple[str, ...]:
    return tuple(column.header for column in sheet.columns)


def _displaced(items: list[Item], sheets: list[Sheet]) -> list[Item]:
    """Nodes out of the order of the tables: among tables of one header, all but a longest run that
    goes from the first table to the last."""
    groups: dict[tuple[str, ...], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        groups[_header(sheet)].append(sheet)
    return [item for group in groups.values() if len(group) > 1 for item in _out_of_order(items, group)]


def _out_of_order(items: list[Item], group: list[Sheet]) -> list[Item]:
    placed = []
    for item in items:
        found = [number for number, sheet in enumerate(group) if item.raws(sheet.tables)]
        placed += [(item, found[0])] if found else []
    tails: list[int] = []
    lengths = []
    for _, number in placed:
        at = bisect_right(tails, number)
        tails[at : at + 1] = [number]
        lengths.append(at)
    wanted, out = len(tails) - 1, []
    for (item, _), length in zip(reversed(placed), reversed(lengths), strict=True):
        if length == wanted:
            wanted -= 1
        else:
            out.append(item)
    return out


def _one_root_each(roots: list[Item], sheets: list[Sheet]) -> bool:
    """Several tables with one header, each of one branch of the plan."""
    if len(sheets) < 2 or len({_header(sheet) for sheet in sheets}) > 1:
        return False
    return all(sum(root in sheet.items for root in roots) == 1 for sheet in sheets)


def _new_sheet(item: Item, roots: list[Item], homes: dict[Item, list[Sheet]], sheets: list[Sheet]) -> Sheet:
    """A table like that of the branch before, right after it."""
    before = [homes[root][-1] for root in roots[: roots.index(item)] if homes.get(root)]
    model = before[-1] if before else sheets[0]
    name = f"{french(item.node.kind).capitalize()} {item.node.code or ''}".strip() if model.name else ""
    sheet = replace(model, name=name, columns=list(model.columns), tables=(NO_SOURCE,), items=[])
    sheets.insert(sheets.index(model) + 1 if before else 0, sheet)
    return sheet


def _relatives_home(item: Item, homes: dict[Item, list[Sheet]], roots: list[Item]) -> list[Sheet]:
    """The table of the sibling before, of a child, of the sibling after, or of the parent."""
    siblings = item.parent.children if item.parent else roots
    place = siblings.index(item)
    before = [homes[sibling][-1:] for sibling in reversed(siblings[:place]) if homes[sibling]]
    below = [homes[child][:1] for child in item.children if homes[child]]
    after = [homes[sibling][:1] for sibling in siblings[place + 1 :] if homes[sibling]]
    above = [homes[item.parent][-1:]] if item.parent else []
    return next(iter([*before[:1], *below, *after, *above]), [])
