"""A workbook to fill in: headed columns with notes, drop-down lists, rows that are already known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from azalai.formats.excel_out import FIT, FONT, INDIGO, INK, LIGHT, LINE, POINTS, SAND
from azalai.formats.outgoing import UNDATED, clean, lines_needed

LISTS = "Listes"
LAST_ROW = 2000  # lists are offered down to this row
TALLEST = 160.0  # points: a long story is read in its cell
LONGEST_CELL = 32_767  # characters, Excel's limit
Value = str | int | Decimal | None
# What whoever fills in a protected sheet may still do to see it better.
PERMITTED = dict.fromkeys(("format_cells", "format_columns", "format_rows", "sort", "autofilter"), True)


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column. width: Excel's unit; note: shown when the cell is chosen; choices: name of a list, ""
    for free entry; strict: nothing but the list is accepted; required: its head is marked.

    locked: what it says is only to be read, where the sheet is protected; hidden: nobody sees it."""

    title: str
    width: float = 18.0
    note: str = ""
    choices: str = ""
    strict: bool = True
    required: bool = False
    locked: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet: its columns and the rows that are already known, each as long as the columns.

    protected: locked columns and the heads cannot be written in. It has no password: it keeps from
    mistakes, whoever reads the sheet again trusts nothing. held: columns that stay in sight on the left.
    filterable: the heads carry Excel's filters.
    """

    name: str
    columns: Sequence[FormColumn]
    rows: Sequence[Sequence[Value]] = field(default=())
    protected: bool = False
    held: int = 1
    filterable: bool = False


def write_form(
    path: Path | str,
    sheets: Sequence[FormSheet],
    lists: Mapping[str, Sequence[str]],
    *,
    title: str = "",
    help_lines: Sequence[str] = (),
    help_name: str = "Mode d'emploi",
    at: datetime = UNDATED,
) -> None:
    """Write the workbook. lists: name → values, kept on a sheet of their own that people may read.

    Numbers are numbers; all else is text, also when it looks like a formula.
    """
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": clean(title)[:250], "created": at.replace(tzinfo=None)})
        looks = _looks(book)
        targets = [(book.add_worksheet(sheet.name), sheet) for sheet in sheets]
        ranges = _write_lists(book, lists, looks) if lists else {}
        for target, sheet in targets:
            _write_sheet(target, sheet, ranges, looks)
        if help_lines:
            _write_help(book.add_worksheet(help_name), title, help_lines, looks)


def _looks(book: Any) -> dict[str, Any]:
    plain = {"font_name": FONT, "font_size": 9, "font_color": INK, "valign": "top"}
    shut = {"bg_color": SAND, "locked": True}
    head = plain | {"bold": True, "font_color": INDIGO, "bg_color": LIGHT, "border": 1, "border_color": LINE}
    return {
        "text": book.add_format(plain | {"text_wrap": True, "num_format": "@", "locked": False}),
        "number": book.add_format(plain | {"num_format": "#,##0.##", "locked": False}),
        "locked text": book.add_format(plain | shut | {"text_wrap": True, "num_format": "@"}),
        "locked number": book.add_format(plain | shut | {"num_format": "#,##0.##"}),
        "head": book.add_format(head | {"text_wrap": True}),
        "title": book.add_format(plain | {"bold": True, "font_size": 14, "font_color": INDIGO}),
    }


def _write_lists(book: Any, lists: Mapping[str, Sequence[str]], looks: dict[str, Any]) -> dict[str, str]:
    """Where each list stands, as a formula."""
    target = book.add_worksheet(LISTS)
    ranges = {}
    for column, (name, values) in enumerate(lists.items()):
        target.set_column(column, column, 34)
        target.write_string(0, column, name, looks["head"])
        for row, value in enumerate(values, 1):
            target.write_string(row, column, clean(value)[:LONGEST_CELL], looks["text"])
        letter = xlsxwriter.utility.xl_col_to_name(column)
        ranges[name] = f"='{LISTS}'!${letter}$2:${letter}${max(len(values), 1) + 1}"
    target.freeze_panes(1, 0)
    return ranges


def _write_sheet(target: Any, sheet: FormSheet, ranges: Mapping[str, str], looks: dict[str, Any]) -> None:
    last = max(LAST_ROW, len(sheet.rows))
    for index, column in enumerate(sheet.columns):
        options = {"hidden": True} if column.hidden else {}
        target.set_column(index, index, column.width, _look(column, "text", looks), options)
        mark = " *" if column.required else ""
        target.write_string(0, index, f"{column.title}{mark}", looks["head"])
        if column.note or column.choices:
            target.data_validation(1, index, last, index, _validation(column, ranges))
    target.set_row(0, 32)
    target.freeze_panes(1, sheet.held)
    for number, row in enumerate(sheet.rows, 1):
        target.set_row(number, _height(row, sheet.columns))
        for index, value in enumerate(row):
            _put(target, number, index, value, sheet.columns[index], looks)
    if sheet.filterable:
        target.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    if sheet.protected:
        target.protect("", PERMITTED)
        _set_print(target, sheet)


def _height(row: Sequence[Value], columns: Sequence[FormColumn]) -> float:
    """Points: not every program fits a row to its text by itself when it opens the file."""
    pairs = zip(row, columns, strict=True)
    lines = [lines_needed(v, c.width * FIT) for v, c in pairs if isinstance(v, str) and not c.hidden]
    return min(TALLEST, max(lines, default=1) * POINTS + 4)


def _set_print(target: Any, sheet: FormSheet) -> None:
    """Two pages wide, what the row is about on both."""
    target.set_landscape()
    target.set_paper(8)  # A3
    target.fit_to_pages(2, 0)
    target.repeat_rows(0)
    target.repeat_columns(0, sheet.held - 1)


def _look(column: FormColumn, kind: str, looks: dict[str, Any]) -> Any:
    return looks[f"locked {kind}" if column.locked else kind]


def _put(target: Any, row: int, index: int, value: Value, column: FormColumn, looks: dict[str, Any]) -> None:
    if isinstance(value, int | Decimal):
        target.write_number(row, index, float(value), _look(column, "number", looks))
    elif value:
        target.write_string(row, index, clean(value)[:LONGEST_CELL], _look(column, "text", looks))


def _validation(column: FormColumn, ranges: Mapping[str, str]) -> dict[str, Any]:
    """Excel allows 32 characters in the title of a message, 255 in its text."""
    told = {"input_title": column.title[:32], "input_message": column.note[:255]} if column.note else {}
    if not column.choices:
        return {"validate": "any", **told}
    kind = "stop" if column.strict else "information"
    return {"validate": "list", "source": ranges[column.choices], "error_type": kind, **told}


def _write_help(target: Any, title: str, lines: Sequence[str], looks: dict[str, Any]) -> None:
    target.set_column(0, 0, 110)
    target.write_string(0, 0, clean(title), looks["title"])
    for row, line in enumerate(lines, 2):
        target.write_string(row, 0, clean(line), looks["text"])
