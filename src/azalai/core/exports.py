"""Tables as files: CSV, Excel, Word."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from django.http import HttpResponse

from azalai.core.formatting import amount
from azalai.formats.excel_out import write_xlsx
from azalai.formats.word_out import write_docx
from azalai.tabular import Cell, Document, Table

Value = str | int | Decimal | None
CSV = "csv"


@dataclass(frozen=True)
class Export:
    """A table to leave with. name: of the file; notes: lines above the table; None is an empty cell."""

    name: str
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Value]]
    totals: Sequence[Sequence[Value]] = ()
    notes: Sequence[str] = field(default_factory=list)


def document(table: Export, kind: str) -> Document:
    """The table for the writers of `formats`."""
    rows: list[tuple[Cell, ...]] = [
        tuple(Cell(text, 0, column, bold=True) for column, text in enumerate(table.head))
    ]
    for number, values in enumerate([*table.rows, *table.totals], 1):
        is_total = number > len(table.rows)
        rows.append(tuple(_cell(value, number, column, bold=is_total) for column, value in enumerate(values)))
    return Document(kind, (Table(1, tuple(rows)),), paragraphs=(table.title, *table.notes), title=table.title)


def _cell(value: Value, row: int, column: int, *, bold: bool) -> Cell:
    if value is None or isinstance(value, str):
        return Cell(value or "", row, column, bold=bold)
    return Cell(amount(value), row, column, value=value, bold=bold)


def as_xlsx(table: Export) -> bytes:
    """A worksheet ready to print; numbers are numbers."""
    return _written(table, "xlsx", write_xlsx)


def as_docx(table: Export) -> bytes:
    """A Word table, landscape."""
    return _written(table, "docx", write_docx)


def _written(table: Export, kind: str, write: Callable[[Document, Path], None]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / f"table.{kind}"
        write(document(table, kind), path)
        return path.read_bytes()


WRITERS: dict[str, tuple[Callable[[Export], bytes], str]] = {
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": (as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def file_response(table: Export, kind: str, name: str) -> HttpResponse:
    """The table as a download `name`.`kind`; kind: a key of WRITERS."""
    write, content_type = WRITERS[kind]
    head = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(write(table), content_type=content_type, headers=head)
