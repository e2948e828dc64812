"""Pieces of WordprocessingML, as text. Every text of people is escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from azalai.formats.report.model import Paragraph, Run, Text
from azalai.formats.report.text import runs_to_the_left, typeset
from azalai.formats.word_out import GREY, INDIGO, INK, LINE, SAND

OCHRE = "8A4D0F"
NS = nsdecls("w", "r")
PAGE_BREAK = (
    f'<w:p {NS}><w:pPr><w:spacing w:after="0" w:line="20" w:lineRule="exact"/></w:pPr><w:r><w:br'
    ' w:type="page"/></w:r></w:p>'
)
LEVELS = {1: "Heading1", 2: "Heading2", 3: "Heading3"}
CONTENTS = (("TOC1", 0, 10, True), ("TOC2", 240, 9, False))


class Links:
    """Addresses outside the document, each kept once."""

    def __init__(self, part: Any) -> None:
        self.part, self.known = part, {}  # type: ignore[var-annotated]

    def of(self, url: str) -> str:
        """Identifier of the relationship to that address."""
        if url not in self.known:
            self.known[url] = self.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return self.known[url]


def look(
    size: float, colour: str = INK, *, bold: bool = False, italic: bool = False, rtl: bool = False
) -> str:
    """Properties of a run, in the order that the schema wants. size in points."""
    half = round(size * 2)
    marks = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/>" if italic else "")
    turned = "<w:rtl/>" if rtl else ""
    return (
        f'<w:rPr>{marks}<w:color w:val="{colour}"/><w:sz w:val="{half}"/><w:szCs'
        f' w:val="{half}"/>{turned}</w:rPr>'
    )


def run_xml(text: str, properties: str = "") -> str:
    """A run; line breaks are kept."""
    lines = escape(text).split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return f"<w:r>{properties}{inner}</w:r>"


def runs_xml(runs: Text, links: Links, *, size: float = 10, colour: str = INK, bold: bool = False) -> str:
    """Runs with their links; a figure that is missing stands in ochre italics."""
    return "".join(_run(one, links, size, colour, bold=bold) for one in runs if one.text)


def _run(run: Run, links: Links, size: float, colour: str, *, bold: bool) -> str:
    tint = OCHRE if run.is_missing else INDIGO if run.url else colour
    text = typeset(run.text)
    shape = look(size, tint, bold=bold or run.is_strong, italic=run.is_missing, rtl=runs_to_the_left(text))
    made = run_xml(text, shape)
    if not run.url:
        return made
    return f'<w:hyperlink r:id="{links.of(run.url)}" w:history="1">{made}</w:hyperlink>'


def paragraph_xml(paragraph: Paragraph, links: Links) -> str:
    """Prose, a list item, a note or a lead."""
    kind = paragraph.kind
    size, colour = (8.5, GREY) if kind == "note" else (10, INK)
    style = '<w:pStyle w:val="ListBullet"/>' if kind == "item" else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{SAND}"/>' if kind == "lead" else ""
    space = '<w:spacing w:after="60"/>' if kind == "item" else ""
    place = '<w:jc w:val="both"/>' if kind in ("text", "lead") else ""
    inner = runs_xml(paragraph.runs, links, size=size, colour=colour)
    return f"<w:p {NS}><w:pPr>{style}{fill}{space}{place}</w:pPr>{inner}</w:p>"


def heading_xml(text: str, level: int, anchor: str, number: int) -> str:
    """A real heading, marked for the table of contents."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{anchor}"/>' if anchor else ""
    end = f'<w:bookmarkEnd w:id="{number}"/>' if anchor else ""
    rule = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="3" w:color="{INDIGO}"/></w:pBdr>'
        if level == 1
        else ""
    )
    shape = f'<w:pPr><w:pStyle w:val="{LEVELS[level]}"/>{rule}</w:pPr>'
    return f"<w:p {NS}>{shape}{start}{run_xml(text)}{end}</w:p>"


def field_xml(code: str, result: str, properties: str = "", *, dirty: bool = False) -> str:
    """A field with what it showed last; dirty: the reader's program should count it anew."""
    stale = ' w:dirty="true"' if dirty else ""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"{stale}/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>{run_xml(result, properties)}'
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def caption_xml(word: str, number: int, text: str, source: str = "") -> str:
    """ "Tableau 3. Les réunions (source : …)"; kept with the table or the picture below it."""
    bold = look(9, bold=True)
    numbered = field_xml(f"SEQ {word} \\* ARABIC", str(number), bold)
    inner = run_xml(f"{word}\u00a0", bold) + numbered + run_xml(". ", bold) + run_xml(text, look(9))
    inner += run_xml(f" {source}", look(8, GREY)) if source else ""
    return (
        f'<w:p {NS}><w:pPr><w:pStyle w:val="Caption"/><w:keepNext/><w:spacing'
        f' w:before="120"/></w:pPr>{inner}</w:p>'
    )


