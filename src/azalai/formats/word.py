"""Word documents, read directly from their XML.

python-docx would cost 150 ms of every command's start and repeats the text of merged cells.
"""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from azalai.formats.archive import open_package
from azalai.formats.errors import damage_reported
from azalai.formats.limits import DEFAULT_LIMITS, Limits, too_much_content
from azalai.formats.parts import main_part, parse_part
from azalai.formats.word_styles import Styles, read_styles
from azalai.formats.word_table import read_grid
from azalai.formats.word_text import (
    CELL,
    PARAGRAPH,
    ROW,
    TABLE,
    W,
    attribute,
    children,
    own_text,
    paragraph_text,
)
from azalai.tabular import Document, Table

HEADING, LIST = "heading", "list"
_MAIN = "word/document.xml"
_REVISIONS = (W + "ins", W + "del", W + "moveFrom", W + "moveTo")
REVISION_NOTE = (
    "Le document contient des modifications suivies : les insertions ont été lues, les"
    " suppressions ont été laissées de côté."
)
TEXT_BOX_NOTE = "Le document contient des zones de texte : leur contenu n'a pas été lu."
INSERT_NOTE = "Le document renvoie à un autre fichier inséré : son contenu n'a pas été lu."


def read_docx(path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document at `path`: its tables in order, and the paragraphs outside them.

    The file has passed `guard.check_file`. Tables used for layout only are replaced by what
    stands inside them. Raises UnreadableFile.
    """
    notes: set[str] = set()
    with damage_reported(), open_package(Path(path)) as package:
        main = main_part(package, _MAIN, limits)
        root = parse_part(package, main, limits, notes)
        body = root.find(W + "body")
        if body is None:
            raise ValueError("no body")
        reader = _BodyReader(_styles(package, main, limits), limits)
        reader.read(body)
        notes.update(_notes(root))
    return Document(
        kind="docx",
        tables=tuple(reader.tables),
        paragraphs=tuple(reader.paragraphs),
        title=reader.title,
        notes=tuple(sorted(notes)),
        marks=tuple(reader.marks),
    )


def _styles(package: zipfile.ZipFile, main: str, limits: Limits) -> Styles:
    name = posixpath.join(posixpath.dirname(main), "styles.xml")
    return read_styles(package, name, limits)


def _notes(root: etree._Element) -> list[str]:
    notes = []
    if next(root.iter(*_REVISIONS), None) is not None:
        notes.append(REVISION_NOTE)
    if next(root.iter(W + "txbxContent"), None) is not None:
        notes.append(TEXT_BOX_NOTE)
    if next(root.iter(W + "altChunk", W + "subDoc"), None) is not None:
        notes.append(INSERT_NOTE)
    return notes


@dataclass
class _BodyReader:
    styles: Styles
    limits: Limits
    tables: list[Table] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    cells: int = 0

    @property
    def title(self) -> str:
        """First paragraph in a title or heading style, else the first one."""
        headings = (text for text, mark in zip(self.paragraphs, self.marks, strict=True) if mark == HEADING)
        return next(headings, self.paragraphs[0] if self.paragraphs else "")

    def read(self, parent: etree._Element) -> None:
        """Paragraphs and tables of a body, or of a cell that only lays them out."""
        for block in children(parent):
            if block.tag == PARAGRAPH:
                self._add_paragraph(block)
            elif block.tag == TABLE:
                self._add_table(block)

    def _add_paragraph(self, paragraph: etree._Element) -> None:
        text = paragraph_text(paragraph).strip()
        if not text:
            return
        self.paragraphs.append(text)
        self.marks.append(self._mark(paragraph))

    def _mark(self, paragraph: etree._Element) -> str:
        style = attribute(paragraph.find(f"{W}pPr/{W}pStyle"))
        if self.styles.is_heading(style):
            return HEADING
        numbered = paragraph.find(f"{W}pPr/{W}numPr") is not None or self.styles.is_list(style)
        return LIST if numbered else ""

    def _add_table(self, table: etree._Element) -> None:
        layout = _layout_cells(table)
        if layout:
            for cell in layout:
                self.read(cell)
            return
        rows = read_grid(table, self.styles, self.limits, len(self.tables) + 1)
        if not rows:
            return
        self.cells += len(rows) * len(rows[0])
        if self.cells > self.limits.cells:
            raise too_much_content()
        self.tables.append(
            Table(len(self.tables) + 1, rows, heading=self._heading(), after=len(self.paragraphs))
        )

    def _heading(self) -> str:
        return self.paragraphs[-1] if self.paragraphs else ""


def _layout_cells(table: etree._Element) -> list[etree._Element]:
    """Cells of a table that only places other tables on the page, else nothing."""
    if next(table.iterdescendants(TABLE), None) is None:
        return []
    cells = [cell for row in children(table) if row.tag == ROW for cell in children(row) if cell.tag == CELL]
    bare = len(cells) == 1 or not any(own_text(cell) for cell in cells)
    return cells if bare else []
