"""Finding the header of a table and the role of each of its columns."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace

from azalai.engines.plan.amounts import announced_unit, currency_in, header_factor
from azalai.engines.plan.columns import YEAR_HEAD, role_from, role_of
from azalai.engines.plan.levels import read_label, read_number
from azalai.engines.plan.model import Column, Layout
from azalai.engines.plan.roles import roles_of
from azalai.engines.plan.text import fold, key, squeeze
from azalai.tabular import Cell, Table

SEARCHED_ROWS = 30
LONGEST_HEADER = 110
# Names that programs give to sheets by themselves.
DEFAULT_NAME = re.compile(r"(?i)^\s*(?:feuil(?:le)?|sheet|tabelle|hoja|table(?:au)?)\s*\d*\s*$")

Mapping_ = Mapping[str, Mapping[int, str]]


def find_layout(
    table: Table, chosen: Mapping_ | None = None, previous: Layout | None = None
) -> Layout | None:
    """The arrangement of a table, None when nothing in it looks like a header.

    chosen: signature -> column index -> spelled role, what a person decided on the preview.
    previous: layout of the table before, taken over by a table of the same width without a header.
    """
    rows = _header_rows(table)
    if not rows and previous is not None and len(previous.columns) == table.width:
        return replace(previous, table=table.number, sheet=table.name, header_rows=())
    rows = rows or _plain_header(table)
    if not rows:
        return None
    headers = [_header_text(table, rows, index) for index in range(table.width)]
    signature = _signature(headers)
    columns = roles_of(headers, table.rows[rows[-1] + 1 :])
    for index, spelled in (chosen or {}).get(signature, {}).items():
        if index < len(columns):
            columns[index] = Column(index, headers[index], role_from(spelled))
    unit = _unit_above(table, rows[0])
    columns = [replace(c, factor=_factor(c, unit)) for c in columns]
    return Layout(table.number, table.name, tuple(columns), rows, signature, unit)


def _factor(column: Column, unit: int) -> int:
    """Unit of a column's amounts: that of its header, else that announced above the table."""
    if column.role.name not in {"cost", "year_cost", "year", "month"}:
        return 1
    own = header_factor(column.header)
    return unit if own == 1 and not currency_in(column.header) else own


def _unit_above(table: Table, head: int) -> int:
    """Unit announced in the heading of the table or in the rows above its header."""
    texts = [table.heading, *(cell.text for row in table.rows[:head] for cell in row)]
    return next((unit for text in texts if (unit := announced_unit(text)) > 1), 1)


def _header_rows(table: Table) -> tuple[int, ...]:
    """Indices of the header's rows: the row whose cells are best known, with those that complete it."""
    scores = [(_score(row, index), -index) for index, row in enumerate(table.rows[:SEARCHED_ROWS])]
    best = max(scores, default=(0, 0))
    if best[0] < 2:
        return ()
    first = last = -best[1]
    while first > 0 and _completes_above(table, first - 1, first):
        first -= 1
    while last + 1 < len(table.rows) and _completes_below(table, last, last + 1):
        last += 1
    return tuple(range(first, last + 1))


def _plain_header(table: Table) -> tuple[int, ...]:
    """A first row of short texts, none of them understood: a person will say what they are."""
    for index, row in enumerate(table.rows[:SEARCHED_ROWS]):
        texts = [cell.text.strip() for cell in _own_cells(row, index) if cell.text.strip()]
        short = [text for text in texts if len(text) <= 60 and not re.fullmatch(r"[\d\s.,]+", text)]
        if len(short) >= 3 and len(short) == len(texts) and index + 1 < len(table.rows):
            return (index,)
    return ()


def _own_cells(row: tuple[Cell, ...], index: int) -> list[Cell]:
    """Cells that begin in this row, once each."""
    seen: list[Cell] = []
    for cell in row:
        if cell.row == index and (not seen or cell is not seen[-1]):
            seen.append(cell)
    return seen


