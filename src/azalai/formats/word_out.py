"""Word documents made from plain records: headings, and tables that print well.

Table cells are written as XML: python-docx would take minutes for a plan of thousands of lines.
Source of the element names: ECMA-376 part 1, 17.4 (tables) and 17.16 (fields).
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from azalai.formats.outgoing import (
    UNDATED,
    alike,
    blocks,
    clean,
    column_widths,
    header_height,
    is_across,
    is_figure,
    short_columns,
)
from azalai.tabular import Cell, Document, Table

FONT = "Arial"
INDIGO, LIGHT, SAND, LINE, INK, GREY = "28306B", "E8EAF6", "F6F1E7", "C9CCD8", "1C1F2B", "5B6070"
A4 = (Cm(21), Cm(29.7))
MARGIN = Cm(1.5)
TWIPS = 635  # English metric units in a twentieth of a point
LETTER = 0.166  # centimetres that a letter takes in a table
LANGUAGES = {"fr": "fr-FR", "en": "en-GB", "ar": "ar-TD"}
PAGE_WORDS = {"fr": ("Page ", " sur "), "en": ("Page ", " of "), "ar": ("صفحة ", " من ")}
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def write_docx(
    document: Document,
    path: Path | str,
    *,
    landscape: bool = True,
    language: str = "fr",
    at: datetime = UNDATED,
) -> None:
    """Write the document as a Word file, A4, its tables' headers repeated on each page.

    language: "fr", "en" or "ar", for proofing and the page numbers. at: date kept in the file's
    properties. The same content gives the same bytes.
    """
    word = docx.Document()
    _set_styles(word, language)
    _set_page(word, landscape=landscape)
    _set_properties(word, document, language, at)
    _set_footer(word, document.title, language)
    room = ((A4[1] if landscape else A4[0]) - 2 * MARGIN) // TWIPS
    shapes = _shapes(document, room)
    after_table = False
    for block in blocks(document):
        if isinstance(block, Table):
            if after_table:
                _gap(word)
            _append(word, _table_xml(shapes[id(block)]))
        else:
            _add_paragraph(word, block.text, block.kind)
        after_table = isinstance(block, Table)
    if after_table:
        _gap(word)
    save_word(word, Path(path))


def _set_styles(word: Any, language: str) -> None:
    _set_style(word, "Normal", 10, INK)
    _set_style(word, "Title", 16, INDIGO, bold=True)
    _set_style(word, "Heading 1", 13, INDIGO, bold=True)
    word.styles["Normal"].paragraph_format.space_after = Pt(6)
    title = word.styles["Title"]
    title.paragraph_format.space_after = Pt(8)
    border = title.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if border is not None:
        border.getparent().remove(border)
    word.styles["Heading 1"].paragraph_format.space_before = Pt(12)
    word.styles["Heading 1"].paragraph_format.space_after = Pt(6)
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for found in defaults.findall(qn("w:lang")):
        defaults.remove(found)
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{LANGUAGES.get(language, language)}"/>'))


def _set_style(word: Any, name: str, size: int, colour: str, *, bold: bool = False) -> None:
    font = word.styles[name].font
    font.size, font.bold, font.color.rgb = Pt(size), bold, RGBColor.from_string(colour)
    properties = word.styles[name].element.get_or_add_rPr()
    for found in properties.findall(qn("w:rFonts")):
        properties.remove(found)
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "cs", "eastAsia"))
    properties.insert(0, parse_xml(f"<w:rFonts {nsdecls('w')} {fonts}/>"))


def _set_page(word: Any, *, landscape: bool) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (A4[1], A4[0]) if landscape else A4
    section.left_margin = section.right_margin = section.top_margin = MARGIN
    section.bottom_margin, section.footer_distance = Cm(1.6), Cm(0.8)


def _set_properties(word: Any, document: Document, language: str, at: datetime) -> None:
    properties = word.core_properties
    properties.title, properties.language = clean(document.title)[:250], LANGUAGES.get(language, language)
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = at.replace(tzinfo=None)
    properties.revision = 1


def _set_footer(word: Any, title: str, language: str) -> None:
    """The title on the left, "Page 1 sur 3" on the right."""
    section = word.sections[0]
    before, between = PAGE_WORDS.get(language, PAGE_WORDS["fr"])
    end = (section.page_width - section.left_margin - section.right_margin) // TWIPS
    name = clean(title).replace("\n", " ")[:120]
    pages = f"{_run(before)}{_field('PAGE')}{_run(between)}{_field('NUMPAGES')}"
    stops = f'<w:tabs><w:tab w:val="right" w:pos="{end}"/></w:tabs>'
    paragraph = f"<w:p {nsdecls('w')}><w:pPr>{stops}</w:pPr>{_run(name)}<w:r><w:tab/></w:r>{pages}</w:p>"
    footer = section.footer.paragraphs[0]._element  # noqa: SLF001  python-docx has no way to add fields
    footer.getparent().replace(footer, parse_xml(paragraph))


_SMALL = f'<w:rPr><w:color w:val="{GREY}"/><w:sz w:val="16"/></w:rPr>'


def _run(text: str) -> str:
    return f'<w:r>{_SMALL}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr="{name}"><w:r>{_SMALL}<w:t>1</w:t></w:r></w:fldSimple>'


def _add_paragraph(word: Any, text: str, kind: str) -> None:
    style = {"title": "Title", "heading": "Heading 1"}.get(kind, "Normal")
    word.add_paragraph(clean(text), style=style)


def _gap(word: Any) -> None:
    """Word joins tables that touch each other, and wants a paragraph after the last one."""
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(8)


def _append(word: Any, xml: str) -> None:
    word.element.body.insert(len(word.element.body) - 1, parse_xml(xml))


@dataclass(frozen=True)
class _Shape:
    """A table and how it is set: widths in twips, rows of header, columns whose texts are centred."""

    table: Table
    twips: list[int]
    head: int
    short: set[int]


def _shapes(document: Document, room: int) -> dict[int, _Shape]:
    """By the table's identity. room: width of the page's text in twips."""
    shapes: dict[int, _Shape] = {}
    for group in alike([table for table in document.tables if table.width]):
        widths = column_widths(group, room / (LETTER * 567))
        twips = [max(1, int(width * room / sum(widths))) for width in widths]
        short = short_columns(group)
        shapes |= {id(table): _Shape(table, twips, header_height(table), short) for table in group}
    return shapes


def _table_xml(shape: _Shape) -> str:
    """The whole `w:tbl`."""
    rows = "".join(_row_xml(shape, index) for index in range(len(shape.table.rows)))
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in shape.twips)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>' for side in sides)
    margins = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in _CELL_MARGINS)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(shape.twips)}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


_CELL_MARGINS = (("top", 40), ("left", 70), ("bottom", 40), ("right", 70))


def _row_xml(shape: _Shape, index: int) -> str:
    header = "<w:tblHeader/>" if index < shape.head else ""
    cells = "".join(_cell_xml(shape, cell, index) for cell in _visible(shape.table, index))
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"


def _visible(table: Table, index: int) -> list[Cell]:
    """Cells of a row, each once, those that come from above included."""
    found: list[Cell] = []
    for cell in table.rows[index]:
        if not found or cell is not found[-1]:
            found.append(cell)
    return found


def _cell_xml(shape: _Shape, cell: Cell, index: int) -> str:
    width = sum(shape.twips[cell.column : cell.column + cell.column_span])
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    goes_on = cell.row != index
    merge = "" if cell.row_span == 1 else "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>'
    fill = _fill(shape, cell)
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    middle = '<w:vAlign w:val="center"/>' if index < shape.head else ""
    look = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}{middle}</w:tcPr>'
    return f"<w:tc>{look}{_EMPTY if goes_on else _content(shape, cell)}</w:tc>"


_EMPTY = '<w:p><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>'


def _fill(shape: _Shape, cell: Cell) -> str:
    if cell.row < shape.head:
        return LIGHT
    if is_across(cell, len(shape.twips)) and cell.bold:
        return SAND
    return LIGHT if cell.shaded else ""


def _content(shape: _Shape, cell: Cell) -> str:
    heading, across = cell.row < shape.head, is_across(cell, len(shape.twips))
    keep = "<w:keepNext/>" if heading or across else ""
    place = f'<w:jc w:val="{_alignment(shape, cell, heading=heading)}"/>'
    runs = _runs(clean(cell.text), _look(cell, heading=heading, across=across)) if cell.text else ""
    return f'<w:p><w:pPr>{keep}<w:spacing w:after="0"/>{place}</w:pPr>{runs}</w:p>'


def _runs(text: str, look: str) -> str:
    """Lines of a cell; a blank line between two texts is kept, but low."""
    runs: list[str] = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if number:  # a break stands on the line that it ends
            runs.append(f"<w:r>{f'<w:rPr>{look}</w:rPr>' if lines[number - 1] else _LOW}<w:br/></w:r>")
        if line:
            runs.append(f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(line)}</w:t></w:r>')
    return "".join(runs)


_LOW = '<w:rPr><w:sz w:val="6"/><w:szCs w:val="6"/></w:rPr>'


def _alignment(shape: _Shape, cell: Cell, *, heading: bool) -> str:
    if cell.column_span == 1 and cell.column in shape.short:
        return "center"
    if heading:
        return "center" if cell.column_span > 1 else "left"
    return "right" if is_figure(cell) else "left"


def _look(cell: Cell, *, heading: bool, across: bool) -> str:
    bold = "<w:b/>" if cell.bold else ""
    italic = "<w:i/>" if across and not cell.bold else ""
    colour = INDIGO if heading or (across and cell.bold) else INK
    size = 18 if across and cell.bold else 16
    return f'{bold}{italic}<w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def save_word(word: Any, path: Path | io.BytesIO) -> None:
    """Save with fixed dates inside the package."""
    memory = io.BytesIO()
    word.save(memory)
    with zipfile.ZipFile(memory) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name in made.namelist():
            member = zipfile.ZipInfo(name, _ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, made.read(name))
