"""A report as PDF/UA-1: tagged, titled, in its language, its pictures told in words.

Typst sets it from `report.typ`; every text travels as data, so that "#", "$" or a backslash stay letters.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from azalai.formats.report.letters import printable
from azalai.formats.report.model import (
    Block,
    Chapter,
    Grid,
    Heading,
    KeyFigures,
    Paragraph,
    Picture,
    Report,
    Run,
    plain,
)
from azalai.formats.report.shaping import (
    FONTS,
    chapter_title,
    column_shares,
    printed_svg,
    running_head,
    stays_whole,
    words_of,
)
from azalai.formats.report.text import typeset

HERE = Path(__file__).resolve().parent
STANDARD: Any = "ua-1"
# A row longer than this many letters may go on over a page; the others stay whole.
LONG_ROW = 900
CONTENTS_LEVELS = 2


def write_pdf(report: Report) -> bytes:
    """The file. Raises RuntimeError when it cannot be set, which is a fault of ours."""
    # Half a second and 40 MB: only who prints pays for it.
    import typst

    compile_document: Any = typst.compile
    made = compile_document(
        _template(),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_data(report), ensure_ascii=False)},
        pdf_standards=[STANDARD],
    )
    return bytes(made)


def heading_pages(content: bytes) -> list[int]:
    """Pages, from 1, of the headings that the table of contents lists, in order."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    marks = [one for one in document.get_toc() if one.level < CONTENTS_LEVELS]
    found = [(one.get_dest(), one) for one in marks]
    return [(dest.get_index() or 0) + 1 for dest, _ in found if dest is not None]


@cache
def _template() -> bytes:
    return (HERE / "report.typ").read_bytes()


def _set(text: str) -> str:
    """As it is printed, in letters that can be."""
    return printable(typeset(text))


def _data(report: Report) -> dict[str, Any]:
    on = report.edited_on
    texts = (
        "title",
        "subtitle",
        "state",
        "secretariat",
        "period",
        "as_of",
        "standing",
        "reference",
        "warning",
    )
    return {
        **{name: _set(getattr(report, name)) for name in texts},
        "running": [_set(part) for part in running_head(report)],
        "authority": [_set(line) for line in report.authority.splitlines()],
        "date": [on.year, on.month, on.day],
        "is_draft": report.is_draft,
        "language": report.language,
        "words": words_of(report),
        "chapters": [_chapter(report, number, chapter) for number, chapter in report.numbered()],
    }


def _chapter(report: Report, number: str, chapter: Chapter) -> dict[str, Any]:
    return {
        "title": _set(chapter_title(report, number, chapter)),
        "annex": chapter.is_annex,
        "wide": chapter.is_wide,
        "blocks": [_block(block) for block in chapter.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"t": "p", "kind": block.kind, "runs": _runs(block.runs)}
        case Heading():
            return {"t": "h", "level": block.level, "text": _set(block.text)}
        case Grid():
            return _grid(block)
        case Picture():
            return _picture(block)
        case KeyFigures():
            items = [{"label": _set(label), "runs": _runs(runs)} for label, runs in block.items]
            return {"t": "k", "items": items}


def _grid(grid: Grid) -> dict[str, Any]:
    long = [
        n for n, row in enumerate(grid.rows) if max((len(plain(cell)) for cell in row), default=0) > LONG_ROW
    ]
    return {
        "t": "g",
        "caption": _set(grid.caption),
        "head": [_set(name) for name in grid.head],
        "rows": [[_runs(cell) for cell in row] for row in grid.rows],
        "nums": sorted(grid.numbers),
        "widths": column_shares(grid),
        "foot": grid.foot,
        "groups": sorted(grid.groups),
        "long": long,
        "whole": stays_whole(grid),
        "source": _set(grid.source),
    }


def _picture(picture: Picture) -> dict[str, Any]:
    return {
        "t": "c",
        "caption": _set(picture.caption),
        "svg": printable(printed_svg(picture.svg)),
        "words": _set(picture.words) or _set(picture.caption),
        "source": _set(picture.source),
        "width": picture.width,
    }


def _runs(runs: tuple[Run, ...]) -> list[dict[str, Any]]:
    return [{"x": _set(run.text), "u": run.url, "m": run.is_missing, "s": run.is_strong} for run in runs]
