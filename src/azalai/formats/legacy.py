"""Excel workbooks before 2007 (.xls), read with python-calamine: no shading, no bold.

The stream of records is looked at first: calamine makes a dense grid as wide as the furthest cell.
Source of the record numbers: Microsoft, [MS-XLS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import python_calamine as calamine

from azalai.formats.compound import CompoundFile
from azalai.formats.errors import UnreadableFile, damage_reported
from azalai.formats.grid import Area, GridBuilder, RawCell, lone_title
from azalai.formats.limits import DEFAULT_LIMITS, Limits
from azalai.formats.numbers import displayed_moment, iso, plain, typed
from azalai.formats.text import clean
from azalai.tabular import Document, Table

_BEGIN, _PASSWORD, _DIMENSIONS = 0x0809, 0x002F, 0x0200
# Records of cells with a value: row and column come first.
_CELL_RECORDS = {0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E}
_ROWS, _COLUMNS = 65_536, 256
_DAY = frozenset("ymd")


def read_xls(path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The old workbook at `path`: one table for each visible sheet that is not empty.

    The file has passed `guard.check_file`. Raises UnreadableFile.
    """
    with damage_reported():
        _check_extent(Path(path).read_bytes(), limits)
        try:
            return _read(Path(path), limits)
        except calamine.PasswordError as error:
            raise UnreadableFile("encrypted") from error
        except calamine.CalamineError as error:
            raise UnreadableFile("damaged") from error
        except BaseException as error:
            raise _unless_panic(error) from error


def _unless_panic(error: BaseException) -> BaseException:
    """A failed assertion of the reading library means a damaged file; the rest goes through."""
    panicked = type(error).__name__ == "PanicException"
    return UnreadableFile("damaged") if panicked else error


def _read(path: Path, limits: Limits) -> Document:
    tables: list[Table] = []
    notes = ["Ancien format Excel : les couleurs des cellules n'ont pas été lues."]
    with calamine.CalamineWorkbook.from_path(path) as workbook:
        for sheet in workbook.sheets_metadata:
            if sheet.visible != calamine.SheetVisibleEnum.Visible:
                notes.append(f"La feuille masquée « {sheet.name} » n'a pas été lue.")
            elif sheet.typ == calamine.SheetTypeEnum.WorkSheet:
                tables += _tables(workbook.get_sheet_by_name(sheet.name), len(tables) + 1, limits)
    title = lone_title(tables[0].rows) if tables else ""
    return Document("xls", tuple(tables), title=title, notes=tuple(notes))


def _tables(sheet: calamine.CalamineSheet, number: int, limits: Limits) -> list[Table]:
    grid = GridBuilder(limits, f"La feuille « {sheet.name} »")
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        grid.add_row(row, [_raw(column, value) for column, value in enumerate(values)])
    areas = [Area(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    rows = grid.build(areas)
    return [Table(number, rows, sheet.name, grid.first + 1)] if rows else []


def _raw(column: int, value: object) -> RawCell:
    if isinstance(value, bool):
        return RawCell(column, "VRAI" if value else "FAUX", value)
    if isinstance(value, int | float):
        return RawCell(column, plain(value), typed(value))
    if isinstance(value, datetime):
        return RawCell(column, displayed_moment(value, _DAY | {"h"}), iso(value))
    if isinstance(value, date):
        return RawCell(column, f"{value:%d/%m/%Y}", value.isoformat())
    if isinstance(value, time):
        return RawCell(column, f"{value:%H:%M}", value.isoformat())
    if isinstance(value, timedelta):
        return RawCell(column, str(value), value.total_seconds() / 86_400)
    return RawCell(column, clean(str(value)))


def _check_extent(data: bytes, limits: Limits) -> None:
    """Raise UnreadableFile when a sheet is protected or its cells stand too far apart."""
    container = CompoundFile(data)
    stream = container.stream("Workbook" if "Workbook" in container.names else "Book")
    if not stream:
        raise ValueError("no records")
    rows = columns = 0
    for kind, body in _records(stream):
        if kind == _PASSWORD:
            raise UnreadableFile("encrypted")
        if kind == _BEGIN:
            rows = columns = 0
        elif kind == _DIMENSIONS:
            _check_declared(body)
        elif kind in _CELL_RECORDS and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            limits.check_size(rows, columns, "Une feuille")


def _check_declared(body: bytes) -> None:
    if len(body) < 12:
        return
    _, rows, _, columns = struct.unpack_from("<IIHH", body)
    if rows > _ROWS or columns > _COLUMNS:
        raise ValueError("dimensions that no sheet has")


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length