def under_xml(text: str) -> str:
    """The source under a table, or a little room."""
    inner = run_xml(text, look(8, GREY)) if text else ""
    after, line = (200, "") if text else (60, ' w:line="120" w:lineRule="exact"')
    return f'<w:p {NS}><w:pPr><w:spacing w:before="40" w:after="{after}"{line}/></w:pPr>{inner}</w:p>'


def centred_xml(text: str, size: float, colour: str, *, bold: bool) -> str:
    """A line of the State's form."""
    shape = '<w:pPr><w:spacing w:after="80"/><w:jc w:val="center"/></w:pPr>'
    return f"<w:p {NS}>{shape}{run_xml(text, look(size, colour, bold=bold))}</w:p>"


def spaced_xml(
    text: str, size: float, colour: str, *, before: float, bold: bool = False, bar: bool = False
) -> str:
    """A line of the cover, `before` points below the last; bar: the rule at its start."""
    rule = (
        f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="10" w:color="{INDIGO}"/></w:pBdr>' if bar else ""
    )
    shape = (
        f'<w:pPr>{rule}<w:spacing w:before="{round(before * 20)}" w:after="80" w:line="240"'
        ' w:lineRule="auto"/></w:pPr>'
    )
    return f"<w:p {NS}>{shape}{run_xml(text, look(size, colour, bold=bold))}</w:p>"


def contents_title_xml(text: str) -> str:
    """Looks like a heading and is none: the table of contents does not list itself."""
    shape = (
        '<w:pPr><w:pageBreakBefore/><w:pBdr><w:bottom w:val="single" w:sz="8" w:space="3"'
        f' w:color="{INDIGO}"/></w:pBdr><w:spacing w:after="200"/></w:pPr>'
    )
    return f"<w:p {NS}>{shape}{run_xml(text, look(15, INDIGO, bold=True))}</w:p>"


def contents_xml(
    anchors: Sequence[tuple[str, int, str]], room: int, pages: Sequence[int] = ()
) -> Iterable[str]:
    """One paragraph a line; the field begins in the first and ends in the last. room in twips."""
    for place, (name, level, text) in enumerate(anchors):
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
            '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            if place == 0
            else ""
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if place == len(anchors) - 1 else ""
        tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{room}"/></w:tabs>'
        page = field_xml(f"PAGEREF {name} \\h", str(pages[place]) if place < len(pages) else "", dirty=True)
        line = f"{run_xml(text)}<w:r><w:tab/></w:r>{page}"
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{line}</w:hyperlink>'
        yield f'<w:p {NS}><w:pPr><w:pStyle w:val="TOC{level}"/>{tabs}</w:pPr>{begin}{link}{end}</w:p>'


def add_contents_styles(word: Any, font: str, colour: str) -> None:
    """Styles TOC 1 and 2, which python-docx's template lacks."""
    for name, indent, size, bold in CONTENTS:
        heavy = "<w:b/>" if bold else ""
        word.styles.element.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="{name}"><w:name w:val="toc'
                f' {name[-1]}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority'
                f' w:val="39"/><w:pPr><w:spacing w:before="{80 if bold else 0}" w:after="40"/><w:ind'
                f' w:left="{indent}" w:right="400"/></w:pPr><w:rPr><w:rFonts w:ascii="{font}"'
                f' w:hAnsi="{font}"/>{heavy}<w:color w:val="{colour}"/><w:sz'
                f' w:val="{size * 2}"/></w:rPr></w:style>'
            )
        )


def set_language(word: Any, language: str) -> None:
    """The language in which words are checked and read aloud."""
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for found in defaults.findall(qn("w:lang")):
        defaults.remove(found)
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val={quoteattr(language)} w:bidi="ar-SA"/>'))


def edge_xml(start: str, end: Sequence[str], room: int, *, ruled: bool) -> str:
    """A running head or foot: a text at each side; `end` are texts or fields as XML."""
    small = look(8, GREY)
    rule = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="3" w:color="{LINE}"/></w:pBdr>' if ruled else ""
    )
    stops = (
        '<w:tabs><w:tab w:val="clear" w:pos="4320"/><w:tab w:val="clear" w:pos="8640"/><w:tab'
        f' w:val="right" w:pos="{room}"/></w:tabs>'
    )
    told = "".join(part if part.startswith("<w:r>") else run_xml(typeset(part), small) for part in end)
    return (
        "<w:p"
        f" {NS}><w:pPr>{rule}{stops}</w:pPr>{run_xml(typeset(start), small)}<w:r><w:tab/></w:r>{told}</w:p>"
    )


def page_of(words: dict[str, str]) -> list[str]:
    """ "Page 3 sur 12"."""
    small = look(8, GREY)
    return [
        f"{words['page']} ",
        field_xml("PAGE", "1", small),
        f" {words['of']} ",
        field_xml("NUMPAGES", "1", small),
    ]
