"""LibreOffice texts (.odt). Source: OASIS OpenDocument 1.3, part 3, chapters 5 (text) and 9 (tables)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from azalai.formats.archive import open_package
from azalai.formats.errors import damage_reported
from azalai.formats.limits import DEFAULT_LIMITS, Limits, too_much_content
from azalai.formats.opendocument import inline_text
from azalai.formats.opendocument_styles import OFFICE, TABLE
from azalai.formats.parts import parse_part
from azalai.formats.text import tidy
from azalai.tabular import Cell, Document, Table

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_PARAGRAPHS = {TEXT + "p": "", TEXT + "h": "heading"}
_LISTS = {TEXT + "list", TEXT + "list-item", TEXT + "list-header"}
_OPENED = {TEXT + "section", TEXT + "index-body", TEXT + "table-of-content"}
_ROW_GROUPS = {TABLE + name for name in ("table-header-rows", "table-row-group", "table-rows")}
_DEEPEST = 40  # lists in lists


def read_odt(path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The text at `path`: paragraphs and tables in order. Checked before. Raises UnreadableFile."""
    notes: set[str] = set()
    with damage_reported(), open_package(Path(path)) as package:
        root = parse_part(package, "content.xml", limits, notes)
        body = root.find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise ValueError("no text")
        reader = _Reader(limits)
        reader.read(body)
    return reader.document(tuple(sorted(notes)))


@dataclass
class _Reader:
    limits: Limits
    tables: list[Table] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    cells: int = 0

    def read(self, parent: etree._Element, mark: str = "", depth: int = 0) -> None:
        """Paragraphs and tables of an element, lists and sections opened."""
        if depth > _DEEPEST:
            raise ValueError("too deep")
        for child in parent:
            if child.tag in _PARAGRAPHS:
                self._add(child, _PARAGRAPHS[child.tag] or mark)
            elif child.tag in _LISTS:
                self.read(child, "list", depth + 1)
            elif child.tag in _OPENED:
                self.read(child, mark, depth + 1)
            elif child.tag == TABLE + "table":
                self._add_table(child)

    def _add(self, paragraph: etree._Element, mark: str) -> None:
        text = tidy(inline_text(paragraph)).strip()
        if text:
            self.paragraphs.append(text)
            self.marks.append(mark)

    def _add_table(self, table: etree._Element) -> None:
        rows = [list(self._row(row, number)) for number, row in enumerate(_rows(table))]
        width = max(map(len, rows), default=0)
        self.limits.check_size(len(rows), width, f"Le tableau {len(self.tables) + 1}")
        self.cells += len(rows) * width
        if self.cells > self.limits.cells:
            raise too_much_content()
        full = tuple(
            (*row, *(Cell("", number, column) for column in range(len(row), width)))
            for number, row in enumerate(rows)
        )
        if width:
            heading = self.paragraphs[-1] if self.paragraphs else ""
            self.tables.append(Table(len(self.tables) + 1, full, heading=heading, after=len(self.paragraphs)))

    def _row(self, row: etree._Element, number: int) -> Iterator[Cell]:
        column, last = 0, Cell("", number, 0)
        for element in row:
            times = min(int(element.get(TABLE + "number-columns-repeated", "1")), self.limits.columns)
            if element.tag == TABLE + "table-cell":
                span = int(element.get(TABLE + "number-columns-spanned", "1"))
                last = Cell(tidy(_cell_text(element)), number, column, column_span=span)
            elif element.tag != TABLE + "covered-table-cell":
                continue
            elif last.column + last.column_span <= column:
                last = Cell("", number, column)
            yield from [last] * times
            column += times

    def document(self, notes: tuple[str, ...]) -> Document:
        """What was read; the title is the first heading, else the first paragraph."""
        pairs = zip(self.paragraphs, self.marks, strict=True)
        first = next((text for text, mark in pairs if mark == "heading"), "")
        title = first or (self.paragraphs[0] if self.paragraphs else "")
        return Document(
            "odt", tuple(self.tables), tuple(self.paragraphs), title, notes, marks=tuple(self.marks)
        )


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == TABLE + "table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _cell_text(cell: etree._Element) -> str:
    """One line per paragraph, those of lists and inner tables included."""
    return "\n".join(inline_text(part) for part in cell.iter(TEXT + "p", TEXT + "h"))
