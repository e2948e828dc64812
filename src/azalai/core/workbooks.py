"""Workbooks handed over: kept as received, read by the headings of their columns, all faults told at once."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext as _

from azalai.engines.naming.text import spelling_key
from azalai.formats.reading import read_document
from azalai.tabular import Document, Table

LANGUAGES = ("fr", "en")
Line = dict[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong. sheet and row as Excel shows them; column: its heading, or ""."""

    sheet: str
    row: int
    column: str
    message: str


@dataclass
class Lines:
    """Lines of a sheet: number → values by key of column; columns: keys of those that stand there; notes:
    what was not read."""

    name: str
    columns: set[str] = field(default_factory=set)
    lines: dict[int, Line] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read_lines(document: Document, name: str, headings: Mapping[str, str], *, main: str) -> Lines:
    """Lines of the sheet of that name; the only table of a file that has no sheets is the main one.

    headings: heading as printed → key. A column is known by its heading, whatever its place.
    """
    named = [table for table in document.tables if spelling_key(table.name) == spelling_key(name)]
    if not named and name == main and len(document.tables) == 1:
        named = list(document.tables)
    return _read_table(named[0], name, headings) if named else Lines(name)


def _read_table(table: Table, name: str, headings: Mapping[str, str]) -> Lines:
    keys = {spelling_key(heading): key for heading, key in headings.items()}
    found = Lines(name)
    by_position: dict[int, str] = {}
    for index, cell in enumerate(table.rows[0] if table.rows else ()):
        key = keys.get(spelling_key(cell.text))
        if key and key not in found.columns:
            by_position[index] = key
            found.columns.add(key)
        elif cell.text.strip():
            message = _("Colonne inconnue ou répétée, qui n'est pas lue : %(name)s.") % {
                "name": cell.text.strip()[:60]
            }
            found.notes = (*found.notes, message)
    for index, row in enumerate(table.rows[1:], 1):
        texts = {key: row[i].text.strip() for i, key in by_position.items() if i < len(row)}
        if any(texts.values()):
            found.lines[table.first_row + index] = texts
    return found


@cache
def choices_by_word(choices: type[TextChoices]) -> Mapping[str, str]:
    """Folded label, in each language, or code → code; made once, as each cell of a workbook asks for it."""
    found = {spelling_key(code): code for code in choices.values}
    for language in LANGUAGES:
        with translation.override(language):
            found |= {spelling_key(str(label)): code for code, label in choices.choices}
    return MappingProxyType(found)


def document_of(name: str, content: bytes) -> Document:
    """The tables of a file; UnreadableFile where it holds none."""
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / f"classeur{PurePosixPath(name).suffix.lower()[:10]}"
        path.write_bytes(content)
        return read_document(path)


def tidy_name(name: str) -> str:
    """The file's own name, without folders nor what cannot be printed."""
    base = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable())[-200:]
    return base or "classeur"


def keep_file(row: Any, *, kind: str, content: bytes, then: Any) -> None:
    """Keep the file of `row` (fields `public_id`, `content`) and call `then()`; what raises keeps no file."""
    try:
        row.content.save(f"{row.public_id}.{kind}", ContentFile(content), save=False)
        then()
    except BaseException:
        if row.content.name:
            row.content.storage.delete(row.content.name)
        raise
