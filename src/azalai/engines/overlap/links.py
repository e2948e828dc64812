"""Pairs that identifiers tie together, whatever their texts say."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from azalai.engines.overlap.model import Intervention

MONEY, RELATED, SAME, PART = 1, 2, 4, 8  # kinds of a tie, as bits
_MOST_SHARING = 6  # an alias that more interventions carry is the name of a programme
_SHORTEST_TAIL = 5
_TAIL = "…"  # keeps tails apart from aliases
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Links:
    """left < right: rows; kinds: bits. Sorted by left then right, each pair once."""

    left: np.ndarray
    right: np.ndarray
    kinds: np.ndarray
    size: int

    def of(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Kinds of given pairs (left < right), 0 for those that nothing ties."""
        if not len(self.left):
            return np.zeros(len(left), dtype=np.int8)
        keys, asked = self.left * self.size + self.right, left.astype(np.int64) * self.size + right
        place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        return np.where(keys[place] == asked, self.kinds[place], 0).astype(np.int8)


class Ties:
    """What interventions say of each other, in the order of their coming, without the interventions.

    Names are kept as hashes until it is known which of them occur twice.
    """

    def __init__(self) -> None:
        self._reporters = array("i")
        self._known = {"": -1}
        self._named: list[tuple[int, str, int]] = []  # row, identifier that it names, kind
        self._aliases: list[tuple[int, str]] = []
        self._tails = array("q")

    def add(self, items: Sequence[Intervention]) -> None:
        """Some more."""
        known, first = self._known, len(self._reporters)
        self._tails.extend([hash(item.identifier.rpartition("-")[2].casefold()) for item in items])
        self._reporters.extend([known.setdefault(item.reporter, len(known)) for item in items])
        for row, item in enumerate(items, first):
            if item.upstream or item.downstream:
                self._named += [(row, name, MONEY) for name in item.upstream + item.downstream]
            if item.related:
                self._named += [(row, name, RELATED) for name in item.related]
            if item.part_of:
                self._named += [(row, name, PART) for name in item.part_of]
            if item.aliases:
                self._aliases += [(row, name) for name in dict.fromkeys(item.aliases)]

    def reporters(self) -> np.ndarray:
        """Number of the reporter of each row, -1 without."""
        return np.array(self._reporters, dtype=np.int32)

    def links(self, identifiers: Sequence[str], order: np.ndarray) -> Links:
        """Ties among rows. identifiers: in the order of coming; order: rows as they are to stand."""
        kinds: dict[tuple[int, int], int] = defaultdict(int)
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        for row, other, kind in (*self._by_name(identifiers), *self._by_number(identifiers)):
            if row != other:
                one, two = sorted((int(place[row]), int(place[other])))
                kinds[one, two] |= kind
        pairs = sorted(kinds)
        table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        found = np.array([kinds[pair] for pair in pairs], dtype=np.int8)
        return Links(table[:, 0], table[:, 1], found, max(len(order), 1))

    def _by_name(self, identifiers: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """One names the identifier of the other, or has it as an alias."""
        naming = [*self._named, *((row, name, SAME) for row, name in self._aliases)]
        wanted = {name for _, name, _ in naming}
        rows = {name: row for row, name in enumerate(identifiers) if name in wanted} if wanted else {}
        for row, name, kind in naming:
            if name in rows:
                yield row, rows[name], kind

    def _by_number(self, identifiers: Sequence[str]) -> Iterator[tuple[int, int, int]]:
        """A number that two organisations share; one gives one to a programme in ten countries."""
        holders: dict[str, list[int]] = defaultdict(list)
        for row, name in self._aliases:
            holders[name].append(row)
        hashes = np.array(self._tails, dtype=np.int64)
        ordered = np.sort(hashes)
        twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
        for row in np.flatnonzero(np.isin(hashes, twice)).tolist():
            name = tail(identifiers[row])
            if name:
                holders[name].append(row)
        for sharing in holders.values():
            if 1 < len(sharing) <= _MOST_SHARING:
                for a, b in combinations(sharing, 2):
                    if self._reporters[a] != self._reporters[b]:
                        yield a, b, SAME


def tail(identifier: str) -> str:
    """What follows the organisation in an identifier, when it is long enough to mean something; else ""."""
    found = identifier.rpartition("-")[2]
    if len(found) >= _SHORTEST_TAIL and _DIGIT.search(found):
        return _TAIL + found.casefold()
    return ""
