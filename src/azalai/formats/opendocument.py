"""LibreOffice workbooks (.ods).

Read directly: the text of each cell is there as its author sees it, with shading and merged areas,
which python-calamine does not give. Source: OASIS OpenDocument 1.3, part 3, chapter 9 (tables).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from azalai.formats.archive import open_package
from azalai.formats.errors import damage_reported
from azalai.formats.grid import Area, GridBuilder, RawCell, lone_title
from azalai.formats.limits import DEFAULT_LIMITS, Limits
from azalai.formats.numbers import typed
from azalai.formats.opendocument_styles import OFFICE, TABLE, OdsStyles, cell_styles
from azalai.formats.parts import parse_part
from azalai.formats.sheet import FORMULA_ERROR, NO_RESULT
from azalai.formats.text import clean
from azalai.tabular import CellValue, Document, Table

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ROW_GROUPS = {TABLE + name for name in ("table-header-rows", "table-row-group", "table-rows")}
_COLUMN_GROUPS = {TABLE + name for name in ("table-header-columns", "table-column-group", "table-columns")}
_CELLS = {TABLE + "table-cell", TABLE + "covered-table-cell"}
_GAPS = {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
_SHADED_COLUMNS = 300  # shading further to the right is decoration


def read_ods(path: Path | str, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The workbook at `path`: one table for each visible sheet that is not empty.

    The file has passed `guard.check_file`. Raises UnreadableFile.
    """
    notes: set[str] = set()
    with damage_reported(), open_package(Path(path)) as package:
        root = parse_part(package, "content.xml", limits, notes)
        styles = cell_styles(package, root, limits)
        found = list(_tables(root, styles, limits, notes))
    tables = tuple(
        Table(number, rows, name, first + 1) for number, (name, rows, first) in enumerate(found, 1)
    )
    title = lone_title(tables[0].rows) if tables else ""
    return Document("ods", tables, title=title, notes=tuple(sorted(notes)))


def _tables(
    root: etree._Element, styles: OdsStyles, limits: Limits, notes: set[str]
) -> Iterator[tuple[str, tuple, int]]:
    for table in root.iterfind(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table"):
        name = table.get(TABLE + "name", "")
        if table.get(TABLE + "style-name") in styles.hidden_tables:
            notes.add(f"La feuille masquée « {name} » n'a pas été lue.")
            continue
        sheet = _Sheet(name, styles, limits)
        sheet.read(table)
        rows = sheet.grid.build(sheet.areas)
        notes.update(sheet.notes)
        if rows:
            yield name, rows, sheet.grid.first


@dataclass
class _Sheet:
    name: str
    styles: OdsStyles
    limits: Limits
    areas: list[Area] = field(default_factory=list)
    notes: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.grid = GridBuilder(self.limits, f"La feuille « {self.name} »")

    def read(self, table: etree._Element) -> None:
        """All rows of a `table:table` element."""
        defaults = list(_column_styles(table))
        number = 0
        for row in _unfolded(table, TABLE + "table-row", _ROW_GROUPS):
            self._note_hidden(row)
            times = _repeated(row, "rows")
            cells = list(self._cells(row, number, defaults))
            used = any(cell.text or cell.note for cell in cells)
            for turn in range(times if used else min(times, 1 if cells else 0)):
                self.grid.add_row(number + turn, cells)
            number += times

    def _note_hidden(self, row: etree._Element) -> None:
        if row.get(TABLE + "visibility") in ("collapse", "filter"):
            self.notes.add(
                f"La feuille « {self.name} » a des lignes ou des colonnes masquées :"
                " elles ont été lues aussi."
            )

    def _cells(self, row: etree._Element, number: int, defaults: list[str]) -> Iterator[RawCell]:
        column = 0
        for element in row:
            if element.tag not in _CELLS:
                continue
            times = _repeated(element, "columns")
            raw = self._raw(element, column, row, defaults)
            if raw.text or raw.note:
                self.limits.check_columns(column + times, self.grid.where)
            if raw.text or raw.note or (raw.shaded and column < _SHADED_COLUMNS):
                for turn in range(min(times, self.limits.columns)):
                    yield raw._replace(column=column + turn)
            self._add_area(element, number, column)
            column += times

    def _raw(self, element: etree._Element, column: int, row: etree._Element, defaults: list[str]) -> RawCell:
        own = element.get(TABLE + "style-name") or row.get(TABLE + "default-cell-style-name")
        style = self.styles.cell(own or (defaults[column] if column < len(defaults) else ""))
        if element.tag != TABLE + "table-cell":
            return RawCell(column, "")
        text = clean("\n".join(inline_text(part) for part in element.iterfind(_TEXT + "p")))
        bold = bool(text.strip()) and bool(style.bold)
        return RawCell(column, text, _value(element), bool(style.shaded), bold, self._note(element, text))

    def _note(self, element: etree._Element, text: str) -> str:
        if element.get(_CALC + "value-type") == "error" or text.startswith("Err:"):
            return f"{FORMULA_ERROR} ({text})"
        formula = element.get(TABLE + "formula") is not None
        if not formula or text or element.get(OFFICE + "value-type") is not None:
            return ""
        self.notes.add(
            f"La feuille « {self.name} » contient des formules sans valeur calculée :"
            " ouvrez le classeur et enregistrez-le pour les calculer."
        )
        return NO_RESULT

    def _add_area(self, element: etree._Element, row: int, column: int) -> None:
        height = int(element.get(TABLE + "number-rows-spanned", "1"))
        width = int(element.get(TABLE + "number-columns-spanned", "1"))
        if height > 1 or width > 1:
            self.areas.append(Area(row, column, row + height - 1, column + width - 1))


def _unfolded(parent: etree._Element, tag: str, groups: set[str]) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in groups:
            yield from _unfolded(child, tag, groups)


def _column_styles(table: etree._Element) -> Iterator[str]:
    """Default style of each of the first columns."""
    known = 0
    for column in _unfolded(table, TABLE + "table-column", _COLUMN_GROUPS):
        times = min(_repeated(column, "columns"), _SHADED_COLUMNS - known)
        known += times
        yield from [column.get(TABLE + "default-cell-style-name", "")] * times


def _repeated(element: etree._Element, what: str) -> int:
    return max(1, int(element.get(f"{TABLE}number-{what}-repeated", "1")))


def inline_text(paragraph: etree._Element) -> str:
    """Text of a paragraph as its author sees it, notes aside."""
    return "".join(_pieces(paragraph))


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in _GAPS:
            yield _GAPS[child.tag]
        elif child.tag == _TEXT + "s":
            yield " " * min(int(child.get(_TEXT + "c", "1")), 1_000)
        elif isinstance(child.tag, str) and not child.tag.endswith("}annotation"):
            yield from _pieces(child)
        yield child.tail or ""


def _value(element: etree._Element) -> CellValue:
    kind = element.get(OFFICE + "value-type")
    if kind in ("float", "percentage", "currency"):
        return typed(float(element.get(OFFICE + "value", "nan")))
    if kind == "date":
        return element.get(OFFICE + "date-value", "").removesuffix("T00:00:00") or None
    if kind == "boolean":
        return element.get(OFFICE + "boolean-value") == "true"
    return None
