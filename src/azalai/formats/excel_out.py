"""Worksheets and CSV made from plain records."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from azalai.formats.outgoing import (
    UNDATED,
    Paragraph,
    blocks,
    clean,
    column_widths,
    header_height,
    is_across,
    lines_needed,
    number_of,
    own_cells,
    short_columns,
)
from azalai.tabular import Cell, Document, Table

FONT = "Arial"
INDIGO, LIGHT, SAND, LINE, INK = "#28306B", "#E8EAF6", "#F6F1E7", "#C9CCD8", "#1C1F2B"
LETTERS = 165.0  # widths of the columns, in Excel's unit (a digit of 11 points), on a landscape page
WIDER = 2.2  # a sheet to be filtered is read on the screen, column by column
FIT = 1.45  # letters of 9 points in that unit
POINTS = 11.0  # height of a line of text
HIGHEST = 409.0  # Excel's limit for a row
NAME_LENGTH = 31
WHOLE, DECIMAL = "#,##0", "#,##0.0##"  # shown as 45 000 000 where the machine is French
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
FORMULA_STARTS = ("=", "+", "-", "@", "\t")


class _Look(NamedTuple):
    """How a cell looks. figure: number format, "" for text. framed: with borders."""

    size: int = 9
    bold: bool = False
    italic: bool = False
    colour: str = INK
    fill: str = ""
    figure: str = ""
    align: str = "left"
    framed: bool = True

    def as_options(self) -> dict[str, Any]:
        """For xlsxwriter."""
        options = {"font_name": FONT, "font_size": self.size, "bold": self.bold, "italic": self.italic}
        options |= {"font_color": self.colour, "align": self.align, "valign": "top", "text_wrap": True}
        options |= {"border": 1, "border_color": LINE} if self.framed else {}
        options |= {"bg_color": self.fill} if self.fill else {}
        return options | ({"num_format": self.figure, "indent": 1} if self.figure else {})


@dataclass
class _Sheet:
    """What goes on one sheet: lines of text, then tables with one and the same header."""

    name: str
    above: list[Paragraph] = field(default_factory=list)
    tables: list[tuple[Paragraph | None, Table]] = field(default_factory=list)


def write_xlsx(
    document: Document, path: Path | str, *, at: datetime = UNDATED, filterable: bool = False
) -> None:
    """Write the document as a workbook ready to print; see `write_docx` for `at`.

    filterable: the header of a sheet's only table carries Excel's filters.

    Each table has a sheet; nameless tables that share their header follow each other on one sheet.
    Numbers are numbers, every other content is text, also when it looks like a formula.
    """
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": clean(document.title)[:250], "created": at.replace(tzinfo=None)})
        names: set[str] = set()
        for sheet in _sheets(document):
            name = _free_name(sheet.name, names)
            _SheetWriter(book, book.add_worksheet(name), sheet, filterable=filterable).write()


def write_csv(document: Document, path: Path | str) -> None:
    """Write the tables as one CSV for French Excel: UTF-8 with its mark, semicolons.

    A merged cell is written once. No cell can be taken for a formula: a dash at its start becomes a
    longer dash, and =, + and @ get an apostrophe before them.
    """
    with Path(path).open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
        for sheet in _sheets(document):
            writer.writerows(_csv_rows(sheet))


def _csv_rows(sheet: _Sheet) -> Iterator[list[str]]:
    width = max((table.width for _, table in sheet.tables), default=1)
    for paragraph in sheet.above:
        yield [_harmless(paragraph.text)] + [""] * (width - 1)
    for number, (heading, table) in enumerate(sheet.tables):
        if heading:
            yield [_harmless(heading.text)] + [""] * (width - 1)
        for index in range(header_height(table) if number else 0, len(table.rows)):
            row = table.rows[index]
            yield [_harmless(_csv_text(table, index, column)) for column in range(len(row))]


def _csv_text(table: Table, index: int, column: int) -> str:
    """Text of a cell where it begins; a year in the header over each of its months; an X for a cell
    that counts by its shade."""
    cell, head = table.rows[index][column], header_height(table)
    over_months = index < head and YEAR.search(cell.text)
    if cell.row != index or (cell.column != column and not over_months):
        return ""
    return "X" if cell.shaded and not cell.text and index >= head else cell.text


def _harmless(text: str) -> str:
    text = clean(text)
    if text.startswith("-") and not re.fullmatch(r"-\d[\d\s.,]*", text):
        return f"–{text[1:]}"
    return (
        f"'{text}" if text.startswith(FORMULA_STARTS) and not re.fullmatch(r"[+-]\d[\d\s.,]*", text) else text
    )


def _sheets(document: Document) -> list[_Sheet]:
    sheets: list[_Sheet] = []
    waiting: list[Paragraph] = []
    for block in blocks(document):
        if isinstance(block, Paragraph):
            waiting.append(block)
        elif sheets and _continues(sheets[-1], block):
            heading = waiting[-1] if waiting else None
            sheets[-1].tables.append((heading, block))
            waiting = []
        else:
            sheets.append(_Sheet(block.name, waiting, [(None, block)]))
            waiting = []
    if not sheets:
        sheets = [_Sheet("")]
    if waiting:
        sheets[0].above = [*sheets[0].above, *waiting]
    return _named(sheets)


def _named(sheets: list[_Sheet]) -> list[_Sheet]:
    for number, sheet in enumerate(sheets, 1):
        sheet.name = sheet.name or ("Plan" if len(sheets) == 1 else f"Tableau {number}")
    return sheets


def _continues(sheet: _Sheet, table: Table) -> bool:
    """Nameless, with the very header of the tables before."""
    first = sheet.tables[-1][1]
    return not table.name and not sheet.name and header_height(table) > 0 and _header(first) == _header(table)


def _header(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows[: header_height(table)]]


def _free_name(name: str, taken: set[str]) -> str:
    """A sheet's name that Excel accepts and no other sheet has."""
    base = re.sub(r"[\[\]:*?/\\]", " ", clean(name)).replace("\n", " ").strip(" '")[:NAME_LENGTH] or "Feuille"
    found, number = base, 2
    while found.lower() in taken:
        found = f"{base[: NAME_LENGTH - len(str(number)) - 1]} {number}"
        number += 1
    taken.add(found.lower())
    return found


