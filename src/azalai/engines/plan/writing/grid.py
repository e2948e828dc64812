"""Lines become rows of cells: group cells merged or written again, titles across the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from azalai.engines.plan.levels import clean_code, code_parts, french, kind_of, read_label
from azalai.engines.plan.model import Column, DeclaredSum, Plan
from azalai.engines.plan.writing.costs import Costs
from azalai.engines.plan.writing.fields import Contents, Said
from azalai.engines.plan.writing.heads import header_rows
from azalai.engines.plan.writing.items import Item
from azalai.engines.plan.writing.lines import Line
from azalai.engines.plan.writing.naming import Manner, names_text, reads_as_a_name
from azalai.engines.plan.writing.sheet import TITLE, Sheet, standing_of, title_span
from azalai.engines.plan.writing.totals import total_words
from azalai.engines.plan.writing.values import amount
from azalai.tabular import Cell

PROBLEM = "Problématique"


@dataclass(eq=False)
class Slot:
    """A cell to be; same: what makes it one with the cell above."""

    said: Said
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    bold: bool = False
    same: Any = None

    def cell(self) -> Cell:
        said = self.said
        return Cell(
            said.text,
            self.row,
            self.column,
            said.value,
            self.row_span,
            self.column_span,
            said.shaded,
            self.bold,
        )


class Grid:
    """The rows of one sheet."""

    def __init__(self, plan: Plan, sheet: Sheet, contents: Contents, lines: list[Line]) -> None:
        self.plan, self.sheet, self.contents, self.lines = plan, sheet, contents, lines
        self.costs = Costs(sheet, contents, lines)
        self.header = header_rows(sheet.columns) if sheet.columns else []
        self.rows: list[list[Slot]] = []
        self.named_last: dict[int, list[Item]] = {}

    def build(self) -> tuple[tuple[Cell, ...], ...]:
        """Header and body."""
        for line in self.lines:
            if line.kind == "wide":
                self._wide(line)
            elif line.kind == "line":
                for place, part in enumerate(self._parts(line)):
                    self._line(line, part, first=place == 0)
            else:
                self._across(line)
        cells: dict[int, Cell] = {}
        body = [tuple(self._cell(slot, cells) for slot in row) for row in self.rows]
        return (*self.header, *body)

    def _cell(self, slot: Slot, cells: dict[int, Cell]) -> Cell:
        if id(slot) not in cells:
            cells[id(slot)] = slot.cell()
        return cells[id(slot)]

    @property
    def _next_row(self) -> int:
        return len(self.header) + len(self.rows)

    def _across(self, line: Line) -> None:
        """A title, a problem or a total."""
        if line.kind == "total" and line.total:
            self.rows.append(self._total(line.total))
            return
        item = line.lowest
        if item is None:
            return
        if line.kind == "problem":
            code = f" {item.printed}" if item.node.code else ""
            text = f"{PROBLEM}{code} : {item.node.problem}"
        else:
            text = self._name([item], TITLE, line)
            self.named_last[TITLE] = [item]
        self._whole_row(Said(text), bold=line.kind == "title")

    def _whole_row(self, said: Said, *, bold: bool) -> None:
        width = len(self.sheet.columns)
        self.rows.append([Slot(said, self._next_row, 0, 1, width, bold)] * width)

    def _wide(self, line: Line) -> None:
        """A title as wide as the source left it room: beside it, its number and its own cells."""
        item = line.lowest
        if item is None:
            return
        start, stop = title_span(item, self.sheet)
        text = self._name([item], TITLE, line)
        title = Slot(Said(text), self._next_row, start, 1, stop - start, bold=True)
        beside = [self._slot(line, column, (), first=True) for column in self.sheet.columns]
        self.rows.append([*beside[:start], *[title] * (stop - start), *beside[stop:]])

    def _total(self, total: DeclaredSum) -> list[Slot]:
        """Its words up to the column of costs, the amount in it; or one sentence across the table."""
        costs = [column.index for column in self.sheet.of("cost") if not column.role.kinds]
        words, width = total_words(total), len(self.sheet.columns)
        if not costs or costs[0] == 0:
            text = f"{words} : {amount(total.value)}"
            return [Slot(Said(text), self._next_row, 0, 1, width, bold=True)] * width
        head = Slot(Said(words), self._next_row, 0, 1, costs[0], bold=True)
        figure = self.costs.figure(total.value, self.sheet.columns[costs[0]])
        row = [head] * costs[0] + [Slot(figure, self._next_row, costs[0], bold=True)]
        return row + [Slot(Said(), self._next_row, index) for index in range(costs[0] + 1, width)]

    def _parts(self, line: Line) -> list[tuple[int, ...]]:
        """Rows of the source for each row of the line: a node may have taken several."""
        item = line.lowest
        if item is None or line.again or not self.sheet.tables:
            return [()]
        names = self.sheet.name_rows(item)
        rows = sorted(
            {raw.row for raw in item.field_raws(self.sheet.tables) if not self.costs.is_shared(item, raw)}
        )
        later = [row for row in rows if names and row > names[0]]
        return [tuple(row for row in rows if row not in later), *((row,) for row in later)] if later else [()]

    def _line(self, line: Line, part: tuple[int, ...], *, first: bool) -> None:
        above = self.rows[-1] if self.rows else None
        row: list[Slot] = []
        for column in self.sheet.columns:
            slot = self._slot(line, column, part, first=first)
            before = above[column.index] if above else None
            if before and slot.same is not None and before.same == slot.same and before.column_span == 1:
                before.row_span += 1
                slot = before
            row.append(slot)
        self.rows.append(row)

    def _slot(self, line: Line, column: Column, part: tuple[int, ...], *, first: bool) -> Slot:
        name = column.role.name
        if name == "node":
            return self._node_slot(line, column)
        if name in {"code", "level"}:
            said = self._mark(line, column) if not line.again else Said()
            same = ("line", id(line), column.index) if said.text else None
            return Slot(said, self._next_row, column.index, bold=self._is_group(line), same=same)
        if line.again or line.lowest is None:
            return Slot(Said(), self._next_row, column.index)
        if name == "cost":
            said, same = self.costs.said(line, column, part, first=first)
            return Slot(said, self._next_row, column.index, bold=self._is_group(line), same=same)
        said = self.contents.said(line.lowest, column, self.sheet, part, first=first)
        return Slot(said, self._next_row, column.index, same=said.place)

    def _is_group(self, line: Line) -> bool:
        """A line that sums up the ones below it."""
        return line.lowest is not None and bool(line.lowest.children)

    def _node_slot(self, line: Line, column: Column) -> Slot:
        items = line.named.get(column.index)
        if items:
            self.named_last[column.index] = items
        else:
            items = self.named_last.get(column.index, [])
            if not items or items[-1] not in line.open_items():
                return Slot(Said(), self._next_row, column.index)
        again = items[-1].node.kind in self.sheet.repeated and items[-1] is not line.lowest
        same = (id(line), id(items[-1])) if again else id(items[-1])
        if line.named.get(column.index) is None and not again and not self._goes_on(column, same):
            return Slot(Said(), self._next_row, column.index)
        text = self._name(items, column.index, line)
        bold = self._is_group(line) and items[-1] is line.lowest
        return Slot(Said(text), self._next_row, column.index, bold=bold, same=same)

    def _goes_on(self, column: Column, same: Any) -> bool:
        return bool(self.rows) and self.rows[-1][column.index].same == same

    def _name(self, items: list[Item], where: int, line: Line) -> str:
        raw = next(iter(items[0].name_raws(self.sheet.tables)), None)
        named = [(item, self._manner(item, where, line)) for item in items]
        return names_text(named, raw.text if raw else "")

    def _manner(self, item: Item, where: int, line: Line) -> Manner:
        apart = self._code_apart(item, line)
        return Manner(
            whole=where == TITLE,
            with_code=not apart,
            bare=apart and not self.sheet.tables,
            labelled=self._is_labelled(item, where),
            cost=self.costs.in_text(item, line),
            currency=self.plan.currency,
            unit=self.sheet.unit,
        )

    def _code_apart(self, item: Item, line: Line) -> bool:
        """The code stands in the column of codes."""
        if not self.sheet.of("code") or line.lowest is not item or line.kind == "title":
            return False
        if self._code_raw(item):
            return True
        if item.node.kind not in self.sheet.main.role.kinds:
            return False
        if not self.sheet.tables:
            return not reads_as_a_name(item.node.title)
        return not item.node.label and self._has_usual_code(item)

    def _has_usual_code(self, item: Item) -> bool:
        """As deep as the other codes of its level: the reader goes by that."""
        return (item.node.kind, len(code_parts(item.printed))) in self.sheet.code_depths

    def _code_raw(self, item: Item) -> str:
        raws = [raw.text.strip() for raw in item.raws(self.sheet.tables) if raw.role == "code"]
        return next((text for text in raws if _code_in(text, item) == clean_code(item.printed)), "")

    def _mark(self, line: Line, column: Column) -> Said:
        """Content of a column of codes or of levels."""
        item = line.lowest
        if item is None:
            return Said()
        if column.role.name == "code":
            return Said((self._code_raw(item) or item.printed) if self._code_apart(item, line) else "")
        raws = [raw.text for raw in item.raws(self.sheet.tables) if raw.role == "level"]
        known = next((text for text in raws if kind_of(text) == item.node.kind), "")
        return Said(known or french(item.node.kind).capitalize())

    def _is_one_of_several(self, item: Item) -> bool:
        """Titles without a word are of one level; where several levels have none, all get theirs."""
        bare = {
            other.node.kind
            for other in self.sheet.items
            if not other.node.label and not other.node.code and standing_of(other, self.sheet) == TITLE
        }
        return bool(item.node.label) or (item.node.kind in bare and len(bare) > 1)

    def _is_labelled(self, item: Item, where: int) -> bool:
        """Without its word, the reader could not tell the level from the column."""
        if self.sheet.of("level") and where != TITLE:
            return False
        column = next((c for c in self.sheet.nodes if c.index == where), None)
        if column is None:
            return not self.sheet.tables or item.read_back is None or self._is_one_of_several(item)
        if column.role.kinds == (item.node.kind,):
            return bool(self.sheet.tables and item.node.code) and not self._has_usual_code(item)
        return not self._has_usual_code(item) or item.node.kind in self.sheet.labelled


def _code_in(text: str, item: Item) -> str:
    """The code that a cell of codes holds: "1.1", or "Résultat 1.1" beside a result."""
    label = read_label(f"{text} :")
    kinds = {label.kind, item.node.kind} if label else set()
    same = len(kinds) == 1 or all(kind.endswith("objective") for kind in kinds)
    return label.code if label and same and not label.title else clean_code(text)
