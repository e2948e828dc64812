"""A table that people filled in: its columns known by their headings, whatever their order.

A heading that nobody knows is not given up: where it stands and how it sounds tell which of the missing
columns it may be. Such a guess is only ever a question; who asks it decides what a guess may do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz

from azalai.tabular import Cell, Table

SOUNDS_LIKE = 75.0  # rapidfuzz, 0 to 100: from there on a heading is offered for another
TOP = 10  # rows in which the heads are looked for: people write a title above them
NONE = ""  # a person's word: this column is none of ours


@dataclass(frozen=True, slots=True)
class Strange:
    """A column whose heading is none of the form. text: as written, or its letter; guess: key, or ""."""

    position: int
    text: str
    guess: str = ""


@dataclass
class FormTable:
    """What a filled-in table holds.

    columns: key → position, of the headings that are sure; guessed: key → the strange column that it may
    be; strange: columns that no heading explains, guesses included; missing: keys found nowhere, guesses
    aside; again: key → further positions under the same heading; moved: known columns do not stand in the
    order of the form. first_row: number of the heads, as the file's own program shows it.
    """

    columns: dict[str, int] = field(default_factory=dict)
    guessed: dict[str, Strange] = field(default_factory=dict)
    strange: list[Strange] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    again: dict[str, list[int]] = field(default_factory=dict)
    moved: bool = False
    rows: tuple[tuple[Cell, ...], ...] = ()
    first_row: int = 1

    def lines(self) -> Iterator[tuple[int, dict[str, Cell], Sequence[Cell]]]:
        """Number of each row that is not blank, its cells by key (guessed ones too), and all its cells."""
        places = self.columns | {key: one.position for key, one in self.guessed.items()}
        for index, row in enumerate(self.rows[1:], 1):
            if any(cell.text.strip() or cell.note for cell in row):
                cells = {key: row[at] for key, at in places.items() if at < len(row)}
                yield self.first_row + index, cells, row


def read_form(
    table: Table,
    headings: Mapping[str, str],
    *,
    key_of: Callable[[str], str] = str.casefold,
    told: Mapping[str, str] | None = None,
) -> FormTable:
    """Columns of the table. headings: key of a column → its heading, in the order of the form.

    key_of: what makes two spellings of a heading the same; a star at the end marks what is required.
    told: what a person said of strange headings, `key_of` the heading → key, or NONE.
    """
    names = {key_of(heading): key for key, heading in headings.items()}
    top = _top(table, names, key_of)
    found = FormTable(rows=table.rows[top:], first_row=table.first_row + top)
    strange = _place_known(found, names, told or {}, key_of)
    absent = [key for key in headings if key not in found.columns]
    guesses = _guess(found, strange, absent, headings, key_of)
    found.strange = [Strange(one.position, one.text, guesses.get(one.position, "")) for one in strange]
    found.guessed = {one.guess: one for one in found.strange if one.guess}
    found.missing = [key for key in absent if key not in found.guessed]
    order = [key for key in headings if key in found.columns]
    found.moved = order != sorted(order, key=found.columns.__getitem__)
    return found


def _top(table: Table, names: Mapping[str, str], key_of: Callable[[str], str]) -> int:
    """The row that holds most of the headings, the first one where none does."""
    counts = [
        len({key_of(_heading(cell)) for cell in row} & names.keys()) for row in table.rows[:TOP] or ((),)
    ]
    return counts.index(max(counts))


def _heading(cell: Cell) -> str:
    return " ".join(cell.text.split()).removesuffix("*").strip()


def _place_known(
    found: FormTable, names: Mapping[str, str], told: Mapping[str, str], key_of: Callable[[str], str]
) -> list[Strange]:
    """Fill `columns` and `again`; what is left is strange. A merged head is its first column's."""
    strange: list[Strange] = []
    for position, cell in enumerate(found.rows[0] if found.rows else ()):
        text = _heading(cell) if cell.column == position else ""
        key = names.get(key_of(text)) if text else None
        if key is not None and key in found.columns:
            found.again.setdefault(key, []).append(position)
        elif key is not None:
            found.columns[key] = position
        elif text or _is_used(found.rows, position):
            strange.append(Strange(position, text or f"colonne {_letter(position)}"))
    return _place_told(found, strange, {one.position: told.get(key_of(one.text)) for one in strange})


def _place_told(
    found: FormTable, strange: Sequence[Strange], said: Mapping[int, str | None]
) -> list[Strange]:
    """Columns of which a person has said what they are; what remains strange."""
    for one in strange:
        key = said[one.position]
        if key and key in found.columns:
            found.again.setdefault(key, []).append(one.position)
        elif key:
            found.columns[key] = one.position
    return [one for one in strange if said[one.position] is None]


def _is_used(rows: Sequence[Sequence[Cell]], position: int) -> bool:
    return any(position < len(row) and row[position].text.strip() for row in rows[1:])


def _letter(position: int) -> str:
    """A, B, … Z, AA: as the program names a column."""
    text = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _guess(
    found: FormTable,
    strange: Sequence[Strange],
    absent: Sequence[str],
    headings: Mapping[str, str],
    key_of: Callable[[str], str],
) -> dict[int, str]:
    """Position of a strange column → the absent one that it may be. Where it stands says more than how it
    sounds: a whole run of renamed columns between the same neighbours is taken in order."""
    runs = {(before, after): keys for before, keys, after in _runs(list(headings), found.columns.keys())}
    by_position = {position: key for key, position in found.columns.items()}
    places = [*by_position, *(one.position for one in strange)]
    ours = [by_position.get(place, place) for place in sorted(places)]
    guesses: dict[int, str] = {}
    for before, positions, after in _runs(ours, found.columns.keys()):
        keys = runs.get((before, after), [])
        if len(keys) == len(positions):
            guesses |= dict(zip(positions, keys, strict=True))
    left = [key for key in absent if key not in guesses.values()]
    pairs = [
        (fuzz.WRatio(key_of(one.text), key_of(headings[key])), -one.position, key)
        for one in strange
        if one.position not in guesses
        for key in left
    ]
    for alike, place, key in sorted(pairs, reverse=True):
        if alike >= SOUNDS_LIKE and -place not in guesses and key not in guesses.values():
            guesses[-place] = key
    return guesses


def _runs(order: Sequence[object], known: object) -> Iterator[tuple[object, list, object]]:
    """What stands between two neighbours that are known: (the one before, those between, the one after)."""
    marks = [-1, *(index for index, one in enumerate(order) if one in known), len(order)]  # type: ignore[operator]
    for left, right in pairwise(marks):
        before = order[left] if left >= 0 else None
        after = order[right] if right < len(order) else None
        if right - left > 1:
            yield before, list(order[left + 1 : right]), after


def is_merged(cell: Cell) -> bool:
    """It covers several places of the table."""
    return cell.row_span > 1 or cell.column_span > 1
