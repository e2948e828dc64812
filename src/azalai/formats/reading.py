"""One door for every file: look, refuse or read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from azalai.formats.guard import check_file
from azalai.formats.limits import DEFAULT_LIMITS, Limits
from azalai.tabular import Document

# Modules by name, imported when a file of that kind comes: the command starts faster.
_READERS = {
    "docx": ("azalai.formats.word", "read_docx"),
    "xlsx": ("azalai.formats.excel", "read_xlsx"),
    "xls": ("azalai.formats.legacy", "read_xls"),
    "ods": ("azalai.formats.opendocument", "read_ods"),
    "csv": ("azalai.formats.delimited", "read_csv"),
}
_NAMES = {
    "docx": "un document Word",
    "xlsx": "un classeur Excel",
    "xls": "un ancien classeur Excel",
    "ods": "un classeur LibreOffice",
    "csv": "un texte à colonnes (CSV)",
}
_SUFFIXES = {
    "docx": {".docx", ".dotx"},
    "xlsx": {".xlsx", ".xltx"},
    "xls": {".xls", ".xlt"},
    "ods": {".ods", ".ots"},
    "csv": {".csv", ".tsv", ".tab", ".txt"},
}


def read_document(path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The file at `path` as a Document.

    Raises UnreadableFile, with a sentence for a person, whatever is wrong with the file. A file
    whose name lies about a format that is read is read as what it is, with a note.
    """
    path = Path(path)
    kind = check_file(path, limits=limits)
    document = _reader(kind)(path, limits=limits)
    note = _name_note(path, kind)
    return replace(document, notes=(note, *document.notes)) if note else document


def _reader(kind: str) -> Callable[..., Document]:
    module, name = _READERS[kind]
    return getattr(import_module(module), name)


def _name_note(path: Path, kind: str) -> str:
    suffix = path.suffix.lower()
    if not suffix or suffix in _SUFFIXES[kind]:
        return ""
    return f"Le nom du fichier finit par {suffix}, mais c'est {_NAMES[kind]} : il a été lu ainsi."
