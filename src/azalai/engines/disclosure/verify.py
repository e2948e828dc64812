"""Attack on a printed table: which hidden cells have one possible value only?

Independent of the protection: it knows nothing but what is printed. It tightens lower and upper bounds of
each hidden cell by every row, column and total until nothing moves, then searches for a second table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from azalai.engines.disclosure.table import TOTAL, Key

Sum = tuple[Key, tuple[Key, ...]]


def determined(values: Mapping[Key, int | None]) -> dict[Key, int]:
    """Hidden cells that a reader can compute, with their value. Hidden cells are known to be at least one.

    Exact for small tables; the search is exponential in the number of hidden cells.
    """
    tables = _tables(dict(values), _sums(values))
    first = next(tables, None)
    if first is None:
        return {}
    fixed = {key: first[key] for key, value in values.items() if value is None}
    for other in tables:
        fixed = {key: value for key, value in fixed.items() if other[key] == value}
        if not fixed:
            break
    return fixed


def _sums(values: Mapping[Key, int | None]) -> list[Sum]:
    """Each total and the cells that make it."""
    rows = sorted({row for row, _ in values})
    columns = sorted({column for _, column in values})
    inner_rows, inner_columns = [r for r in rows if r != TOTAL], [c for c in columns if c != TOTAL]
    found: list[Sum] = [((row, TOTAL), tuple((row, c) for c in inner_columns)) for row in rows]
    found += [((TOTAL, column), tuple((r, column) for r in inner_rows)) for column in columns]
    return found


def _tables(values: dict[Key, int | None], sums: list[Sum]) -> Iterator[dict[Key, int]]:
    """Every table that agrees with what is printed, up to a largest number that suffices."""
    known = [value for value in values.values() if value is not None]
    largest = max([*known, 1]) + 4
    yield from _complete(values, sums, largest)


def _complete(values: dict[Key, int | None], sums: list[Sum], largest: int) -> Iterator[dict[Key, int]]:
    values = dict(values)
    if not _propagate(values, sums):
        return
    hidden = [key for key, value in values.items() if value is None]
    if not hidden:
        yield {key: value for key, value in values.items() if value is not None}
        return
    key = hidden[0]
    for guess in range(1, largest + 1):
        yield from _complete(values | {key: guess}, sums, largest)


def _propagate(values: dict[Key, int | None], sums: list[Sum]) -> bool:
    """Fill in what follows; False when it contradicts itself."""
    moved = True
    while moved:
        moved = False
        for total, parts in sums:
            members = (*parts, total)
            blank = [key for key in members if values[key] is None]
            if len(blank) > 1:
                continue
            known = sum(values[key] or 0 for key in parts)
            if not blank:
                if known != values[total]:
                    return False
                continue
            value = known if blank[0] == total else (values[total] or 0) - known
            if value < 1:
                return False
            values[blank[0]] = value
            moved = True
    return True