def _score(row: tuple[Cell, ...], index: int) -> int:
    """How many different roles the row's cells announce; 0 for what is plainly data."""
    cells = [cell for cell in _own_cells(row, index) if cell.text.strip()]
    if len(cells) < 2:
        return 0
    known = [role_of(cell.text) for cell in cells if _may_head(cell)]
    names = {role.spelled() for role in known if role.is_known}
    return len(names) if 2 * len([r for r in known if r.is_known]) >= len(cells) else 0


def _may_head(cell: Cell) -> bool:
    text = cell.text.strip()
    if len(text) > LONGEST_HEADER or (cell.value is not None and not isinstance(cell.value, (str, int))):
        return False
    label = read_label(text)
    return not (label and label.title) and not read_number(text)


def _completes_below(table: Table, head: int, index: int) -> bool:
    """The next row belongs to the header: cells of the header reach into it, or it only names parts."""
    row = table.rows[index]
    own = [cell for cell in _own_cells(row, index) if cell.text.strip()]
    if any(len(cell.text) > 60 or _is_line(cell.text) for cell in own):
        return False
    if any(cell.row == head and cell.row_span > 1 for cell in row):
        return bool(own)
    timed = [cell for cell in own if role_of(cell.text).name in {"year", "month", "year_cost"}]
    return (len(timed) >= 2 and 2 * len(timed) >= len(own)) or _names_parts(table, head, index)


def _is_line(text: str) -> bool:
    """A text that names a node of the plan."""
    label = read_label(text)
    return label is not None and bool(label.title)


def _names_parts(table: Table, head: int, index: int) -> bool:
    """Words under the blank cells that follow a title of the header ("Coût" over "État" and "Total")."""
    above, below = table.rows[head], table.rows[index]
    filled = [i for i, cell in enumerate(below) if cell.text.strip() and cell.row == index]
    words = [below[i].text for i in filled]
    if len(filled) < 2 or any(re.search(r"\d", text) or len(text) > 30 for text in words):
        return False
    blank = [i for i in filled if not above[i].text.strip() or above[i].column_span > 1]
    heads = [i for i in filled if i not in blank]
    if not blank or any(i + 1 not in blank for i in heads):
        return False
    return all(not above[i].text.strip() or i in heads or above[i].column_span > 1 for i in filled)


def _completes_above(table: Table, index: int, head: int) -> bool:
    """The row above groups columns of the header: several short cells, one of them over several columns."""
    own = [cell for cell in _own_cells(table.rows[index], index) if cell.text.strip()]
    wide = [cell for cell in own if 1 < cell.column_span < table.width]
    years = [cell for cell in own if YEAR_HEAD.search(squeeze(fold(cell.text)))]
    if any(len(cell.text) > 60 for cell in own) or any(cell.column_span == table.width for cell in own):
        return False
    reaching = any(cell.row == index and cell.row_span > 1 for cell in table.rows[head])
    return reaching or len(wide) >= 2 or len(years) >= 2


def _header_text(table: Table, rows: tuple[int, ...], index: int) -> str:
    """Lines of a column's header, an unmerged group title above counting for the blank cells to its right."""
    lines: list[str] = []
    for depth, row in enumerate(rows):
        cell = table.rows[row][index]
        text = squeeze(cell.text)
        if not text and depth + 1 < len(rows) and _below_is_filled(table, rows[depth + 1 :], index):
            text = _nearest_left(table.rows[row], index)
        if text and (not lines or lines[-1] != text):
            lines.append(text)
    return "\n".join(lines)


def _below_is_filled(table: Table, rows: tuple[int, ...], index: int) -> bool:
    return any(table.rows[row][index].text.strip() for row in rows)


def _nearest_left(row: tuple[Cell, ...], index: int) -> str:
    return next((squeeze(row[i].text) for i in range(index, -1, -1) if row[i].text.strip()), "")


def _signature(headers: list[str]) -> str:
    joined = "|".join(key(header) for header in headers)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]
