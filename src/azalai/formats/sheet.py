"""One sheet of a workbook, cell by cell, in one pass over its XML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from azalai.formats.grid import Area, GridBuilder, RawCell
from azalai.formats.limits import Limits
from azalai.formats.numbers import displayed, displayed_moment, iso, moment, typed
from azalai.formats.parts import PartStream, parse_events
from azalai.formats.sheet_strings import RichText, RichTextReader, unescaped
from azalai.formats.sheet_styles import PLAIN, CellStyle
from azalai.formats.text import CONTROL_NOTE
from azalai.tabular import Cell, CellValue

NO_RESULT = "formule sans valeur calculée"
FORMULA_ERROR = "erreur de formule"
Rows = tuple[tuple[Cell, ...], ...]
# Text, value, bold (None: as the style says), note.
Content = tuple[str, CellValue, bool | None, str]

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ON = {"1", "true"}
_TRUTH = {"1": "VRAI", "0": "FAUX"}
_MOST_CELLS = 20_000  # in a row; Excel itself stops at 16 384
_SHADED_COLUMNS = 300  # shading further to the right is decoration


@dataclass
class SheetContext:
    """What the cells of all sheets refer to, and what the person should know afterwards."""

    strings: list[RichText]
    styles: list[CellStyle]
    from_1904: bool
    limits: Limits
    notes: list[str] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        """Keep a sentence once."""
        if sentence not in self.notes:
            self.notes.append(sentence)


def read_sheet(stream: PartStream, name: str, context: SheetContext) -> tuple[Rows, int]:
    """Rows of the used range, and the sheet's row number (from 0) of the first of them."""
    reader = _SheetReader(name, context)
    parse_events(stream, reader)
    if stream.cleaned:
        context.note(CONTROL_NOTE)
    return reader.build()


class _SheetReader:
    def __init__(self, name: str, context: SheetContext) -> None:
        self._name = name
        self._context = context
        self._grid = GridBuilder(context.limits, f"La feuille « {name} »")
        self._areas: list[Area] = []
        self._row = self._column = -1
        self._cells: list[RawCell] = []
        self._cell: dict[str, str] | None = None
        self._stored: list[str] | None = None
        self._inline: RichTextReader | None = None
        self._listening = self._formula = self._hidden = False
        self._uncalculated = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens; the most frequent first."""
        if name == "c":
            self._open_cell(attributes)
        elif name == "v":
            self._listening, self._stored = True, []
        elif self._inline is not None:
            self._inline.start(name, attributes)
        elif name == "f":
            self._formula = True
        elif name == "is":
            self._inline = RichTextReader()
        elif name == "row":
            self._open_row(attributes)
        elif name == "mergeCell":
            self._areas.append(_area(attributes.get("ref", "")))
        elif name == "col":
            self._hidden = self._hidden or attributes.get("hidden") in _ON

    def text(self, piece: str) -> None:
        """Characters come."""
        if self._listening and self._stored is not None:
            self._stored.append(piece)
        elif self._inline is not None:
            self._inline.text(piece)

    def end(self, name: str) -> None:
        """An element closes."""
        if name == "v":
            self._listening = False
        elif name == "c":
            self._close_cell()
        elif name == "row":
            self._close_row()
        elif self._inline is not None and name != "is":
            self._inline.end(name)

    def build(self) -> tuple[Rows, int]:
        """Rows and the number of the first; tells the context what to note."""
        rows = self._grid.build(self._areas)
        if rows and self._hidden:
            self._context.note(
                f"La feuille « {self._name} » a des lignes ou des colonnes masquées :"
                " elles ont été lues aussi."
            )
        if self._uncalculated:
            self._context.note(
                f"La feuille « {self._name} » contient {self._uncalculated} formule(s) sans valeur"
                " calculée : ouvrez le classeur dans Excel et enregistrez-le pour les calculer."
            )
        return rows, self._grid.first

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        row = int(number) - 1 if number else self._row + 1
        if row <= self._row:
            raise ValueError("rows out of order")
        self._row, self._column, self._cells = row, -1, []
        self._hidden = self._hidden or attributes.get("hidden") in _ON

    def _close_row(self) -> None:
        self._cells.sort(key=_by_column)
        self._grid.add_row(self._row, self._cells)
        self._cells = []

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._cell, self._stored, self._inline, self._formula = attributes, None, None, False
        place = attributes.get("r")
        self._column = _column(place) if place else self._column + 1

    def _close_cell(self) -> None:
        if self._cell is None:
            return
        style = self._style(self._cell.get("s"))
        text, value, bold, note = self._content(self._cell.get("t", "n"), style)
        self._cell, self._inline = None, None
        shaded = style.shaded and (bool(text) or self._column < _SHADED_COLUMNS)
        if not (text or shaded or note):
            return
        bold = bool(text.strip()) and (style.bold if bold is None else bold)
        self._cells.append(RawCell(self._column, text, value, shaded, bold, note))
        if len(self._cells) > _MOST_CELLS:
            raise ValueError("more cells than a row can have")

    def _style(self, number: str | None) -> CellStyle:
        styles = self._context.styles
        return styles[int(number)] if number and int(number) < len(styles) else PLAIN

    def _content(self, kind: str, style: CellStyle) -> Content:
        if self._inline is not None:
            return self._text(self._inline.result())
        stored = "".join(self._stored or ())
        if stored:
            return self._typed(kind, stored, style)
        empty_text = kind == "str" and self._stored is not None  # a formula that gives ""
        return self._nothing(uncalculated=self._formula and not empty_text)

    def _nothing(self, *, uncalculated: bool) -> Content:
        self._uncalculated += uncalculated
        return "", None, None, NO_RESULT if uncalculated else ""

    def _typed(self, kind: str, stored: str, style: CellStyle) -> Content:
        if kind == "n":
            return self._number(float(stored), style)
        if kind == "s":
            return self._text(self._context.strings[int(stored)])
        if kind == "e":
            return stored, None, None, f"{FORMULA_ERROR} ({stored})"
        if kind == "b":
            return _TRUTH.get(stored, stored), stored == "1", None, ""
        if kind == "d":
            return _dated(datetime.fromisoformat(stored.removesuffix("Z")), frozenset("ymd"))
        return self._text(unescaped(stored))

    def _text(self, rich: RichText) -> Content:
        if rich.cleaned:
            self._context.note(CONTROL_NOTE)
        return rich.text, None, rich.bold, ""

    def _number(self, number: float, style: CellStyle) -> Content:
        if style.number.is_date:
            when = moment(number, from_1904=self._context.from_1904)
            if when is not None:
                return _dated(when, style.number.parts)
        return displayed(number, style.number), typed(number), None, ""


def _by_column(cell: RawCell) -> int:
    return cell.column


def _dated(when: datetime, parts: frozenset[str]) -> Content:
    return displayed_moment(when, parts), iso(when), None, ""


def _parted(place: str) -> tuple[str, int]:
    found = _PLACE.fullmatch(place)
    if found is None:
        raise ValueError(place)
    return found[1], int(found[2])


def _column(place: str) -> int:
    """Column, from 0, of a place such as "AB12"."""
    number = 0
    for letter in _parted(place)[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    last = last or first
    return Area(_parted(first)[1] - 1, _column(first), _parted(last)[1] - 1, _column(last))
