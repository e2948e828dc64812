"""From a document of unknown layout to a tree.

For each table: find the header, give each column a role (`layout`), then walk the rows. A row is a
header repeated, a total, a title across the table, or a line of the plan; a line names nodes in its
node columns, from left to right down the tree, and its other cells belong to the lowest of them.
A cell that spans several rows speaks for each of them, except a cost, which is counted once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from azalai.engines.plan.amounts import LABELLED_COST, cost_in_title, parse_amount
from azalai.engines.plan.building import Namer, Tree, group_kind
from azalai.engines.plan.drafts import Draft
from azalai.engines.plan.fields import apply_cell
from azalai.engines.plan.finishing import finish
from azalai.engines.plan.layout import find_layout
from azalai.engines.plan.levels import PROBLEM, clean_code, code_parts, kind_of, read_label, read_number
from azalai.engines.plan.model import Column, DeclaredSum, Layout, Plan, RawCell, Remark, Source
from azalai.engines.plan.text import fold, key, squeeze
from azalai.tabular import Cell, Document, Table

TOTAL = re.compile(r"^(?:sous total|total|cout total|cout estimatif global|cout global|montant total|budget total|budget global|grand total|ensemble|somme|subtotal|overall total|overall budget|total cost)\b")
CODE_CELL = re.compile(r"^[A-Za-z]{0,3}[.\-]?\d{1,3}(?:\s?[.\-]\s?\d{1,3})*\s*[.)°]?$|^[IVX]{1,5}\.?$")


class NotAPlan(Exception):
    """Nothing in the document can be read as a plan. The message is a French sentence.

    layouts: what was seen of its tables, for a person to say what their columns are.
    """

    def __init__(self, message: str, layouts: tuple[Layout, ...] = ()) -> None:
        super().__init__(message)
        self.layouts = layouts


@dataclass
class _Spanning:
    """A field cell that covers several rows, with the nodes found on them."""

    column: Column
    cell: Cell
    source: Source
    nodes: list[Draft] = field(default_factory=list)


@dataclass
class _Reading:
    """State of one reading."""

    tree: Tree = field(default_factory=Tree)
    layouts: list[Layout] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    totals: list[DeclaredSum] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def read_plan(document: Document, *, chosen: Mapping[str, Mapping[int, str]] | None = None) -> Plan:
    """Read every table of the document that holds lines of a plan.

    chosen: what a person decided for layouts met before: signature -> column index -> role.
    Raises NotAPlan when no line at all is found.
    """
    reading = _Reading(texts=[document.title, *document.paragraphs])
    seen: list[Layout] = []
    previous: Layout | None = None
    for table in document.tables:
        layout = find_layout(table, chosen, previous)
        if layout is None:
            reading.texts += [squeeze(cell.text) for row in table.rows[:20] for cell in row if cell.text.strip()]
            continue
        seen.append(layout)
        if layout.has_nodes and _TableReader(reading, table, layout).read():
            reading.layouts.append(layout)
            previous = layout
    if not reading.tree.roots:
        raise NotAPlan(_why_not(document, seen), tuple(seen))
    return finish(document, reading.tree.roots, reading.layouts, reading.remarks, reading.totals, reading.texts)


def _why_not(document: Document, seen: list[Layout]) -> str:
    if not document.tables:
        return "Ce document ne contient aucun tableau : un plan d'action se lit dans un tableau."
    if not seen:
        return "Aucun tableau de ce document n'a d'en-tête reconnaissable : ce n'est pas un plan d'action."
    return (
        "Aucune colonne d'activités, de mesures ou d'objectifs n'a été reconnue dans ce document. "
        "Si c'est bien un plan, indiquez le rôle des colonnes sur la page d'aperçu."
    )


class _TableReader:
    """Walks the rows of one table."""

    def __init__(self, reading: _Reading, table: Table, layout: Layout) -> None:
        self.reading, self.table, self.layout = reading, table, layout
        self.tree = reading.tree
        self.namer = Namer(layout, _depths(table, layout))
        self.node_columns = [c for c in layout.columns if c.role.name == "node"]
        self.code_column = next((c for c in layout.columns if c.role.name == "code"), None)
        self.level_column = next((c for c in layout.columns if c.role.name == "level"), None)
        self.field_columns = [c for c in layout.columns if c.role.name != "node"]
        self.headers = {key(column.header) for column in layout.columns if column.header}
        self.by_cell: dict[int, Draft] = {}
        self.spanning: dict[tuple[int, int], _Spanning] = {}
        self.found = 0

    def read(self) -> int:
        """Number of nodes that the table gave."""
        self.tree.learn_order(self.layout)
        self._preamble()
        first = self.layout.header_rows[-1] + 1 if self.layout.header_rows else 0
        for index in range(first, len(self.table.rows)):
            self._row(index)
        for span in self.spanning.values():
            self._settle(span)
        return self.found

    def _preamble(self) -> None:
        """What stands above the header: a heading, title rows, the plan's name and total."""
        if self.table.heading:
            self._group_heading(self.table.heading, Source(self.table.number, 0, self.table.name))
        for index in range(self.layout.header_rows[0] if self.layout.header_rows else 0):
            texts = self._distinct(index)
            joined = squeeze(" ".join(cell.text for cell in texts))
            if joined and not self._total(texts, index):
                self.reading.texts.append(joined)
                self._group_heading(joined, self._source(index))

    def _group_heading(self, text: str, source: Source) -> None:
        label = read_label(text)
        if label and label.kind != PROBLEM and self._is_above(label.kind):
            self._add(label.kind, label.code, text[text.find(label.title) :] if label.title else text, label.label, source)

    def _is_above(self, kind: str) -> bool:
        own = [self.tree.rank(k) for c in self.node_columns for k in c.role.kinds]
        return not own or self.tree.rank(kind) < min(own)

    def _source(self, index: int) -> Source:
        return Source(self.table.number, self.table.first_row + index, self.table.name)

    def _distinct(self, index: int) -> list[Cell]:
        """Cells of the row with text, each once, those continued from above left out."""
        cells: list[Cell] = []
        for cell in self.table.rows[index]:
            if cell.text.strip() and cell.row == index and not any(cell is other for other in cells):
                cells.append(cell)
        return cells

    def _row(self, index: int) -> None:
        cells = self._distinct(index)
        if cells and self._is_header_again(cells):
            return
        if self._total(cells, index) or self._title_row(cells, index):
            return
        self._line(index)

    def _is_header_again(self, cells: list[Cell]) -> bool:
        return len(cells) > 1 and all(any(key(c.text) in h for h in self.headers) and key(c.text) for c in cells)

    def _total(self, cells: list[Cell], index: int) -> bool:
        """A row that states a total: of the plan, or ("sous-total") of the open branch."""
        if not cells or not TOTAL.match(key(cells[0].text)):
            return False
        amounts = [parse_amount(cell.text, cell.value).value for cell in cells[1:]]
        value = next((amount for amount in amounts if amount is not None and amount >= 100), None)
        inside = LABELLED_COST.search(cells[0].text)
        if value is None and inside:
            value = parse_amount(inside["amount"]).value
        if value is None:
            return False
        self._declare(value, squeeze(" ".join(c.text for c in cells)), cells[0].text, index)
        return True

    def _declare(self, value: int, text: str, words: str, index: int) -> None:
        label = re.search(r"\b(axe|objectif|action|priorite|composante|pilier|axis|objective|resultat)\w*\s*(?:n°\s*)?(\d+(?:\.\d+)*)?", fold(words))
        sub = key(words).startswith(("sous total", "subtotal")) or bool(label)
        node = self._total_node(label) if sub else None
        where = self._source(index)
        if sub and node is None:
            return
        self.reading.totals.append(DeclaredSum(value, text, where, node.code if node else None, node.kind if node else ""))

    def _total_node(self, label: re.Match[str] | None) -> Draft | None:
        if label:
            return self.tree.open_at(kind_of(label[1]))
        return next((node for node in reversed(self.tree.branch) if node.children), None)

    def _title_row(self, cells: list[Cell], index: int) -> bool:
        """One text across the table, or alone on its row outside the column of activities."""
        if len(cells) != 1:
            return False
        cell = cells[0]
        wide = cell.column_span >= 0.6 * self.table.width and self.table.width > 2
        label, numbered = read_label(cell.text), read_number(cell.text)
        if not wide and not self._stands_out(cell, label is not None):
            return False
        if label and label.kind == PROBLEM:
            self.tree.problem = squeeze(label.title)
            return True
        if label:
            self._add(label.kind, label.code, label.title, label.label, self._source(index), cell)
            return True
        return self._unlabelled_title(cell, numbered.code if numbered else "", index, wide=wide)

    def _stands_out(self, cell: Cell, labelled: bool) -> bool:
        main = self.node_columns[-1].index
        if self.table.rows[cell.row][main] is cell:
            return labelled and self.namer.own not in {"", None} and self._is_above((read_label(cell.text) or _NONE).kind)
        above = [c.index for c in self.node_columns[:-1]]
        return labelled or (cell.column not in above and cell.column < main and len(cell.text.strip()) > 3)

    def _unlabelled_title(self, cell: Cell, code: str, index: int, *, wide: bool) -> bool:
        text = squeeze(cell.text)
        if len(text) > 250 or text.endswith((".", ";")) and len(text) > 120:
            return wide
        numbered = read_number(text)
        kind = self.namer.kind(self.node_columns[-1].role, code) if code and len(self.namer.depths) > 1 else ""
        if not kind or not self._is_above(kind):
            kind = group_kind(self.tree, code, self.namer.own)
        self._add(kind, code, numbered.title if numbered else text, "", self._source(index), cell)
        return True

    def _add(self, kind: str, code: str, title: str, label: str, source: Source, cell: Cell | None = None) -> Draft:
        """Place a node; a cost written in its title becomes its declared cost."""
        title, cost = cost_in_title(title)
        node = self.tree.place(kind, code, squeeze(title), label, source, self.layout.signature)
        if cost and node.declared_cost is None:
            node.declared_cost, node.cost_text = parse_amount(cost).value, cost
        if cell is not None:
            self._keep_raw(node, cell, source)
        self.found += 1
        return node

    def _keep_raw(self, node: Draft, cell: Cell, source: Source) -> None:
        header = self.layout.columns[cell.column].header if cell.column_span == 1 else ""
        role = self.layout.columns[cell.column].role.spelled() if cell.column_span == 1 else "title"
        node.cells.append(RawCell(role, header, cell.text, source.table, source.row, cell.column + 1))

    def _line(self, index: int) -> None:
        row = self.table.rows[index]
        before = self.tree.lowest()
        node = self._nodes_of(row, index)
        node = node or (before if before and self._carries(row, index) else None)
        if node is None:
            self._unplaced(row, index)
            return
        for column in self.field_columns:
            self._field(node, column, row[column.index], index)

    def _nodes_of(self, row: tuple[Cell, ...], index: int) -> Draft | None:
        """Place or find the nodes that the row names; the lowest one."""
        lowest: Draft | None = None
        code = self._code(row, index)
        last = self._last_node_cell(row, index)
        level = kind_of(row[self.level_column.index].text) if self.level_column else ""
        for column in self.node_columns:
            cell = row[column.index]
            if not cell.text.strip():
                continue
            known = self.by_cell.get(id(cell))
            if known is not None:
                if known not in self.tree.branch:
                    self.tree.reopen(known)
                lowest = known
                continue
            own = code if cell is last else ""
            for kind, found, title, label in self.namer.names(cell.text, column.role, own, level):
                if kind == PROBLEM:
                    self.tree.problem = title
                    continue
                lowest = self._add(kind, found, title, label, self._source(index), cell)
                self.by_cell[id(cell)] = lowest
        return lowest

    def _last_node_cell(self, row: tuple[Cell, ...], index: int) -> Cell | None:
        cells = [row[c.index] for c in self.node_columns if row[c.index].text.strip() and row[c.index].row == index]
        return cells[-1] if cells else None

    def _code(self, row: tuple[Cell, ...], index: int) -> str:
        """Code of the line, from its own column; a cell merged over several lines is not one."""
        if not self.code_column:
            return ""
        cell = row[self.code_column.index]
        text = squeeze(cell.text)
        label = read_label(text)
        if label and label.code:
            return label.code
        return clean_code(text) if CODE_CELL.match(text) else ""

    def _carries(self, row: tuple[Cell, ...], index: int) -> bool:
        """A line without a name that says something: it goes on about the node above."""
        return any(row[c.index].row == index and not row[c.index].is_blank for c in self.field_columns if c.role.name not in {"code", "ignore"})

    def _unplaced(self, row: tuple[Cell, ...], index: int) -> None:
        text = squeeze(" ".join(cell.text for cell in self._distinct(index)))
        if text:
            self.reading.remarks.append(Remark("D803", self._source(index), "", text))

    def _field(self, node: Draft, column: Column, cell: Cell, index: int) -> None:
        """Apply a cell now, or keep it until all the rows that it spans are known."""
        target = self._target(node, column)
        if target is None or (cell.is_blank and not cell.note):
            return
        if cell.row_span > 1:
            span = self.spanning.setdefault((id(cell), column.index), _Spanning(column, cell, self._source(cell.row)))
            if target not in span.nodes:
                span.nodes.append(target)
            return
        if column.role.kinds and column.role.name == "cost" and target is not node and target.declared_cost is not None:
            self._repeated_cost(target, column, cell, index)
            return
        self.reading.remarks += apply_cell(target, column, cell, self._source(index))

    def _target(self, node: Draft, column: Column) -> Draft | None:
        """The node that a column speaks of: "Coût axe" belongs to the axis of the line."""
        if column.role.name != "cost" or not column.role.kinds:
            return node
        kind = column.role.kinds[0]
        at: Draft | None = node
        while at is not None and at.kind != kind:
            at = at.parent
        return at or (node if kind not in {k for c in self.node_columns for k in c.role.kinds} else None)

    def _repeated_cost(self, target: Draft, column: Column, cell: Cell, index: int) -> None:
        """The cost of a group written again on each of its lines: it must stay the same."""
        value = parse_amount(cell.text, cell.value).value
        if value is not None and value != target.declared_cost:
            self.reading.remarks.append(Remark("C109", self._source(index), column.header, squeeze(cell.text), target.code))

    def _settle(self, span: _Spanning) -> None:
        """Give a cell over several rows to its nodes; a cost to their parent, or to the first of them."""
        nodes = span.nodes
        if span.column.role.name not in {"cost", "year_cost"} or len(nodes) == 1:
            for node in nodes:
                self.reading.remarks += apply_cell(node, span.column, span.cell, span.source)
            return
        parent = nodes[0].parent
        if parent and all(child in nodes for child in parent.children) and parent.declared_cost is None:
            self.reading.remarks += apply_cell(parent, span.column, span.cell, span.source)
            for node in nodes:
                node.shares_cost_with = parent
            return
        self.reading.remarks += apply_cell(nodes[0], span.column, span.cell, span.source)
        for node in nodes[1:]:
            node.shares_cost_with = nodes[0]


class _NONE:
    kind = ""


def _depths(table: Table, layout: Layout) -> list[int]:
    """Depths of the codes of unlabelled lines, when shorter codes are the beginnings of longer ones."""
    texts = [
        row[c.index].text
        for row in table.rows[(layout.header_rows[-1] + 1 if layout.header_rows else 0) :]
        for c in layout.columns
        if c.role.name in {"code", "node"}
    ]
    found: set[tuple[int, ...]] = set()
    for text in texts:
        if CODE_CELL.match(squeeze(text)):
            found.add(code_parts(text))
        elif not read_label(text) and (numbered := read_number(text)):
            found.add(code_parts(numbered.code))
    found.discard(())
    prefixed = any(code[:-1] in found for code in found if len(code) > 1)
    return sorted({len(code) for code in found}) if prefixed else []

