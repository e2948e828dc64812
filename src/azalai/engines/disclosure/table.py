"""The table as a network of flows, and what to hide of it."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

TOTAL = ""  # stands for the sum over rows, over columns, or both
Key = tuple[str, str]
_ALL_ROWS, _ALL_COLUMNS = ("all", "rows"), ("all", "columns")
Vertex = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Whole numbers, none negative, by (row, column); neither name is TOTAL. Absent cells are zero."""

    cells: Mapping[Key, int]

    def __post_init__(self) -> None:
        if any(value < 0 for value in self.cells.values()):
            raise ValueError("a count is not negative")
        if any(TOTAL in key for key in self.cells):
            raise ValueError("totals are computed, not given")

    @property
    def rows(self) -> list[str]:
        """Names of rows, sorted."""
        return sorted({row for row, _ in self.cells})

    @property
    def columns(self) -> list[str]:
        """Names of columns, sorted."""
        return sorted({column for _, column in self.cells})

    def full(self) -> dict[Key, int]:
        """Every cell with the margins: (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)."""
        found = {
            (row, column): self.cells.get((row, column), 0) for row in self.rows for column in self.columns
        }
        for row in self.rows:
            found[row, TOTAL] = sum(found[row, column] for column in self.columns)
        for column in self.columns:
            found[TOTAL, column] = sum(found[row, column] for row in self.rows)
        found[TOTAL, TOTAL] = sum(found[row, TOTAL] for row in self.rows)
        return found


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be printed. values: None where the cell is hidden. small: hidden because they are small;
    the other hidden cells protect them. is_withheld: nothing of the table but what is public anyway can be
    shown, not even which cells are zero."""

    values: Mapping[Key, int | None]
    small: frozenset[Key]
    is_withheld: bool = False

    @property
    def hidden(self) -> frozenset[Key]:
        """Every cell that is not printed."""
        return frozenset(key for key, value in self.values.items() if value is None)


def protect(table: Table, threshold: int, *, public: frozenset[Key] = frozenset()) -> Shown:
    """Hide every cell and margin from 1 to threshold - 1, and what would give one of them away.

    public: cells that stand elsewhere for all to read, so that hiding them would protect nobody.
    Zero is printed: nobody is in it. A reader is taken to know that hidden cells are at least one.
    """
    full = table.full()
    small = frozenset(key for key, value in full.items() if 0 < value < threshold) - public
    hidden = set(small)
    # Each round hides at least one more cell or protects the one that it is about, so it ends.
    while exposed := _first_exposed(full, hidden):
        path = _cheapest_cycle(full, hidden, exposed, public)
        if path is None:
            return _widest(full, small, public)
        hidden |= path
    return Shown({key: None if key in hidden else value for key, value in full.items()}, small)


def _widest(full: Mapping[Key, int], small: frozenset[Key], public: frozenset[Key]) -> Shown:
    """Everything that holds somebody and is not public is hidden; where even that gives a cell away,
    the table is withheld."""
    hidden = {key for key, value in full.items() if value} - public
    is_withheld = _first_exposed(full, hidden) is not None
    if is_withheld:
        hidden = set(full) - public
    values = {key: None if key in hidden else value for key, value in full.items()}
    return Shown(values, small, is_withheld)


def ends(key: Key) -> tuple[Vertex, Vertex]:
    """The two vertices that a cell joins: what flows into a row leaves it through its cells; columns
    gather them; the grand total closes the circle."""
    row, column = key
    if key == (TOTAL, TOTAL):
        return _ALL_COLUMNS, _ALL_ROWS
    if column == TOTAL:
        return _ALL_ROWS, ("row", row)
    if row == TOTAL:
        return ("column", column), _ALL_COLUMNS
    return ("row", row), ("column", column)


def _first_exposed(full: Mapping[Key, int], hidden: set[Key]) -> Key | None:
    """A hidden cell that no change of other hidden cells can move, None when all are safe."""
    return next((key for key in sorted(hidden) if not is_movable(full, hidden, key)), None)


def is_movable(full: Mapping[Key, int], hidden: set[Key], key: Key) -> bool:
    """Another table with the same printed numbers has another value in this cell."""
    tail, head = ends(key)
    others = hidden - {key}
    may_fall = full[key] > 1
    return _reaches(full, others, head, tail) or (may_fall and _reaches(full, others, tail, head))


def steps(full: Mapping[Key, int], cells: set[Key]) -> dict[Vertex, list[tuple[Vertex, Key]]]:
    """From each vertex, where a change by one may go on: along a cell that grows, against one that falls.

    A hidden cell of one does not fall: a reader knows that zeros are printed.
    """
    found: dict[Vertex, list[tuple[Vertex, Key]]] = {}
    for key in sorted(cells):
        tail, head = ends(key)
        found.setdefault(tail, []).append((head, key))
        if full[key] > 1:
            found.setdefault(head, []).append((tail, key))
    return found


def _reaches(full: Mapping[Key, int], cells: set[Key], start: Vertex, goal: Vertex) -> bool:
    following, seen, waiting = steps(full, cells), {start}, [start]
    while waiting:
        for vertex, _key in following.get(waiting.pop(), ()):
            if vertex == goal:
                return True
            if vertex not in seen:
                seen.add(vertex)
                waiting.append(vertex)
    return False


def _cheapest_cycle(
    full: Mapping[Key, int], hidden: set[Key], key: Key, public: frozenset[Key]
) -> set[Key] | None:
    """The cells to hide with that one: those of the least numbers together; None where there is no way."""
    tail, head = ends(key)
    usable = {one for one, value in full.items() if value and one != key} - public
    ways = [_shortest(full, hidden, usable, head, tail)]
    if full[key] > 1:
        ways.append(_shortest(full, hidden, usable, tail, head))
    found = [way for way in ways if way is not None]
    return min(found, key=lambda way: way[0])[1] if found else None


def _shortest(
    full: Mapping[Key, int], hidden: set[Key], usable: set[Key], start: Vertex, goal: Vertex
) -> tuple[int, set[Key]] | None:
    """Dijkstra: a cell costs its number, nothing when it is hidden anyway, and totals cost the most."""
    following, order = steps(full, usable), count()
    dear = full[TOTAL, TOTAL] + 1
    waiting: list[tuple[int, int, Vertex, frozenset[Key]]] = [(0, next(order), start, frozenset())]
    done: set[Vertex] = set()
    while waiting:
        cost, _rank, vertex, path = heapq.heappop(waiting)
        if vertex == goal:
            return cost, set(path)
        if vertex in done:
            continue
        done.add(vertex)
        for target, key in following.get(vertex, ()):
            price = 0 if key in hidden else full[key] + (dear if TOTAL in key else 0)
            heapq.heappush(waiting, (cost + price, next(order), target, path | {key}))
    return None