class _SheetWriter:
    """Writes one sheet from top to bottom."""

    def __init__(self, book: Any, target: Any, sheet: _Sheet, *, filterable: bool = False) -> None:
        self.book, self.target, self.sheet = book, target, sheet
        self.filterable = filterable and len(sheet.tables) == 1
        self.formats: dict[_Look, Any] = {}
        self.row = 0
        tables = [table for _, table in sheet.tables if table.width]
        self.width = max((table.width for table in tables), default=1)
        room = LETTERS * WIDER if self.filterable and self.width > 10 else LETTERS
        self.widths = column_widths(tables, room, least=5.0) if tables else [60.0]
        self.short = short_columns(tables) if tables else set()

    def write(self) -> None:
        """Texts, tables, and how it prints."""
        for index, width in enumerate(self.widths):
            self.target.set_column(index, index, width)
        for paragraph in self.sheet.above:
            self._across(paragraph)
        for number, (heading, table) in enumerate(self.sheet.tables):
            if heading:
                self._across(heading)
            head = header_height(table)
            if number == 0:
                self._hold_header(head)
                self._offer_filters(table, head)
            self._table(table, head, head if number else 0)
        self._set_print()

    def _hold_header(self, head: int) -> None:
        if head:
            self.target.freeze_panes(self.row + head, 0)
            self.target.repeat_rows(self.row, self.row + head - 1)

    def _offer_filters(self, table: Table, head: int) -> None:
        if self.filterable and head:
            last = self.row + len(table.rows) - 1
            self.target.autofilter(self.row + head - 1, 0, last, table.width - 1)

    def _set_print(self) -> None:
        target = self.target
        target.set_landscape()
        target.set_paper(8 if self.filterable else 9)  # A3, else A4
        target.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        target.fit_to_pages(1, 0)
        target.set_footer("&L&8&A&R&8Page &P sur &N")
        target.hide_gridlines(2)
        target.ignore_errors({"number_stored_as_text": f"A1:XFD{max(self.row, 1)}"})

    def _across(self, paragraph: Paragraph) -> None:
        """A line of text over all columns."""
        size = {"title": 14, "heading": 11}.get(paragraph.kind, 10)
        look = self._format(_Look(size, bold=paragraph.kind != "text", colour=INDIGO, framed=False))
        text = clean(paragraph.text)
        self.target.set_row(
            self.row, min(HIGHEST, lines_needed(text, sum(self.widths) * 11 / size) * POINTS * size / 8.5)
        )
        self._put(self.row, 0, 1, self.width, text, None, look)
        self.row += 1

    def _table(self, table: Table, head: int, first: int) -> None:
        heights = self._heights(table)
        top = self.row - first
        for index in range(first, len(table.rows)):
            self.target.set_row(top + index, heights[index])
            for cell in own_cells(table, index):
                self._cell(table, cell, top, head)
        self.row = top + len(table.rows)

    def _cell(self, table: Table, cell: Cell, top: int, head: int) -> None:
        number = number_of(cell) if cell.row >= head else None
        look = self._look_of(table, cell, head, number)
        row_span = min(cell.row_span, len(table.rows) - cell.row)
        self._put(top + cell.row, cell.column, row_span, cell.column_span, clean(cell.text), number, look)

    def _look_of(self, table: Table, cell: Cell, head: int, number: float | None) -> Any:
        heading, across = cell.row < head, is_across(cell, len(table.rows[0]))
        fill = LIGHT if heading or (cell.shaded and not across) else SAND if across and cell.bold else ""
        figure = "" if number is None else WHOLE if float(number).is_integer() else DECIMAL
        short = cell.column_span == 1 and cell.column in self.short and number is None
        centred = short or (heading and cell.column_span > 1)
        return self._format(
            _Look(
                bold=cell.bold,
                italic=across and not cell.bold,
                colour=INDIGO if heading or (across and cell.bold) else INK,
                fill=fill,
                figure=figure,
                align="center" if centred else "right" if figure else "left",
            )
        )

    def _format(self, look: _Look) -> Any:
        """The workbook's format for a look, made once."""
        if look not in self.formats:
            self.formats[look] = self.book.add_format(look.as_options())
        return self.formats[look]

    def _put(
        self, row: int, column: int, rows: int, columns: int, text: str, number: float | None, look: Any
    ) -> None:
        """One cell, merged or not; a number as such, all else as text."""
        if rows > 1 or columns > 1:
            self.target.merge_range(row, column, row + rows - 1, column + columns - 1, "", look)
        if number is not None:
            self.target.write_number(row, column, number, look)
        elif text:
            self.target.write_string(row, column, text, look)
        else:
            self.target.write_blank(row, column, None, look)

    def _heights(self, table: Table) -> list[float]:
        """Heights in points: Excel does not fit rows to merged cells by itself."""
        lines = [1.0] * len(table.rows)
        tall: list[Cell] = []
        for index in range(len(table.rows)):
            for cell in own_cells(table, index):
                if cell.row_span > 1:
                    tall.append(cell)
                else:
                    lines[index] = max(lines[index], self._lines(cell))
        for cell in tall:
            rows = range(cell.row, min(cell.row + cell.row_span, len(lines)))
            lacking = self._lines(cell) - sum(lines[row] for row in rows)
            for row in rows:
                lines[row] += max(0.0, lacking) / len(rows)
        return [min(HIGHEST, count * POINTS + 3) for count in lines]

    def _lines(self, cell: Cell) -> int:
        width = sum(self.widths[cell.column : cell.column + cell.column_span])
        return lines_needed(cell.text, width * FIT * (0.92 if cell.bold else 1.0))
