"""What writers of every format share: where the header ends, how wide columns are, what is typed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from azalai.tabular import Cell, Document, Table

# Documents carry no date of their own unless one is given: the same content gives the same bytes.
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
# What XML 1.0 cannot hold, lone surrogates included.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FIGURE = re.compile(r"^[-+]?\d[\d\s.,]*%?$")
WORD = re.compile(r"(?:[^\s-]|[\u00a0\u202f])+-?|-")  # a no-break space holds an amount and its unit
SHORT = 7  # characters: shorter texts are not broken over lines; columns of nothing else are centred


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text outside the tables. kind: "title", "heading" or "text"."""

    text: str
    kind: str


def clean(text: str) -> str:
    """The text without what XML cannot hold; every line break as "\\n"."""
    return ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def blocks(document: Document) -> Iterator[Paragraph | Table]:
    """Paragraphs and tables in reading order: each table comes after the paragraph above it."""
    left = [p for p in document.paragraphs if p.strip()]
    if document.title.strip() and document.title not in left and not _names_itself(document):
        yield Paragraph(document.title, "title")
    headings = {table.heading for table in document.tables}
    last = ""
    for table in document.tables:
        while table.heading and table.heading != last and table.heading in left:
            last = left.pop(0)
            yield _paragraph(last, document, headings)
        if table.heading and table.heading != last:
            last = table.heading
            yield _paragraph(last, document, headings)
        if not table.heading:
            for text in _free(left, headings):
                left.remove(text)
                yield _paragraph(text, document, headings)
        yield table
    for text in left:
        yield _paragraph(text, document, headings)


def _free(left: list[str], headings: set[str]) -> list[str]:
    """Paragraphs before the next one that stands above a table."""
    stop = next((i for i, text in enumerate(left) if text in headings), len(left))
    return left[:stop]


def _paragraph(text: str, document: Document, headings: set[str]) -> Paragraph:
    if text == document.title:
        return Paragraph(text, "title")
    return Paragraph(text, "heading" if text in headings else "text")


def _names_itself(document: Document) -> bool:
    """The title stands in the first rows of the first table."""
    rows = document.tables[0].rows[:5] if document.tables else ()
    return any(cell.text.strip() == document.title.strip() for row in rows for cell in row)


def own_cells(table: Table, index: int) -> list[Cell]:
    """Cells that begin in this row, once each."""
    found: list[Cell] = []
    for cell in table.rows[index]:
        if cell.row == index and (not found or cell is not found[-1]):
            found.append(cell)
    return found


def header_height(table: Table) -> int:
    """How many rows the header takes: the first ones whose texts are all bold, and shaded if the very
    first one is; a title across the table is no header."""
    shaded = bool(table.rows) and any(cell.shaded for cell in table.rows[0])
    width, height = table.width, 0
    for index in range(len(table.rows)):
        cells = [cell for cell in table.rows[index] if cell.text.strip()]
        across = any(cell.column_span == width for cell in cells)
        if not cells or across or not all(c.bold and (c.shaded or not shaded) for c in cells):
            break
        height = index + 1
    return height if height < len(table.rows) else 0


def is_across(cell: Cell, width: int) -> bool:
    """A title or a note as wide as a table of so many columns."""
    return width > 1 and cell.column_span == width


def number_of(cell: Cell) -> int | float | None:
    """The cell's value as a number for a worksheet; None for everything else."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    number = value if isinstance(value, int) else float(value)
    return number if math.isfinite(number) else None


def is_figure(cell: Cell) -> bool:
    """The cell shows a number."""
    return number_of(cell) is not None or bool(FIGURE.match(cell.text.strip()))


def column_widths(tables: list[Table], total: float, *, least: float = 3.5) -> list[float]:
    """Widths in characters, in sum at most about `total`, for tables that share their columns.

    No word nor figure is broken where that is possible, and the columns that say most get the most
    room. least: of any column.
    """
    width = max(table.width for table in tables)
    columns = [[text for table in tables for text in _texts(table, index)] for index in range(width)]
    needed = [max([least, *(_longest_word(text) + 1.5 for text in texts)]) for texts in columns]
    needed = [min(width, 22.0) for width in needed]
    if sum(needed) >= total:
        return [width * total / sum(needed) for width in needed]
    wanted = [max(0.0, _mass(texts) - width) for texts, width in zip(columns, needed, strict=True)]
    left = total - sum(needed)
    share = min(1.0, left / sum(wanted)) if sum(wanted) else 0.0
    return [width + more * share for width, more in zip(needed, wanted, strict=True)]


def lines_needed(text: str, width: float) -> int:
    """Lines that a text takes in a column of so many characters."""
    if len(text) * 1.08 <= width - 1 and "\n" not in text:
        return 1  # nearly every cell
    return sum(max(1, math.ceil(len(line) * 1.08 / max(width - 1, 1))) for line in text.split("\n"))


def short_columns(tables: list[Table]) -> set[int]:
    """Columns that hold nothing but short texts: marks, numbers of lines."""
    head = max(header_height(table) for table in tables)
    bodies = [replace(table, rows=table.rows[head:]) for table in tables]
    return {
        index
        for index in range(max(table.width for table in tables))
        if all(len(text.strip()) <= SHORT for body in bodies for text in _texts(body, index))
    }


def alike(tables: list[Table]) -> list[list[Table]]:
    """Tables gathered by their headers: those of one group print with the same columns."""
    groups: dict[object, list[Table]] = {}
    for table in tables:
        head = tuple(tuple(c.text for c in row) for row in table.rows[: header_height(table)])
        groups.setdefault((table.width, head), []).append(table)
    return list(groups.values())


def _texts(table: Table, index: int) -> list[str]:
    """Texts of the cells that stand in this column alone."""
    rows = [row for row in table.rows if index < len(row)]
    cells = [
        row[index]
        for number, row in enumerate(rows)
        if number == 0 or row[index] is not rows[number - 1][index]
    ]
    return [cell.text for cell in cells if cell.column_span == 1 and cell.text.strip()]


def _longest_word(text: str) -> float:
    if FIGURE.match(text.strip()) or len(text.strip()) <= SHORT:
        return len(text.strip())
    return max((len(word) * 1.08 for word in WORD.findall(text)), default=0)


def _mass(texts: list[str]) -> float:
    """Room that a column would like: more for long texts, but ever less for each character."""
    if not texts:
        return 0.0
    longest = sorted(len(text) for text in texts)[int(0.9 * (len(texts) - 1))]
    mean = sum(len(text) for text in texts) / len(texts)
    return min((mean + longest) / 2, 1.9 * ((mean + longest) / 2) ** 0.7 + 2)
