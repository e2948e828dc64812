"""Plain text, as typed, as a scanner gives it, or as a converter does: Markdown tables, HTML marks.

A line is a paragraph: whether it goes on in the next one is for those who know what the text is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from azalai.formats.delimited import decode
from azalai.formats.errors import UnreadableFile
from azalai.formats.limits import DEFAULT_LIMITS, Limits, too_much_content
from azalai.formats.text import CONTROL_NOTE, clean, has_control
from azalai.tabular import Cell, Document, Table

_ROW = re.compile(r"\s*\|.*\|\s*$")
_RULE = re.compile(r"[\s|:=+-]+$")
_BREAKS = re.compile(r"<(?:br|/p|/li|/ul|/ol|/div|/tr|/h\d)\s*/?>", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]{0,200}>", re.IGNORECASE)
_MARK = re.compile(r"</?[a-z][a-z0-9]{0,9}(?:\s[^<>]{0,200})?/?>", re.IGNORECASE)
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?=\S)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_DASHES = re.compile(r"(\s*[-–•]\s*){2,}")
_DEFAULT_LINES = 50_000
ENOUGH = 2  # strokes or tabs that make a row of a line without strokes at its ends


def read_txt(path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The text at `path`. Raises UnreadableFile ("binary", "empty", "too-large", "too-wide")."""
    text, notes = decode(Path(path).read_bytes())
    if has_control(text.replace("\f", "\n")):
        notes.append(CONTROL_NOTE)
    if text.count("\n") > _DEFAULT_LINES:
        raise too_much_content()
    reader = _Reader(limits)
    for line in clean(text).split("\n"):
        reader.add(line)
    reader.close()
    if not reader.paragraphs and not reader.tables:
        raise UnreadableFile("empty")
    title = reader.paragraphs[0] if reader.paragraphs else ""
    return Document(
        "txt", tuple(reader.tables), tuple(reader.paragraphs), title, tuple(notes), marks=tuple(reader.marks)
    )


@dataclass
class _Reader:
    limits: Limits
    tables: list[Table] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def add(self, line: str) -> None:
        """One line of the file."""
        cells = cells_of(line)
        if cells is not None:
            if not _RULE.match(line):
                self.rows.append(cells)
            return
        if line.strip():
            self.close()
        heading = bool(_HEADING.match(line))
        for part in readable(_HEADING.sub("", line) if heading else line).split("\n"):
            if part.strip():
                self.paragraphs.append(part.strip())
                self.marks.append("heading" if heading else "")

    def close(self) -> None:
        """The end of a table."""
        if not self.rows:
            return
        width = max(map(len, self.rows))
        number = len(self.tables) + 1
        self.limits.check_size(len(self.rows), width, f"Le tableau {number}")
        rows = tuple(tuple(_cells(row, at, width)) for at, row in enumerate(self.rows))
        heading = self.paragraphs[-1] if self.paragraphs else ""
        self.tables.append(Table(number, rows, heading=heading, after=len(self.paragraphs)))
        self.rows = []


def cells_of(line: str) -> list[str] | None:
    """Cells of a line that is a row: strokes at both ends, or two strokes or tabs within; None for others."""
    if _ROW.match(line):
        return split_row(line)
    for sign in ("|", "\t"):
        parts = line.strip(" ").split(sign)
        if len(parts) > ENOUGH and all(part.strip() for part in parts[:1] + parts[-1:]):
            return [readable(part).strip() for part in parts]
    return None


def split_row(line: str) -> list[str]:
    """Cells of a Markdown row; an escaped stroke is text."""
    inner = line.strip()[1:-1].replace("\\|", "\0")
    return [readable(cell.replace("\0", "|")).strip() for cell in inner.split("|")]


def _cells(row: list[str], number: int, width: int) -> Iterator[Cell]:
    for column in range(width):
        yield Cell(row[column] if column < len(row) else "", number, column)


def readable(text: str) -> str:
    """Without the marks of HTML and Markdown; their line breaks are line breaks."""
    if "<" in text:
        text = _MARK.sub("", _ITEM.sub("\n", _BREAKS.sub("\n", text)))
    if "&" in text:
        text = html.unescape(text)
    text = _STRONG.sub(r"\2", text)
    lines = (_DASHES.sub("- ", line, count=1) if _DASHES.match(line) else line for line in text.split("\n"))
    return "\n".join(line.strip() for line in lines if line.strip())
