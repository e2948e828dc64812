"""The files of a report: Word, PDF, HTML."""

from __future__ import annotations

from collections.abc import Callable

from azalai.core import charts
from azalai.formats.report.html import write_html
from azalai.formats.report.pdf import write_pdf
from azalai.formats.report.word import write_docx
from azalai.reports.assembling import Source, document

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}
WORDS = {"docx": "Word", "pdf": "PDF", "html": "HTML"}


def printed(source: Source, suffix: str, *, is_linked: bool = True) -> bytes:
    """The file; suffix: "docx", "pdf" or "html". The same source gives the same bytes. KeyError for another."""
    return _WRITERS[suffix](source, is_linked)


def _docx(source: Source, is_linked: bool) -> bytes:
    return write_docx(document(source, is_linked=is_linked), charts.png)


def _pdf(source: Source, is_linked: bool) -> bytes:
    return write_pdf(document(source, is_linked=is_linked))


def _html(source: Source, is_linked: bool) -> bytes:
    return write_html(document(source, is_narrow=True, is_linked=is_linked))


_WRITERS: dict[str, Callable[[Source, bool], bytes]] = {"docx": _docx, "pdf": _pdf, "html": _html}
