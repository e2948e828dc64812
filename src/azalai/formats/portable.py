"""PDF with text: lines as they stand on the page, and tables where lines are drawn around cells.

A PDF has no paragraphs nor tables, only characters at places and drawn strokes. Characters inside a ruled
grid become cells; the others become lines from top to bottom.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_double
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from azalai.formats.errors import UnreadableFile
from azalai.formats.limits import DEFAULT_LIMITS, Limits, too_much_content
from azalai.formats.portable_grid import Box, Grid, Stroke, grids_of
from azalai.formats.text import CONTROL_NOTE, has_control, tidy
from azalai.tabular import Cell, Document, Table

MOST_PAGES, MOST_CHARACTERS, MOST_STROKES = 200, 600_000, 20_000
NO_TEXT = (
    "Ce PDF ne contient pas de texte, sans doute parce qu'il vient d'un scanner : faites-en lire le texte"
    " (reconnaissance de caractères), ou donnez le document d'origine."
)
ENCRYPTED = "Ce PDF est protégé par un mot de passe : enregistrez-le sans mot de passe, puis redonnez-le."
DAMAGED = "Ce PDF est abîmé et ne peut pas être lu : demandez-le de nouveau à son auteur."
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_HYPHEN, _NO_SIGN = 2, frozenset({0, 10, 13, 0xFFFE, 0xFFFF})
SLACK = 0.3  # of the height of a character: a base farther down is another line
GAP = 0.18  # of the height: farther right is another word


class Char(NamedTuple):
    """A character, in points from the bottom left. base: the line that it stands on; size: its height."""

    text: str
    left: float
    right: float
    base: float
    size: float

    @property
    def centre(self) -> tuple[float, float]:
        """Middle of a small letter."""
        return (self.left + self.right) / 2, self.base + self.size / 4


def read_pdf(path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The text of the PDF at `path`. Checked before. Raises UnreadableFile."""
    try:
        pdf = pypdfium2.PdfDocument(Path(path).read_bytes())
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower()
        code, message = ("encrypted", ENCRYPTED) if locked else ("damaged", DAMAGED)
        raise UnreadableFile(code, message) from error
    try:
        return _read(pdf, limits)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile("damaged", DAMAGED) from error
    finally:
        pdf.close()


def _read(pdf: pypdfium2.PdfDocument, limits: Limits) -> Document:
    if len(pdf) > MOST_PAGES:
        raise too_much_content()
    reader = _Reader(limits)
    for number in range(len(pdf)):
        reader.page(pdf[number])
    if not any(line.strip() for line in reader.paragraphs) and not reader.tables:
        raise UnreadableFile("no-text", NO_TEXT)
    title = reader.paragraphs[0] if reader.paragraphs else ""
    notes = (CONTROL_NOTE,) if reader.has_control else ()
    return Document("pdf", tuple(reader.tables), tuple(reader.paragraphs), title, notes)


@dataclass
class _Reader:
    limits: Limits
    tables: list[Table] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    characters: int = 0
    has_control: bool = False

    def page(self, page: pypdfium2.PdfPage) -> None:
        """Everything of a page, from top to bottom."""
        text = page.get_textpage()
        try:
            chars = list(_chars(text))
        finally:
            text.close()
        self.characters += len(chars)
        if self.characters > MOST_CHARACTERS:
            raise too_much_content()
        grids = grids_of(_strokes(page))
        inside, outside = _sorted_in(chars, grids)
        blocks: list[tuple[float, list[str] | Grid]] = [
            (grid.box.top, grid) for grid in grids if inside[id(grid)]
        ]
        blocks += [(top, [line]) for top, line in lines_of(outside)]
        for _, block in sorted(blocks, key=lambda pair: -pair[0]):
            if isinstance(block, Grid):
                self._table(block, inside[id(block)])
            else:
                self._lines(block)

    def _lines(self, lines: list[str]) -> None:
        for line in lines:
            self.has_control = self.has_control or has_control(line)
            if clean := tidy(line).strip():
                self.paragraphs.append(clean)

    def _table(self, grid: Grid, chars: dict[Box, list[Char]]) -> None:
        rows = []
        for number, boxes in enumerate(grid.rows):
            known: dict[Box, Cell] = {}
            row = []
            for column, box in enumerate(boxes):
                if box not in known:
                    text = tidy("\n".join(line for _, line in lines_of(chars.get(box, []))))
                    known[box] = Cell(text, number, column, column_span=boxes.count(box))
                row.append(known[box])
            rows.append(tuple(row))
        self.limits.check_size(len(rows), len(rows[0]), f"Le tableau {len(self.tables) + 1}")
        number = len(self.tables) + 1
        self.tables.append(Table(number, tuple(rows), after=len(self.paragraphs)))


def _chars(text: pypdfium2.PdfTextPage) -> Iterator[Char]:
    """Characters with a box; those that pdfium makes up (spaces, line breaks) are left out."""
    box, x, base = pdfium.FS_RECTF(), c_double(), c_double()
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in _NO_SIGN or pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, base)
        if pdfium.FPDFText_GetLooseCharBox(text, index, box) and box.top > box.bottom:
            sign = "-" if code == _HYPHEN else chr(code)
            yield Char(sign, box.left, box.right, base.value, box.top - box.bottom)


def _strokes(page: pypdfium2.PdfPage) -> list[Stroke]:
    """Edges of what is drawn on a page."""
    found: list[Stroke] = []
    for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = drawn.get_bounds()
        found += Stroke.of_bounds(left, bottom, right, top, _segments(drawn))
        if len(found) > MOST_STROKES:
            return []
    return found


def _segments(drawn: pypdfium2.PdfObject) -> int:
    return pdfium.FPDFPath_CountSegments(drawn)


def _sorted_in(chars: list[Char], grids: list[Grid]) -> tuple[dict[int, dict[Box, list[Char]]], list[Char]]:
    """Characters by grid and cell, then those outside any grid."""
    inside: dict[int, dict[Box, list[Char]]] = {id(grid): {} for grid in grids}
    outside = []
    for char in chars:
        x, y = char.centre
        for grid in grids:
            if grid.box.holds(x, y) and (box := grid.cell_at(x, y)):
                inside[id(grid)].setdefault(box, []).append(char)
                break
        else:
            outside.append(char)
    return inside, outside


def lines_of(chars: list[Char]) -> list[tuple[float, str]]:
    """Lines of text with their height on the page, from top to bottom."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: -c.base):
        if lines and lines[-1][0].base - char.base <= SLACK * char.size:
            lines[-1].append(char)
        else:
            lines.append([char])
    texts = ((max(c.base for c in line), _text(sorted(line, key=lambda c: c.left))) for line in lines)
    return [(base, text) for base, text in texts if text.strip()]


def _text(line: list[Char]) -> str:
    height = max(char.size for char in line)
    text = line[0].text
    for before, char in pairwise(line):
        if char.left - before.right > GAP * height and not before.text.isspace():
            text += " "
        text += char.text
    return text
