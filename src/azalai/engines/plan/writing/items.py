"""Nodes on their way back into a table, and what the reader would make of their raw cells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from azalai.engines.plan.amounts import cost_in_title, parse_amount
from azalai.engines.plan.columns import role_from
from azalai.engines.plan.drafts import Draft
from azalai.engines.plan.fields import apply_cell
from azalai.engines.plan.finishing import finish
from azalai.engines.plan.frame import Reading
from azalai.engines.plan.levels import clean_code, split_labels
from azalai.engines.plan.model import Column, Plan, PlanNode, RawCell, Source
from azalai.engines.plan.text import key
from azalai.tabular import Cell, Document

NAMES = frozenset({"title", "node", "code", "level", "problem"})
# Information that is judged together -> the fields of PlanNode that it fills.
FAMILIES = {
    "cost": ("declared_cost",),
    "time": ("years", "start", "end", "continuous", "cost_by_year"),
    "references": ("references", "reference_texts"),
    "extra": ("extra",),
    "risks": ("risks", "assumptions"),
}
_FAMILY = {
    **dict.fromkeys(("year", "year_cost", "month", "period", "start", "end"), "time"),
    **dict.fromkeys(("risks", "assumptions", "risks_assumptions"), "risks"),
    **dict.fromkeys(("unknown", "detail"), "extra"),
}


def family_of(role: str) -> str:
    """Family of a role's name ("year" -> "time"); roles of one field are their own."""
    return _FAMILY.get(role, role)


def fields_of(family: str) -> tuple[str, ...]:
    """Fields of PlanNode that a family fills; none for what is no field ("code", "ignore")."""
    if family in FAMILIES:
        return FAMILIES[family]
    return (family,) if family in PlanNode.__dataclass_fields__ and family not in NAMES else ()


@dataclass(eq=False)
class Item:
    """A node with its parent.

    read_back: what its raw cells alone say, None without raw cells. printed: its code as the document
    prints it ("1" for measure 1 of priority 8, known as 8.1).
    """

    node: PlanNode
    parent: Item | None
    children: list[Item] = field(default_factory=list)
    read_back: PlanNode | None = None
    by_table: dict[int, list[RawCell]] = field(default_factory=dict)
    printed: str = ""

    def above(self) -> list[Item]:
        """Its ancestors, from the top."""
        return [*self.parent.above(), self.parent] if self.parent else []

    def kept(self, family: str) -> bool:
        """The raw cells still say what the plan says."""
        return self.read_back is not None and all(
            getattr(self.read_back, name) == getattr(self.node, name) for name in fields_of(family)
        )

    def raws(self, tables: Iterable[int]) -> list[RawCell]:
        """Raw cells in these tables, in the order of reading."""
        return [raw for table in tables for raw in self.by_table.get(table, ())]

    def name_raws(self, tables: Iterable[int]) -> list[RawCell]:
        """The cells that named it, one for each row that did."""
        raws = self.raws(tables)
        named = [raw for raw in raws if raw.role.partition(":")[0] in {"title", "node"}]
        return named or [raw for raw in raws[:1] if self.node.title and key(self.node.title) in key(raw.text)]

    def field_raws(self, tables: Iterable[int]) -> list[RawCell]:
        """The cells that told something of it."""
        names = self.name_raws(tables)
        return [r for r in self.raws(tables) if r not in names and r.role.partition(":")[0] not in NAMES]


def items_of(plan: Plan) -> list[Item]:
    """Every node in the order of the document, its raw cells read once more."""
    items: list[Item] = []
    for node in plan.nodes:
        items += _flatten(node, None)
    _print_codes(items)
    again = _Again(plan)
    read_back(plan, {item: again.draft(item) for item in items if item.node.cells})
    return items


def _flatten(node: PlanNode, parent: Item | None) -> list[Item]:
    item = Item(node, parent)
    tables: dict[int, list[RawCell]] = defaultdict(list)
    for raw in node.cells:
        tables[raw.table].append(raw)
    item.by_table = dict(tables)
    found = [item]
    for child in node.children:
        below = _flatten(child, item)
        item.children.append(below[0])
        found += below
    return found


def _print_codes(items: list[Item]) -> None:
    """As printed where that is still right; a new node follows the habit of its level."""
    habit = Counter((i.node.kind, _is_short(i.node)) for i in items if i.node.cells and i.node.code)
    for item in items:
        node, above = item.node, item.parent.node.code if item.parent else None
        code = node.code or ""
        item.printed = node.printed_code if _is_short(node) or code == node.printed_code else code
        new = not node.cells and item.printed == code
        short = habit[node.kind, True] > habit[node.kind, False]
        if new and short and above and code.startswith(f"{above}."):
            item.printed = code.removeprefix(f"{above}.")


def _is_short(node: PlanNode) -> bool:
    """The code is printed without that of the node above."""
    printed = clean_code(node.printed_code)
    return bool(printed) and (node.code or "").endswith(f".{printed}")


class _Again:
    """Reads the raw cells of one node after the other again, alone."""

    def __init__(self, plan: Plan) -> None:
        self.columns = {(layout.table, c.index): c for layout in plan.layouts for c in layout.columns}
        self.units = {layout.table: layout.unit for layout in plan.layouts}

    def draft(self, item: Item) -> Draft:
        """What the node's cells say; a cost repeated in a second table is said once."""
        draft = empty_draft(item)
        for raw in item.name_raws(item.by_table)[:1]:
            self._cost_of_title(draft, item, raw)
        costs: set[int] = set()
        for raw in item.field_raws(item.by_table):
            if raw.role.partition(":")[0] == "cost":
                costs.add(raw.table)
                if len(costs) > 1 and raw.table != min(costs):
                    continue
            apply_raw(draft, raw, self.columns.get((raw.table, raw.column - 1)))
        return draft

    def _cost_of_title(self, draft: Draft, item: Item, raw: RawCell) -> None:
        pieces = [raw.text] if raw.role == "title" else split_labels(raw.text)
        for piece in pieces:
            text, cost = cost_in_title(piece)
            if cost and key(item.node.title) in key(text):
                factor = self.units.get(raw.table, 1)
                draft.declared_cost, draft.cost_text = parse_amount(cost, factor=factor).value, cost


def empty_draft(item: Item) -> Draft:
    """A draft of the node of which nothing is said yet."""
    return Draft(item.node.kind, "", item.node.title, "", Source(0, 0), "")


def apply_raw(draft: Draft, raw: RawCell, known: Column | None) -> None:
    """Give a raw cell to a draft. A cell kept without text counted by its shade."""
    column = Column(raw.column - 1, raw.header, role_from(raw.role))
    column = known if known and known.role == column.role else column
    cell = Cell(raw.text, raw.row, raw.column - 1, shaded=not raw.text.strip())
    apply_cell(draft, column, cell, Source(raw.table, raw.row))


def read_back(plan: Plan, drafts: dict[Item, Draft]) -> None:
    """Finish drafts as the reader does and keep the result beside each item."""
    if not drafts:
        return
    span = f"{plan.first_year}-{plan.last_year}" if plan.first_year and plan.last_year else ""
    reading = Reading(layouts=list(plan.layouts), texts=[span])
    reading.tree.roots = list(drafts.values())
    finished = finish(Document("docx", (), (), span), reading)
    for item, node in zip(drafts, finished.nodes, strict=True):
        item.read_back = node
