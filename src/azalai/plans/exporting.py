"""A version as a file, in the plan's own layout."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from azalai.engines.plan.writing import write_plan
from azalai.plans import queries
from azalai.plans.models import PlanVersion
from azalai.plans.slices import Slice
from azalai.tabular import Document

Writer = Callable[[Document, Path], None]


# The writers' libraries take a third of a second to import: only an export needs them.
def _docx(document: Document, path: Path) -> None:
    from azalai.formats.word_out import write_docx

    write_docx(document, path)


def _xlsx(document: Document, path: Path) -> None:
    from azalai.formats.excel_out import write_xlsx

    write_xlsx(document, path)


def _csv(document: Document, path: Path) -> None:
    from azalai.formats.excel_out import write_csv

    write_csv(document, path)


FORMATS: dict[str, tuple[Writer, str]] = {
    "docx": (_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (_csv, "text/csv; charset=utf-8"),
}


def version_document(version: PlanVersion) -> Document:
    """The version as tables: titles across, merged groups and columns as its source had them."""
    return write_plan(queries.engine_plan(version))


def part_document(version: PlanVersion, part: Slice) -> Document:
    """The lines of a slice as the version's tables show them; totals only where every line stands."""
    plan = queries.keyed_plan(version, part.lines).plan
    return write_plan(plan if part.is_whole else replace(plan, totals=(), declared_total=None))


def export_version(version: PlanVersion, kind: str) -> bytes:
    """Bytes of the file; kind: a key of FORMATS."""
    writer, _ = FORMATS[kind]
    with tempfile.TemporaryDirectory(prefix="azalai-") as folder:
        path = Path(folder) / f"plan.{kind}"
        writer(version_document(version), path)
        return path.read_bytes()
