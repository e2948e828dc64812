"""A workbook to fill in: headed columns with notes, drop-down lists, rows that are already known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from azalai.formats.excel_out import FONT, INDIGO, INK, LIGHT, LINE
from azalai.formats.outgoing import UNDATED, clean

LISTS = "Listes"
LAST_ROW = 2000  # lists are offered down to this row
LONGEST_CELL = 32_767  # characters, Excel's limit
Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column. width: Excel's unit; note: shown when the cell is chosen; choices: name of a list, ""
    for free entry; strict: nothing but the list is accepted; required: its head is marked."""

    title: str
    width: float = 18.0
    note: str = ""
    choices: str = ""
    strict: bool = True
    required: bool = False


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet: its columns and the rows that are already known, each as long as the columns."""

    name: str
    columns: Sequence[FormColumn]
    rows: Sequence[Sequence[Value]] = field(default=())


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
        ranges = _write_lists(book, lists, looks)
        for target, sheet in targets:
            _write_sheet(target, sheet, ranges, looks)
        if help_lines:
            _write_help(book.add_worksheet(help_name), title, help_lines, looks)


def _looks(book: Any) -> dict[str, Any]:
    plain = {"font_name": FONT, "font_size": 9, "font_color": INK, "valign": "top"}
    head = plain | {"bold": True, "font_color": INDIGO, "bg_color": LIGHT, "border": 1, "border_color": LINE}
    return {
        "text": book.add_format(plain | {"text_wrap": True, "num_format": "@"}),
        "number": book.add_format(plain | {"num_format": "#,##0.##"}),
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
    for index, column in enumerate(sheet.columns):
        target.set_column(index, index, column.width, looks["text"])
        mark = " *" if column.required else ""
        target.write_string(0, index, f"{column.title}{mark}", looks["head"])
        if column.note or column.choices:
            target.data_validation(1, index, LAST_ROW, index, _validation(column, ranges))
    target.set_row(0, 32)
    target.freeze_panes(1, 1)
    for number, row in enumerate(sheet.rows, 1):
        for index, value in enumerate(row):
            _put(target, number, index, value, looks)


def _put(target: Any, row: int, column: int, value: Value, looks: dict[str, Any]) -> None:
    if isinstance(value, int | Decimal):
        target.write_number(row, column, float(value), looks["number"])
    elif value:
        target.write_string(row, column, clean(value)[:LONGEST_CELL], looks["text"])


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
