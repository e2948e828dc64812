"""A text with small tables as Word, in portrait: minutes, letters.

The look is that of the secretariats' own documents: a title, ruled tables, plain headings. The same content
gives the same bytes. Source of the element names: ECMA-376 part 1, 17.3 and 17.4.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from azalai.formats.outgoing import UNDATED, clean
from azalai.formats.word_out import FONT, INDIGO, INK, LANGUAGES, LIGHT, TWIPS, save_word

SIDE, EDGE = Cm(2.2), Cm(2)
PAGE = (Cm(21), Cm(29.7))
ROOM = (PAGE[0] - 2 * SIDE) // TWIPS
BORDER = "8A90A6"
STYLES = {"title": "Title", "heading": "Heading 1", "label": "Heading 2"}


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. kind: "title", "heading", "label" (a small heading) or "text"; lines end with "\\n"."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table. rows: texts, as long as widths; widths: shares of the page.

    head: how many first rows are repeated on each page and shaded; labels: the first column names what
    stands beside it. is_open: without lines, for signatures.
    """

    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    head: int = 0
    labels: bool = False
    is_open: bool = False


def prose_docx(
    blocks: Iterable[Words | Grid], *, title: str, language: str = "fr", at: datetime = UNDATED
) -> bytes:
    """The file. language: "fr", "en" or "ar"; at: date kept in the file's properties."""
    word = docx.Document()
    _set_page(word, title, language, at)
    for block in blocks:
        if isinstance(block, Grid):
            _append(word, _grid_xml(block))
            _append(word, _GAP)
        else:
            _append(word, _words_xml(word, block))
    memory = io.BytesIO()
    save_word(word, memory)
    return memory.getvalue()


def _set_page(word: Any, title: str, language: str, at: datetime) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = PAGE
    section.left_margin = section.right_margin = SIDE
    section.top_margin = section.bottom_margin = EDGE
    for name, size, colour, bold, before, after in (
        ("Normal", 10.5, INK, False, 0, 6),
        ("Title", 16, INDIGO, True, 0, 10),
        ("Heading 1", 12.5, INDIGO, True, 14, 4),
        ("Heading 2", 10.5, INK, True, 6, 3),
    ):
        _set_style(word, name, (size, colour, bold), before, after)
    border = word.styles["Title"].element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if border is not None:
        border.getparent().remove(border)
    properties = word.core_properties
    properties.title, properties.language = clean(title)[:250], LANGUAGES.get(language, language)
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = at.replace(tzinfo=None)
    properties.revision = 1


def _set_style(word: Any, name: str, look: tuple[float, str, bool], before: float, after: float) -> None:
    style = word.styles[name]
    size, colour, bold = look
    style.font.size, style.font.bold = Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(colour)
    properties = style.element.get_or_add_rPr()
    for found in properties.findall(qn("w:rFonts")):
        properties.remove(found)
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "cs", "eastAsia"))
    properties.insert(0, parse_xml(f"<w:rFonts {nsdecls('w')} {fonts}/>"))
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.keep_with_next = name != "Normal"


_NS = nsdecls("w")
_GAP = (
    f'<w:p {_NS}><w:pPr><w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/></w:pPr></w:p>'
)


def _append(word: Any, xml: str) -> None:
    word.element.body.insert(len(word.element.body) - 1, parse_xml(xml))


def _words_xml(word: Any, words: Words) -> str:
    style = word.styles[STYLES.get(words.kind, "Normal")].style_id
    look = "<w:b/>" if words.kind == "strong" else ""
    keep = "<w:keepNext/>" if words.kind == "strong" else ""
    return f'<w:p {_NS}><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>{_runs(words.text, look)}</w:p>'


def _runs(text: str, look: str = "") -> str:
    """Lines of a paragraph, each after a break."""
    shape = f"<w:rPr>{look}</w:rPr>" if look else ""
    lines = [
        f'<w:r>{shape}<w:t xml:space="preserve">{escape(line)}</w:t></w:r>'
        for line in clean(text).split("\n")
    ]
    return "<w:r><w:br/></w:r>".join(lines)


def _grid_xml(grid: Grid) -> str:
    widths = [int(ROOM * share / sum(grid.widths)) for share in grid.widths]
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    kind = "nil" if grid.is_open else "single"
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="{BORDER}"/>' for side in sides)
    rows = "".join(_row_xml(grid, widths, number) for number in range(len(grid.rows)))
    return (
        f'<w:tbl {_NS}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}'
        '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="50" w:type="dxa"/>'
        '<w:left w:w="90" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/><w:right w:w="90" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _row_xml(grid: Grid, widths: list[int], number: int) -> str:
    is_head = number < grid.head
    cells = "".join(
        _cell_xml(text, width, strong=is_head or (grid.labels and column == 0), shaded=is_head)
        for column, (text, width) in enumerate(zip(grid.rows[number], widths, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{cells}</w:tr>"


def _cell_xml(text: str, width: int, *, strong: bool, shaded: bool) -> str:
    """A paragraph for each line, as people write lists in cells."""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{LIGHT}"/>' if shaded else ""
    look = "<w:b/>" if strong else ""
    lines = "".join(
        f'<w:p><w:pPr><w:spacing w:after="0"/></w:pPr>{_runs(line, look)}</w:p>'
        for line in clean(text).split("\n")
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{lines}</w:tc>'
