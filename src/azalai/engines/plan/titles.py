"""Title rows across a table, and headings above it, that name a group of lines."""

from __future__ import annotations

import re

from azalai.engines.plan.building import Named, group_kind
from azalai.engines.plan.frame import Frame
from azalai.engines.plan.levels import PROBLEM, Labelled, read_label, read_number
from azalai.engines.plan.model import Source
from azalai.engines.plan.text import fold, squeeze
from azalai.tabular import Cell

SECTION = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\s*[.)]?|[IVX]{1,5}\s*[.)-]|[A-Z]\s*[.)-])\s+(?=\S)")
FOOTNOTE = re.compile(
    r"^\s*(?:\(?\*+\)?\s|nb\b|n\.\s?b\b|\(\d\)\s|(?:notes?|sources?|remarques?|legende)\s?\d?\s?[:.)]"
    r"|fait a\b.{1,60}\ble\b)"
)
LONGEST_TITLE = 250
Style = tuple[bool, bool, bool, int]


class Titles:
    """Recognises titles; one without a label or a number is kept back until lines follow it."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.kept: list[tuple[Cell, Source]] = []
        self.kinds: dict[Style, str] = {}
        self._usual: tuple[bool, bool, bool] | None = None

    def heading(self, text: str, source: Source) -> bool:
        """A heading above the table that is labelled with a level higher than the table's."""
        named = _labelled(text)
        if not named or named.kind == PROBLEM or not self.frame.is_above(named.kind):
            return False
        self.frame.add(Named(named.kind, named.code, named.title or text, named.label), source)
        return True

    def group(self, text: str, source: Source) -> None:
        """A heading without a label that is known to name a group."""
        numbered = read_number(text)
        named = Named("axis", numbered.code if numbered else "", numbered.title if numbered else text, "")
        self.frame.add(named, source)

    def row(self, cells: list[Cell], index: int) -> bool:
        """One text across the table, or alone on its row outside the column of activities."""
        if len(cells) != 1:
            return False
        cell = cells[0]
        label = read_label(cell.text)
        if not label and FOOTNOTE.match(fold(cell.text)):
            self.frame.reading.texts.append(squeeze(cell.text))
            return True
        if not self._is_wide(cell) and not self._stands_out(cell, label):
            return False
        if label:
            self._labelled_row(label, cell, index)
            return True
        return self._bare_row(cell, index)

    def settle(self) -> None:
        """Lines follow: the titles kept back name groups."""
        kept, self.kept = self.kept, []
        for cell, source in kept:
            self.frame.add(Named(self._kind_of_style(cell, kept), "", squeeze(cell.text), ""), source, cell)

    def drop(self) -> None:
        """The table ends: the titles kept back were notes."""
        self.frame.reading.texts += [squeeze(cell.text) for cell, _ in self.kept]
        self.kept = []

    def _is_wide(self, cell: Cell) -> bool:
        width = self.frame.table.width
        return width > 2 and cell.column_span >= 0.6 * width

    def _stands_out(self, cell: Cell, label: Labelled | None) -> bool:
        frame = self.frame
        if frame.table.rows[cell.row][frame.main] is cell:
            return self._above_the_lines(label) if label else self._looks_like_a_title(cell)
        above = {c.index for c in frame.node_columns[:-1]}
        if label:
            return True
        return cell.column not in above and cell.column < frame.main and len(cell.text.strip()) > 3

    def _above_the_lines(self, label: Labelled) -> bool:
        return bool(self.frame.namer.own) and self.frame.is_above(label.kind)

    def _looks_like_a_title(self, cell: Cell) -> bool:
        """In the column of activities, alone on its row, and not written as the activities are."""
        if read_number(cell.text) or self._stands_in_a_group(cell):
            return False
        bold, shaded, numbered = self._usual_line()
        return numbered or (cell.bold and not bold) or (cell.shaded and not shaded)

    def _stands_in_a_group(self, cell: Cell) -> bool:
        """A merged cell of a higher level reaches this row: it is one of the lines of that group."""
        row = self.frame.table.rows[cell.row]
        return any(row[c.index].text.strip() for c in self.frame.node_columns[:-1])

    def _usual_line(self) -> tuple[bool, bool, bool]:
        """Most lines of the table: bold, shaded, numbered."""
        if self._usual is None:
            frame = self.frame
            rows = range(frame.first_row, len(frame.table.rows))
            lines = [frame.table.rows[i][frame.main] for i in rows if len(frame.distinct(i)) > 1]
            filled = [cell for cell in lines if cell.text.strip()]
            half = len(filled) / 2
            self._usual = (
                sum(cell.bold for cell in filled) >= half,
                sum(cell.shaded for cell in filled) >= half,
                bool(filled) and sum(_is_numbered(cell.text) for cell in filled) > 0.8 * len(filled),
            )
        return self._usual

    def _labelled_row(self, label: Labelled, cell: Cell, index: int) -> None:
        if label.kind == PROBLEM:
            self.frame.tree.problem = squeeze(label.title)
            return
        self.settle()
        title = label.title or squeeze(cell.text)
        self.frame.add(Named(label.kind, label.code, title, label.label), self.frame.source(index), cell)

    def _bare_row(self, cell: Cell, index: int) -> bool:
        text = squeeze(cell.text)
        if len(text) > LONGEST_TITLE or (text.endswith((".", ";")) and len(text) > 120):
            self.frame.reading.texts.append(text)
            return True
        numbered = read_number(text)
        if not numbered:
            self.kept.append((cell, self.frame.source(index)))
            return True
        self.settle()
        kind = self._kind_of_code(numbered.code)
        self.frame.add(Named(kind, numbered.code, numbered.title, ""), self.frame.source(index), cell)
        return True

    def _kind_of_code(self, code: str) -> str:
        namer = self.frame.namer
        kind = namer.kind(self.frame.node_columns[-1].role, code) if len(namer.depths) > 1 else ""
        return kind if kind and self.frame.is_above(kind) else group_kind(self.frame.tree, namer.own)

    def _kind_of_style(self, cell: Cell, together: list[tuple[Cell, Source]]) -> str:
        """Titles that look alike are of one level; a second look, right below the first, is a lower one."""
        style = (cell.bold, cell.shaded, self._is_wide(cell), cell.column)
        if style not in self.kinds:
            top = group_kind(self.frame.tree, self.frame.namer.own)
            second = together[0][0] is not cell and bool(self.kinds)
            self.kinds[style] = "objective" if second and self.frame.is_above("objective") else top
        return self.kinds[style]


def _is_numbered(text: str) -> bool:
    return bool(read_label(text) or read_number(text))


def _labelled(text: str) -> Labelled | None:
    """A label at the start, or after the number of a section: "4.1. Axe 1 : …"."""
    text = squeeze(text)
    return read_label(text) or read_label(SECTION.sub("", text))
