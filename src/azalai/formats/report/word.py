"""A report as Word: real headings, a table of contents that is filled in, captions, repeated heads.

The same content gives the same bytes. Source of the element names: ECMA-376 part 1, 17.16 (fields),
17.16.22 (hyperlinks), 20.4 (pictures).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor

from azalai.formats.outgoing import clean
from azalai.formats.report import word_xml as xml
from azalai.formats.report.model import (
    Block,
    Chapter,
    Grid,
    Heading,
    KeyFigures,
    Paragraph,
    Picture,
    Report,
    Text,
)
from azalai.formats.report.shaping import chapter_title, running_head, words_of
from azalai.formats.report.text import typeset
from azalai.formats.report.word_tables import grid_xml, key_figures_xml
from azalai.formats.word_out import FONT, GREY, INDIGO, INK, LANGUAGES, TWIPS, save_word

Draw = Callable[[str], bytes]
SIDE, TOP, BOTTOM = Cm(2.2), Cm(2.4), Cm(2.1)
A4 = (Cm(21), Cm(29.7))
ROOM = (A4[0] - 2 * SIDE) // TWIPS
HEADINGS = (("Heading 1", 15, 22, 8), ("Heading 2", 12, 14, 6), ("Heading 3", 10.5, 10, 4))
# A picture of a whole page would leave its caption alone on the next one.
TALLEST = Cm(19)


def write_docx(report: Report, draw: Draw, *, pages: Sequence[int] = ()) -> bytes:
    """The file. draw: turns a clean SVG into PNG at twice its size.

    pages: of the headings that the table of contents lists, as far as known; Word counts them anew.
    """
    made = _Writer(report, draw, pages)
    made.styles()
    made.page()
    made.cover()
    made.contents()
    for number, chapter in report.numbered():
        made.chapter(number, chapter)
    memory = io.BytesIO()
    save_word(made.word, memory)
    return memory.getvalue()


class _Writer:
    """One document being written. anchors: (name, level, text) of its headings, known before it begins."""

    def __init__(self, report: Report, draw: Draw, pages: Sequence[int]) -> None:
        self.report, self.draw, self.words = report, draw, words_of(report)
        self.pages = pages
        self.word = docx.Document()
        self.links = xml.Links(self.word.part)
        self.counts = {"table": 0, "figure": 0}
        self.bookmarks = 0
        self.anchors = _anchors(report)
        self.waiting = list(self.anchors)
        self.room = ROOM

    def styles(self) -> None:
        """Type, colours and spaces; the reader's language."""
        _style(self.word, "Normal", 10, INK)
        normal = self.word.styles["Normal"].paragraph_format
        normal.space_after, normal.line_spacing, normal.widow_control = Pt(7), 1.15, True
        for name, size, before, after in HEADINGS:
            _style(self.word, name, size, INDIGO, bold=True)
            shape = self.word.styles[name].paragraph_format
            shape.space_before, shape.space_after, shape.keep_with_next = Pt(before), Pt(after), True
        _style(self.word, "Caption", 9, INK)
        self.word.styles["Caption"].paragraph_format.space_after = Pt(4)
        self.word.styles["Caption"].paragraph_format.keep_with_next = True
        _style(self.word, "List Bullet", 10, INK)
        xml.add_contents_styles(self.word, FONT, INK)
        xml.set_language(self.word, LANGUAGES.get(self.report.language, self.report.language))

    def page(self) -> None:
        """A4, another first page, running head and foot, properties without a clock."""
        section = self.word.sections[0]
        section.page_width, section.page_height = A4
        section.left_margin = section.right_margin = SIDE
        section.top_margin, section.bottom_margin = TOP, BOTTOM
        section.header_distance, section.footer_distance = Cm(1.2), Cm(1)
        section.different_first_page_header_footer = True
        told = self.report
        name = f"{told.title} – {told.subtitle}"
        self.edges(section)
        properties = self.word.core_properties
        properties.title, properties.author = clean(name)[:250], clean(told.secretariat)[:250]
        properties.language = LANGUAGES.get(told.language, told.language)
        properties.last_modified_by = properties.comments = ""
        properties.created = properties.modified = datetime.combine(told.edited_on, time())
        properties.revision = 1

    def edges(self, section: Any) -> None:
        """Running head and foot as wide as the page."""
        told = self.report
        foot = told.as_of + (f" · {told.standing}" if told.is_draft else "")
        who, what = running_head(told)
        _replace(section.header, xml.edge_xml(who, [what], self.room, ruled=True))
        _replace(section.footer, xml.edge_xml(foot, xml.page_of(self.words), self.room, ruled=False))

    def turn(self, *, wide: bool) -> None:
        """The pages that follow lie on their side, or stand again."""
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        width, height = (A4[1], A4[0]) if wide else A4
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = width, height
        section.different_first_page_header_footer = False
        self.room = (width - 2 * SIDE) // TWIPS
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        self.edges(section)

    def cover(self) -> None:
        """The form of the State, then what this is."""
        told = self.report
        lines = [
            (told.state.upper(), 13, True, INK),
            *((x.upper(), 10, False, INK) for x in told.authority.splitlines()),
        ]
        for text, size, bold, colour in [*lines, (told.secretariat, 11, True, INK)]:
            if text:
                self.add(xml.centred_xml(typeset(text), size, colour, bold=bold))
        self.add(xml.spaced_xml(typeset(told.title), 28, INDIGO, before=170, bold=True, bar=True))
        self.add(xml.spaced_xml(typeset(told.subtitle), 17, INK, before=0, bar=True))
        self.add(xml.spaced_xml(typeset(told.period), 11, INK, before=24))
        self.add(xml.spaced_xml(typeset(told.as_of), 11, INK, before=0))
        if told.warning:
            self.add(xml.spaced_xml(typeset(told.warning), 10, xml.OCHRE, before=150))
        self.add(
            xml.spaced_xml(
                typeset(told.standing),
                10,
                xml.OCHRE if told.is_draft else INK,
                before=20 if told.warning else 180,
                bold=True,
            )
        )
        if told.reference:
            self.add(xml.spaced_xml(typeset(told.reference), 10, GREY, before=0))

    def contents(self) -> None:
        """The table of contents as a field that already holds its lines; Word counts the pages anew."""
        self.add(xml.contents_title_xml(self.words["contents"]))
        for line in xml.contents_xml(self.anchors, ROOM, self.pages):
            self.add(line)
        self.add(xml.PAGE_BREAK)

    def chapter(self, number: str, chapter: Chapter) -> None:
        """Its title and blocks; an annex begins a page, one with a wide table lies on its side."""
        if chapter.is_wide != (self.room != ROOM):
            self.turn(wide=chapter.is_wide)
        elif chapter.is_annex:
            self.add(xml.PAGE_BREAK)
        self.heading(chapter_title(self.report, number, chapter), 1)
        for block in chapter.blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        """One block of a chapter."""
        match block:
            case Paragraph():
                self.add(xml.paragraph_xml(block, self.links))
            case Heading():
                self.heading(block.text, block.level)
            case Grid():
                self.caption("table", block.caption, block.source)
                self.add(grid_xml(block, self.links, self.room, self.words))
                self.after("")
            case Picture():
                self.picture(block)
            case KeyFigures():
                self.add(key_figures_xml(block, self.links, self.room))
                self.after("")

    def heading(self, text: str, level: int) -> None:
        """A heading with the bookmark that the table of contents leads to."""
        self.bookmarks += 1
        name = self.waiting.pop(0)[0] if level < 3 else ""
        self.add(xml.heading_xml(typeset(text), level, name, self.bookmarks))

    def caption(self, kind: str, text: str, source: str = "") -> None:
        """ "Tableau 3. …", numbered by a field; the source of a table stands here, never alone on a page."""
        self.counts[kind] += 1
        told = f"({self.words['source'].lower()} {typeset(source)})" if source else ""
        self.add(xml.caption_xml(self.words[kind], self.counts[kind], typeset(text), told))

    def picture(self, picture: Picture) -> None:
        """Its caption above, as over a table; the picture with its words; its source below."""
        self.caption("figure", picture.caption)
        paragraph = self.word.add_paragraph()
        paragraph.paragraph_format.keep_with_next = bool(picture.source)
        image = io.BytesIO(self.draw(picture.svg))
        shape = paragraph.add_run().add_picture(image, width=Emu(int(self.room * TWIPS * picture.width)))
        if shape.height > TALLEST:
            shape.width, shape.height = Emu(int(shape.width * TALLEST / shape.height)), TALLEST
        told = shape._inline.docPr  # noqa: SLF001  python-docx has no way to describe a picture
        told.set("descr", typeset(picture.words)[:2000])
        told.set("name", f"{self.words['figure']} {self.counts['figure']}")
        self.after(picture.source)

    def after(self, source: str) -> None:
        """What stands under a table or a picture, at least a little room."""
        text = f"{self.words['source']} {typeset(source)}" if source else ""
        self.add(xml.under_xml(text))

    def add(self, text: str) -> None:
        """Before the section's own properties, which come last."""
        body = self.word.element.body
        body.insert(len(body) - 1, parse_xml(text))


def _anchors(report: Report) -> list[tuple[str, int, str]]:
    found: list[tuple[str, int, str]] = []
    for number, chapter in report.numbered():
        titles = [(1, chapter_title(report, number, chapter))]
        titles += [(b.level, b.text) for b in chapter.blocks if isinstance(b, Heading) and b.level < 3]
        for level, text in titles:
            found.append((f"_Toc{len(found) + 1:08d}", level, typeset(text)))
    return found


def _style(word: Any, name: str, size: float, colour: str, *, bold: bool = False) -> None:
    style = word.styles[name]
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    properties = style.element.get_or_add_rPr()
    for found in properties.findall(qn("w:rFonts")):
        properties.remove(found)
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "cs", "eastAsia"))
    properties.insert(0, parse_xml(f"<w:rFonts {nsdecls('w')} {fonts}/>"))


def _replace(edge: Any, text: str) -> None:
    """The first paragraph of a running head or foot."""
    old = edge.paragraphs[0]._element  # noqa: SLF001  nor to add fields
    old.getparent().replace(old, parse_xml(text))


__all__ = ["Text", "write_docx"]
