"""The files of a report: Word, PDF, HTML."""

from __future__ import annotations

from collections.abc import Callable

from azalai.core import charts
from azalai.formats.report.html import write_html
from azalai.formats.report.pdf import heading_pages, write_pdf
from azalai.formats.report.word import write_docx
from azalai.reports.assembling import Source, document

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}
WORDS = {"docx": "Word", "pdf": "PDF", "html": "HTML"}


def printed(source: Source, suffix: str, *, is_linked: bool = True) -> bytes:
    """The file; suffix: "docx", "pdf" or "html" (else KeyError). The same source gives the same bytes."""
    return _WRITERS[suffix](source, is_linked=is_linked)


def _docx(source: Source, *, is_linked: bool) -> bytes:
    made = document(source, is_linked=is_linked)
    # Both are set alike: the pages of the PDF are a good guess until Word counts its own.
    return write_docx(made, charts.png, pages=heading_pages(write_pdf(made)))


def _pdf(source: Source, *, is_linked: bool) -> bytes:
    return write_pdf(document(source, is_linked=is_linked))


def _html(source: Source, *, is_linked: bool) -> bytes:
    return write_html(document(source, is_narrow=True, is_linked=is_linked))


_WRITERS: dict[str, Callable[..., bytes]] = {"docx": _docx, "pdf": _pdf, "html": _html}
