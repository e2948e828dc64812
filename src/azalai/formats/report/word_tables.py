"""Tables of a report as WordprocessingML: heads repeated, rows whole, totals shaded."""

from __future__ import annotations

from azalai.formats.report.model import Grid, KeyFigures, Run, Text, plain
from azalai.formats.report.shaping import FIRST_ROWS, column_shares, stays_whole
from azalai.formats.report.text import typeset
from azalai.formats.report.word_xml import NS, Links, look, run_xml, runs_xml
from azalai.formats.word_out import INDIGO, INK, LIGHT, LINE, SAND

CELL_SIZE = 8.5
# A row longer than this many letters may go on over a page; the others stay whole.
LONG_ROW = 900
PER_ROW = 3
MARGINS = "".join(
    f'<w:{side} w:w="{size}" w:type="dxa"/>'
    for side, size in (("top", 45), ("left", 80), ("bottom", 45), ("right", 80))
)


def grid_xml(grid: Grid, links: Links, room: int, words: dict[str, str]) -> str:
    """The whole table; one without a row says so. room: width in twips."""
    widths = _twips(column_shares(grid), room)
    head = "".join(_head_cell(grid, place, name, widths[place]) for place, name in enumerate(grid.head))
    rows = "".join(_row(grid, number, links, widths) for number in range(len(grid.rows)))
    if not grid.rows:
        rows = _across(
            f"<w:r>{look(CELL_SIZE, INK, italic=True)}<w:t>{words['none']}</w:t></w:r>", widths, "FFFFFF"
        )
    borders = (
        f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{INDIGO}"/><w:bottom w:val="single" w:sz="4"'
        f' w:space="0" w:color="{LINE}"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
    )
    return _table(
        widths,
        borders,
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}",
        grid.caption,
    )


def _twips(shares: list[float], room: int) -> list[int]:
    return [max(1, int(share * room)) for share in shares]


def _table(widths: list[int], borders: str, rows: str, title: str) -> str:
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    named = typeset(title).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")[:250]
    return (
        f'<w:tbl {NS}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0"'
        f' w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout'
        f' w:type="fixed"/><w:tblCellMar>{MARGINS}</w:tblCellMar><w:tblLook w:firstRow="1" w:noHBand="1"'
        ' w:noVBand="1"/><w:tblCaption'
        f' w:val="{named}"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def _head_cell(grid: Grid, place: int, name: str, width: int) -> str:
    text = run_xml(typeset(name), look(CELL_SIZE, INDIGO, bold=True))
    return _cell(text, width, LIGHT, at_end=place in grid.numbers, keep=True, middle="bottom")


def _row(grid: Grid, number: int, links: Links, widths: list[int]) -> str:
    cells = grid.rows[number]
    if number in grid.groups:
        return _across(runs_xml(cells[0], links, size=CELL_SIZE, bold=True), widths, SAND)
    total = number >= len(grid.rows) - grid.foot
    longest = max((len(plain(cell)) for cell in cells), default=0)
    whole = "" if longest > LONG_ROW else "<w:cantSplit/>"
    made = "".join(
        _cell(
            runs_xml(cell, links, size=CELL_SIZE, bold=total),
            widths[place],
            LIGHT if total else "",
            at_end=place in grid.numbers,
            keep=_holds_next(grid, number),
        )
        for place, cell in enumerate(cells)
    )
    return f"<w:tr><w:trPr>{whole}</w:trPr>{made}</w:tr>"


def _holds_next(grid: Grid, number: int) -> bool:
    """A short table stays whole; of a longer one, no row stands alone at either side of a cut."""
    last = len(grid.rows) - 1
    at_an_end = number < FIRST_ROWS or number >= last - grid.foot - 1
    return number < last and (at_an_end or stays_whole(grid))


def _across(inner: str, widths: list[int], fill: str) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    shape = (
        f'<w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/><w:gridSpan'
        f' w:val="{len(widths)}"/>{shade}</w:tcPr>'
    )
    paragraph = f'<w:p><w:pPr><w:keepNext/><w:spacing w:after="0"/></w:pPr>{inner}</w:p>'
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>{shape}{paragraph}</w:tc></w:tr>"


def _cell(
    inner: str, width: int, fill: str, *, at_end: bool = False, keep: bool = False, middle: str = "top"
) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    shape = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="{middle}"/></w:tcPr>'
    keeping = "<w:keepNext/>" if keep else ""
    place = '<w:jc w:val="right"/>' if at_end else ""
    spaced = '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    return f"<w:tc>{shape}<w:p><w:pPr>{keeping}{spaced}{place}</w:pPr>{inner}</w:p></w:tc>"


def key_figures_xml(block: KeyFigures, links: Links, room: int) -> str:
    """The figures three by three, each above its words."""
    widths = _twips([1 / PER_ROW] * PER_ROW, room)
    rows = [block.items[start : start + PER_ROW] for start in range(0, len(block.items), PER_ROW)]
    made = "".join(_key_row(row, links, widths) for row in rows)
    gap = '<w:{side} w:val="single" w:sz="24" w:space="0" w:color="FFFFFF"/>'
    borders = "".join(gap.format(side=side) for side in ("insideH", "insideV"))
    return _table(widths, borders, made, "")


def _key_row(items: tuple[tuple[str, Text], ...], links: Links, widths: list[int]) -> str:
    filled = [*items, *[("", (Run(""),))] * (PER_ROW - len(items))]
    cells = "".join(_key_cell(label, runs, links, widths[0]) for label, runs in filled)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _key_cell(label: str, runs: Text, links: Links, width: int) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SAND}"/>' if label else ""
    shape = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
    figure = runs_xml(runs, links, size=15, colour=INDIGO, bold=True)
    words = run_xml(typeset(label), look(CELL_SIZE, INK)) if label else ""
    return (
        f'<w:tc>{shape}<w:p><w:pPr><w:keepNext/><w:spacing w:before="40"'
        f' w:after="20"/></w:pPr>{figure}</w:p><w:p><w:pPr><w:spacing w:after="40" w:line="240"'
        f' w:lineRule="auto"/></w:pPr>{words}</w:p></w:tc>'
    )
