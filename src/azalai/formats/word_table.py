"""A Word table as a rectangular grid.

Source: ECMA-376 part 1, 17.4 (gridSpan, vMerge, gridBefore, gridAfter, shd).
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from azalai.formats.limits import Limits
from azalai.formats.word_styles import Styles
from azalai.formats.word_text import CELL, PARAGRAPH, ROW, W, attribute, cell_text, children, is_on
from azalai.tabular import Cell

Rows = tuple[tuple[Cell, ...], ...]
_WHITE = {"auto", "FFFFFF", "white"}
_WHITE_THEMES = {"background1", "light1", "bg1", "lt1"}
_NO_PATTERN = {"nil", "clear", None}


@dataclass(slots=True)
class _Draft:
    """A cell while its table is being laid out."""

    element: etree._Element | None
    row: int
    column: int
    height: int = 1
    width: int = 1


def read_grid(table: etree._Element, styles: Styles, limits: Limits, number: int) -> Rows:
    """Rows of a `w:tbl` element: one cell object per merged area, blank cells where none stands.

    number: the table's place in the document, for a refusal. Raises UnreadableFile when the table
    is out of bounds.
    """
    where = f"Le tableau {number}"
    drafts: list[list[_Draft]] = []
    for row in children(table):
        if row.tag == ROW and row.find(f"{W}trPr/{W}del") is None:
            drafts.append(_lay_out(row, drafts, limits, where))
    width = max((len(row) for row in drafts), default=0)
    limits.check_size(len(drafts), width, where)
    cells: dict[int, Cell] = {}
    return tuple(
        tuple(
            _cell(row[column], styles, cells) if column < len(row) else Cell("", number, column)
            for column in range(width)
        )
        for number, row in enumerate(drafts)
    )


def _lay_out(row: etree._Element, above: list[list[_Draft]], limits: Limits, where: str) -> list[_Draft]:
    """Drafts of one row, one for each grid position."""
    index = len(above)
    laid = [_Draft(None, index, column) for column in range(_count(row, "trPr", "gridBefore", 0))]
    for element in children(row):
        if element.tag != CELL:
            continue
        draft = _continued(element, laid, above) or _Draft(element, index, len(laid))
        if draft.row == index:
            draft.width = max(draft.width, len(laid) + _span(element) - draft.column)
        elif len(above) + 1 - draft.row > draft.height:
            draft.height += 1
        laid += [draft] * _span(element)
        limits.check_columns(len(laid), where)
    after = _count(row, "trPr", "gridAfter", 0)
    laid += [_Draft(None, index, len(laid) + offset) for offset in range(after)]
    return laid


def _continued(element: etree._Element, laid: list[_Draft], above: list[list[_Draft]]) -> _Draft | None:
    """The draft that this cell continues: the one above it, or the one before it."""
    if _merge(element, "hMerge") == "continue" and laid:
        return laid[-1]
    if _merge(element, "vMerge") != "continue" or not above:
        return None
    column = len(laid)
    upper = above[-1][column] if column < len(above[-1]) else None
    if upper is None or upper.element is None or (upper.column, upper.width) != (column, _span(element)):
        return None
    return upper if _merge(upper.element, "vMerge") is not None else None


def _merge(element: etree._Element, kind: str) -> str | None:
    """ "restart", "continue" (which is also what a bare mark means) or None."""
    mark = element.find(f"{W}tcPr/{W}{kind}")
    return None if mark is None else attribute(mark) or "continue"


def _span(element: etree._Element) -> int:
    return max(1, _count(element, "tcPr", "gridSpan", 1))


def _count(element: etree._Element, properties: str, name: str, default: int) -> int:
    text = attribute(element.find(f"{W}{properties}/{W}{name}"))
    return min(int(text), 1_000_000) if text else default


def _cell(draft: _Draft, styles: Styles, known: dict[int, Cell]) -> Cell:
    """The one cell of a draft."""
    if (cell := known.get(id(draft))) is None:
        cell = known[id(draft)] = _built(draft, styles)
    return cell


def _built(draft: _Draft, styles: Styles) -> Cell:
    if draft.element is None:
        return Cell("", draft.row, draft.column)
    text = cell_text(draft.element)
    return Cell(
        text,
        draft.row,
        draft.column,
        row_span=draft.height,
        column_span=draft.width,
        shaded=_is_shaded(draft.element.find(f"{W}tcPr/{W}shd")),
        bold=bool(text.strip()) and _is_bold(draft.element, styles),
    )


def _is_shaded(shading: etree._Element | None) -> bool:
    if shading is None:
        return False
    fill = (attribute(shading, "fill") or "auto").removeprefix("#")
    if fill.upper() not in map(str.upper, _WHITE):
        return True
    theme = attribute(shading, "themeFill")
    if fill == "auto" and theme is not None:
        return theme not in _WHITE_THEMES
    return _is_patterned(shading)


def _is_patterned(shading: etree._Element) -> bool:
    """Hatched, dotted or filled with the colour of the pattern."""
    if attribute(shading) in _NO_PATTERN:
        return False
    return (attribute(shading, "color") or "auto").upper() != "FFFFFF"


def _is_bold(cell: etree._Element, styles: Styles) -> bool:
    """Whether all the text of a cell is bold."""
    return all(
        _run_is_bold(run, paragraph, styles)
        for paragraph in cell.iter(PARAGRAPH)
        for run in paragraph.iter(W + "r")
        if any((text.text or "").strip() for text in run.iterfind(W + "t"))
    )


def _run_is_bold(run: etree._Element, paragraph: etree._Element, styles: Styles) -> bool:
    own = run.find(f"{W}rPr/{W}b")
    if own is not None:
        return is_on(own)
    character = attribute(run.find(f"{W}rPr/{W}rStyle"))
    return styles.is_bold(character) or styles.is_bold(attribute(paragraph.find(f"{W}pPr/{W}pStyle")))
