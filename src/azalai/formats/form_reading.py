"""A table that people filled in: its columns known by their headings, whatever their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from azalai.tabular import Cell, Table


@dataclass
class FormTable:
    """What a filled-in table holds.

    columns: key → position. missing: headings that were not found; unknown: headings that no column has;
    repeated: headings that occur again; moved: known columns do not stand in the order of the form.
    """

    columns: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    moved: bool = False
    rows: tuple[tuple[Cell, ...], ...] = ()
    first_row: int = 1

    def lines(self) -> Iterator[tuple[int, dict[str, Cell]]]:
        """Number of each row that is not blank, as its own program shows it, and its cells by key."""
        for index, row in enumerate(self.rows[1:], 1):
            cells = {key: row[at] for key, at in self.columns.items() if at < len(row)}
            if any(cell.text.strip() or cell.note for cell in row):
                yield self.first_row + index, cells


def read_form(
    table: Table, headings: Mapping[str, str], *, key_of: Callable[[str], str] = str.casefold
) -> FormTable:
    """Columns of the table. headings: key of a column → its heading, in the order of the form.

    key_of: what makes two spellings of a heading the same; a star at the end marks what is required.
    """
    known = {key_of(heading): key for key, heading in headings.items()}
    found = FormTable(rows=table.rows, first_row=table.first_row)
    for index, cell in enumerate(table.rows[0] if table.rows else ()):
        text = " ".join(cell.text.split())
        key = known.get(key_of(text.removesuffix("*").strip()))
        if key is None:
            found.unknown += [text] if text else []
        elif key in found.columns:
            found.repeated.append(text)
        else:
            found.columns[key] = index
    found.missing = [heading for key, heading in headings.items() if key not in found.columns]
    order = [key for key in headings if key in found.columns]
    found.moved = order != sorted(order, key=found.columns.__getitem__)
    return found


def is_merged(cell: Cell) -> bool:
    """It covers several places of the table."""
    return cell.row_span > 1 or cell.column_span > 1
