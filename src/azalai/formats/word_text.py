"""Text of Word paragraphs and cells, as the reader of the final document sees it.

Source of the element names: ECMA-376 part 1, 17.3 (paragraphs), 17.5 (content controls) and
17.13.5 (revisions). Deleted text is left out, inserted text is kept, drawings are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from azalai.formats.text import tidy

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"

PARAGRAPH, TABLE, ROW, CELL = W + "p", W + "tbl", W + "tr", W + "tc"
# Elements around others that a reader does not see.
_WRAPPERS = {W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")} | {
    _MC + "AlternateContent",
    _MC + "Fallback",
}
# Elements whose text is not part of the final document, or stands outside its flow.
_PASSED_OVER = {
    W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "drawing", "pict", "object", "rt")
} | {_MC + "Choice"}
_SIGNS = {
    W + "br": "\n",
    W + "cr": "\n",
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "noBreakHyphen": "-",
}
_OFF = {"0", "false", "off", "none"}

TICK, CROSS, ARROW, BULLET = "✓", "X", "→", "•"
# Symbol fonts have no Unicode: code in the font, what it shows. Empty boxes show nothing.
_WINGDINGS = {0xFC: TICK, 0xFE: TICK, 0xFB: CROSS, 0xFD: CROSS, 0x78: CROSS}
_WINGDINGS |= dict.fromkeys((0xA8, 0x6F, 0x71, 0x72, 0xA3), "")
_WINGDINGS |= dict.fromkeys((0xE0, 0xF0, 0xE8), ARROW)
_WINGDINGS_2 = {0x50: TICK, 0x52: TICK, 0x4F: CROSS, 0x51: CROSS, 0x53: CROSS, 0x54: CROSS}
_WINGDINGS_2 |= {0xA3: ""}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_BOXES = str.maketrans({"☒": CROSS, "☑": CROSS, "☐": ""})


def children(element: etree._Element) -> Iterator[etree._Element]:
    """Children that a reader sees: content controls and kept revisions opened, the rest out."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from children(child)
        elif isinstance(child.tag, str) and child.tag not in _PASSED_OVER:
            yield child


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    """A Word attribute, None when the element or the attribute is absent."""
    return None if element is None else element.get(W + name)


def is_on(mark: etree._Element | None) -> bool:
    """Whether a switch such as `w:b` is there and on."""
    return mark is not None and mark.get(W + "val", "1") not in _OFF


def cell_text(cell: etree._Element) -> str:
    """Text of a cell, one line per paragraph; rows of a table inside it are lines too."""
    return tidy("".join(_block_texts(cell)).removesuffix("\n"))


def paragraph_text(paragraph: etree._Element) -> str:
    """Text of a paragraph, forced line breaks as "\\n"."""
    return tidy("".join(_inline(paragraph)))


def own_text(cell: etree._Element) -> str:
    """Text of a cell outside the tables inside it."""
    return "".join(paragraph_text(child) for child in children(cell) if child.tag == PARAGRAPH).strip()


def _block_texts(parent: etree._Element) -> Iterator[str]:
    for child in children(parent):
        if child.tag == PARAGRAPH:
            yield "".join(_inline(child))
            yield "" if _mark_deleted(child) else "\n"
        elif child.tag == TABLE:
            yield _nested_text(child)


def _nested_text(table: etree._Element) -> str:
    rows = (
        " ".join(filter(None, (cell_text(cell) for cell in children(row) if cell.tag == CELL)))
        for row in children(table)
        if row.tag == ROW
    )
    return "".join(f"{row}\n" for row in rows if row)


def _mark_deleted(paragraph: etree._Element) -> bool:
    """The end of this paragraph is deleted: it goes on in the next one."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _inline(element: etree._Element) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == W + "r":
            yield _run_text(child)
        elif tag == W + "sdt":
            text = "".join(_inline(child))
            yield text.translate(_BOXES) if _is_checkbox(child) else text
        elif isinstance(tag, str) and tag not in _PASSED_OVER:
            yield child.text or "" if tag == _MATH_TEXT else "".join(_inline(child))


def _is_checkbox(control: etree._Element) -> bool:
    return control.find(f"{W}sdtPr/{_W14}checkbox") is not None


def _run_text(run: etree._Element) -> str:
    properties = run.find(W + "rPr")
    if properties is not None and is_on(properties.find(W + "vanish")):
        return ""
    text = "".join(_pieces(run))
    return _in_symbol_font(text, properties) if text and properties is not None else text


def _pieces(run: etree._Element) -> Iterator[str]:
    for child in run:
        tag = child.tag
        if tag == W + "t":
            yield child.text or ""
        elif tag == W + "br":
            yield "" if child.get(W + "type") in ("page", "column") else "\n"
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == W + "sym":
            yield _symbol(child.get(W + "font", ""), child.get(W + "char", ""))
        elif tag == W + "fldChar":
            yield _form_checkbox(child)
        elif tag == W + "ruby" or tag in _WRAPPERS:
            yield "".join(_inline(child)) + "".join(_pieces(child))


def _symbol(font: str, code: str) -> str:
    signs = _FONTS.get(font.lower())
    number = int(code or "0", 16)
    if signs is None:
        return "" if 0xE000 <= number < 0xF900 or not number else chr(number)
    return signs.get(number & 0xFF, BULLET)


def _in_symbol_font(text: str, properties: etree._Element) -> str:
    """Letters typed in a symbol font: "ü" in Wingdings is a tick."""
    fonts = properties.find(W + "rFonts")
    signs = _FONTS.get((attribute(fonts, "ascii") or "").lower())
    if signs is None or properties.getparent().find(W + "t") is None:
        return text
    return "".join(
        sign if sign.isspace() or sign in (TICK, CROSS) else signs.get(ord(sign) & 0xFF, BULLET)
        for sign in text
    )


def _form_checkbox(mark: etree._Element) -> str:
    """The tick boxes of old forms."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    checked = box.find(W + "checked")
    return CROSS if is_on(checked if checked is not None else box.find(W + "default")) else ""
