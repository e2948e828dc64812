"""Tables drawn by hand: rows of boxes become a Document, or a real Word, Excel or CSV file."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.styles import PatternFill

from azalai.formats.reading import read_document
from azalai.tabular import Cell, CellValue, Document, Table

GREY = "FFBFBFBF"
Content = str | int | float | date | None


@dataclass(frozen=True)
class Box:
    """A cell; rows and columns: how many grid positions it covers."""

    content: Content = ""
    rows: int = 1
    columns: int = 1
    shaded: bool = False

    @property
    def text(self) -> str:
        """What is displayed."""
        if isinstance(self.content, date):
            return self.content.strftime("%d/%m/%Y")
        if isinstance(self.content, (int, float)):
            return f"{self.content:.15g}".replace(".", ",")
        return self.content or ""

    @property
    def value(self) -> CellValue:
        """The typed value, for a number or a date."""
        if isinstance(self.content, date):
            return self.content.isoformat()
        return self.content if isinstance(self.content, (int, float)) else None


def down(content: Content, rows: int) -> Box:
    """A cell merged over several rows."""
    return Box(content, rows=rows)


def across(content: Content, columns: int, *, rows: int = 1) -> Box:
    """A cell merged over several columns."""
    return Box(content, rows=rows, columns=columns)


SHADE = Box("", shaded=True)
Row = Sequence[Content | Box]


@dataclass(frozen=True)
class Sheet:
    """One table. Each row lists the boxes that begin in it; covered positions are not written."""

    rows: Sequence[Row]
    name: str = ""
    heading: str = ""


@dataclass(frozen=True)
class Placed:
    """A box with its place."""

    box: Box
    row: int
    column: int


@dataclass(frozen=True)
class Drawing:
    """A whole document."""

    sheets: Sequence[Sheet]
    paragraphs: Sequence[str] = ()
    notes: Sequence[str] = field(default=())


def placed(sheet: Sheet) -> list[Placed]:
    """Every box at its first grid position."""
    taken: set[tuple[int, int]] = set()
    found = []
    for index, row in enumerate(sheet.rows):
        column = 0
        for item in row:
            box = item if isinstance(item, Box) else Box(item)
            while (index, column) in taken:
                column += 1
            taken |= set(_covered(box, index, column))
            found.append(Placed(box, index, column))
    return found


def _covered(box: Box, row: int, column: int) -> Iterator[tuple[int, int]]:
    for down_ in range(box.rows):
        for right in range(box.columns):
            yield row + down_, column + right


def size(sheet: Sheet) -> tuple[int, int]:
    """Rows and columns of the grid."""
    spots = placed(sheet)
    height = max([len(sheet.rows), *(p.row + p.box.rows for p in spots)])
    return height, max((p.column + p.box.columns for p in spots), default=0)


def as_table(sheet: Sheet, number: int = 1) -> Table:
    """The records that the engine reads."""
    height, width = size(sheet)
    grid = [[Cell("", row, column) for column in range(width)] for row in range(height)]
    for spot in placed(sheet):
        box = spot.box
        cell = Cell(box.text, spot.row, spot.column, box.value, box.rows, box.columns, box.shaded)
        for row, column in _covered(box, spot.row, spot.column):
            grid[row][column] = cell
    return Table(number, tuple(map(tuple, grid)), sheet.name, 1, sheet.heading)


def as_document(drawing: Drawing, kind: str = "docx") -> Document:
    """The document without any file."""
    tables = tuple(as_table(sheet, number) for number, sheet in enumerate(drawing.sheets, 1))
    paragraphs = (*drawing.paragraphs, *(s.heading for s in drawing.sheets if s.heading))
    return Document(kind, tables, paragraphs, drawing.paragraphs[0] if drawing.paragraphs else "")


def through_word(drawing: Drawing, folder: Path) -> Document:
    """Written by python-docx, read by the project."""
    file = docx.Document()
    for text in drawing.paragraphs:
        file.add_paragraph(text)
    for sheet in drawing.sheets:
        file.add_paragraph(sheet.heading)
        height, width = size(sheet)
        table = file.add_table(height, width)
        for spot in placed(sheet):
            _word_cell(table, spot)
    path = folder / "plan.docx"
    file.save(str(path))
    return read_document(path)


def _word_cell(table: docx.table.Table, spot: Placed) -> None:
    box = spot.box
    cell = table.cell(spot.row, spot.column)
    if box.rows > 1 or box.columns > 1:
        cell = cell.merge(table.cell(spot.row + box.rows - 1, spot.column + box.columns - 1))
    cell.text = box.text
    if box.shaded:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), GREY[2:])
        cell._tc.get_or_add_tcPr().append(shade)


def through_excel(drawing: Drawing, folder: Path) -> Document:
    """Written by openpyxl, read by the project; paragraphs become rows above the first table."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, sheet in enumerate(drawing.sheets, 1):
        page = book.create_sheet(sheet.name or f"Feuil{number}")
        above = [*(drawing.paragraphs if number == 1 else ()), *([sheet.heading] if sheet.heading else ())]
        for text in above:
            page.append([text])
        for spot in placed(sheet):
            _excel_cell(page, spot, len(above))
    path = folder / "plan.xlsx"
    book.save(path)
    return read_document(path)


def _excel_cell(page: openpyxl.worksheet.worksheet.Worksheet, spot: Placed, above: int) -> None:
    box, row, column = spot.box, spot.row + above + 1, spot.column + 1
    cell = page.cell(row, column, box.content)
    if isinstance(box.content, date):
        cell.number_format = "dd/mm/yyyy"
    if box.shaded:
        cell.fill = PatternFill("solid", fgColor=GREY)
    if box.rows > 1 or box.columns > 1:
        page.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + box.rows - 1,
            end_column=column + box.columns - 1,
        )


def through_csv(drawing: Drawing, folder: Path) -> Document:
    """Written with semicolons; a merged cell keeps its text at its first position only."""
    height, width = size(drawing.sheets[0])
    grid = [[""] * width for _ in range(height)]
    for spot in placed(drawing.sheets[0]):
        grid[spot.row][spot.column] = spot.box.text
    path = folder / "plan.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([*([text] for text in drawing.paragraphs), *grid])
    return read_document(path)


THROUGH = {"docx": through_word, "xlsx": through_excel, "csv": through_csv}
