"""Finding the header of a table and the role of each of its columns."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace

from azalai.engines.plan.columns import YEAR_HEAD, Role, role_from, role_of
from azalai.engines.plan.levels import read_label, read_number
from azalai.engines.plan.model import Column, Layout
from azalai.engines.plan.text import fold, key, squeeze
from azalai.tabular import Cell, Table

SEARCHED_ROWS = 30
LONGEST_HEADER = 110
CODE_LIKE = re.compile(r"^\s*[A-Z]{0,3}\.?\d{1,3}(?:[.\-]\d{1,3})*\s*[.)]?\s*$")

Mapping_ = Mapping[str, Mapping[int, str]]


def find_layout(table: Table, chosen: Mapping_ | None = None, previous: Layout | None = None) -> Layout | None:
    """The arrangement of a table, None when nothing in it looks like a header.

    chosen: signature -> column index -> spelled role, what a person decided on the preview.
    previous: layout of the table before, taken over by a table of the same width without a header.
    """
    rows = _header_rows(table)
    if not rows:
        return _taken_over(table, previous)
    headers = [_header_text(table, rows, index) for index in range(table.width)]
    signature = _signature(headers)
    columns = _columns(table, rows, headers)
    for index, spelled in (chosen or {}).get(signature, {}).items():
        if index < len(columns):
            columns[index] = Column(index, headers[index], role_from(spelled))
    return Layout(table.number, table.name, tuple(columns), rows, signature)


def _taken_over(table: Table, previous: Layout | None) -> Layout | None:
    if previous is None or len(previous.columns) != table.width:
        return None
    return replace(previous, table=table.number, sheet=table.name, header_rows=())


def _header_rows(table: Table) -> tuple[int, ...]:
    """Indices of the header's rows: the row whose cells are best known, with those that complete it."""
    scores = [(_score(row, index), -index) for index, row in enumerate(table.rows[:SEARCHED_ROWS])]
    best = max(scores, default=(0, 0))
    if best[0] < 2:
        return _plain_header(table)
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
    """The next row belongs to the header: cells of the header reach into it, or it only names periods."""
    row = table.rows[index]
    own = [cell for cell in _own_cells(row, index) if cell.text.strip()]
    if any(len(cell.text) > 60 or (read_label(cell.text) is not None) for cell in own):
        return False
    reaching = [cell for cell in row if cell.row == head and cell.row_span > 1]
    timed = [cell for cell in own if role_of(cell.text).name in {"year", "month", "year_cost"}]
    if reaching:
        return bool(own)
    return len(timed) >= 2 and 2 * len(timed) >= len(own)


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


def _columns(table: Table, rows: tuple[int, ...], headers: list[str]) -> list[Column]:
    columns = [Column(index, header, role_of(header)) for index, header in enumerate(headers)]
    columns = _numbered_years(columns)
    body = table.rows[rows[-1] + 1 :]
    columns = [_by_content(column, body) if not column.role.is_known else column for column in columns]
    return _in_order(_with_a_node(columns, body))


def _numbered_years(columns: list[Column]) -> list[Column]:
    """ "Calendrier" over several columns without names of their own: year 1, year 2, …"""
    result = list(columns)
    index = 0
    while index < len(columns):
        same = index
        while same + 1 < len(columns) and columns[same + 1].header == columns[index].header:
            same += 1
        if same > index and columns[index].role.name == "period":
            for offset in range(index, same + 1):
                result[offset] = replace(columns[offset], role=Role("year", number=offset - index + 1))
        index = same + 1
    return _with_years(result)


def _with_years(columns: list[Column]) -> list[Column]:
    """Month columns whose header names no year: a new year begins where the months begin again."""
    year, last = 1, 0
    result = []
    for column in columns:
        if column.role.name == "month" and column.role.number == 0:
            year += column.role.months[0] <= last
            last = column.role.months[0]
            column = replace(column, role=replace(column.role, number=year))
        result.append(column)
    return result


def _by_content(column: Column, body: tuple[tuple[Cell, ...], ...]) -> Column:
    """A column without a known header: codes, nothing at all, or unknown."""
    texts = [row[column.index].text.strip() for row in body if row[column.index].column_span == 1]
    filled = [text for text in texts if text]
    if not filled and not column.header:
        return replace(column, role=Role("ignore"), guessed=True)
    codes = [text for text in filled if CODE_LIKE.match(text)]
    if not column.header and column.index <= 1 and codes and len(codes) >= 0.6 * len(filled):
        return replace(column, role=Role("code"), guessed=True)
    return column


def _with_a_node(columns: list[Column], body: tuple[tuple[Cell, ...], ...]) -> list[Column]:
    """When no header names a level, the wordiest unknown column must hold the plan's lines."""
    if any(column.role.name == "node" for column in columns):
        return columns
    known = {column.role.name for column in columns}
    unknown = [column for column in columns if column.role.name == "unknown"]
    if not unknown or len(known - {"unknown", "ignore", "comments"}) < 2:
        return columns
    best = max(unknown, key=lambda column: sum(len(row[column.index].text) for row in body))
    if sum(len(row[best.index].text) for row in body) < 15 * max(len(body), 1):
        return columns
    columns[best.index] = replace(best, role=Role("node"), guessed=True)
    return columns


def _in_order(columns: list[Column]) -> list[Column]:
    """Results left of the activities are a level of the plan; right of them they are what is expected."""
    nodes = [c.index for c in columns if c.role.name == "node" and c.role.kinds != ("result",)]
    return [_result_role(column, nodes, columns) for column in columns]


def _result_role(column: Column, nodes: list[int], columns: list[Column]) -> Column:
    role = column.role
    if not nodes:
        return column
    if role.name == "expected_results" and column.index < max(nodes):
        return replace(column, role=Role("node", ("result",)))
    work = {"activity", "measure", "action", "task"}
    after_work = any(i < column.index and (work & set(columns[i].role.kinds) or not columns[i].role.kinds) for i in nodes)
    last = column.index > max(nodes)
    if role.name == "node" and role.kinds in {("result",), ("output",), ("outcome",)} and last and after_work:
        return replace(column, role=Role("expected_results"))
    return column
