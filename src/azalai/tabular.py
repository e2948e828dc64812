"""What a table is, for everyone: plain frozen records shared by `formats` and `engines`.

`formats` turns a Word, Excel or CSV file into a `Document`; `engines` compute on it. Neither
knows the other: they meet here, on the lowest floor, which imports nothing of the house.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

CellValue = str | int | float | Decimal | bool | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as its author sees it.

    text: what is displayed, line breaks kept as "\\n"; inner no-break spaces kept as they are.
    value: the typed value where the format has one (Excel numbers, dates as ISO text), else None.
    row, column: first grid position covered, counted from 0 within the table.
    row_span, column_span: how many grid rows and columns it covers (1 = not merged).
    shaded: the cell has a background colour of its own that is neither white nor automatic.
    bold: all of its text is bold.
    note: why the value cannot be trusted ("formule sans valeur calculée"), else "".
    """

    text: str
    row: int
    column: int
    value: CellValue = None
    row_span: int = 1
    column_span: int = 1
    shaded: bool = False
    bold: bool = False
    note: str = ""

    @property
    def is_blank(self) -> bool:
        """No text and no shading."""
        return not self.text.strip() and not self.shaded


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangular grid.

    number: position among the document's tables, counted from 1 (what a person would say).
    name: sheet name in a workbook, else "".
    rows: each row is a tuple of cells, one for each grid column; a merged cell is the *same* object
        at each grid position that it covers, so `cell.row != r` tells a continuation.
    first_row: number that the file's own program shows for rows[0] (1 in Word and CSV).
    heading: nearest paragraph above the table in a text document, else "".
    after: how many of the document's paragraphs stand before the table (0 in a workbook).
    """

    number: int
    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""
    first_row: int = 1
    heading: str = ""
    after: int = 0

    @property
    def width(self) -> int:
        """Number of grid columns."""
        return max((len(row) for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Document:
    """A file as paragraphs and tables.

    paragraphs: text outside tables, in order, blank ones left out.
    notes: what the reader had to pass over, in French, for the person who gave the file.
    marks: beside each paragraph "heading", "list" or ""; empty where the format does not say.
    """

    kind: str  # "docx", "odt", "pdf", "txt", "xlsx", "xls", "ods" or "csv"
    tables: tuple[Table, ...]
    paragraphs: tuple[str, ...] = ()
    title: str = ""
    notes: tuple[str, ...] = field(default=())
    marks: tuple[str, ...] = ()
