"""Documents through real files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from azalai.formats.excel_out import write_csv, write_xlsx
from azalai.formats.reading import read_document
from azalai.formats.word_out import write_docx
from azalai.tabular import Document

WRITERS: dict[str, Callable[[Document, Path], None]] = {
    "docx": write_docx,
    "xlsx": write_xlsx,
    "csv": write_csv,
}


def through(kind: str, document: Document, folder: Path) -> Document:
    """Written as a file of this kind and read again."""
    path = folder / f"plan.{kind}"
    WRITERS[kind](document, path)
    return read_document(path)
