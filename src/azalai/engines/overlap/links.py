"""Pairs that identifiers tie together, whatever their texts say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from azalai.engines.overlap.model import Intervention

MONEY, RELATED, SAME, PART = 1, 2, 4, 8  # kinds of a tie, as bits
_MOST_SHARING = 6  # an alias that more interventions carry is the name of a programme
_SHORTEST_TAIL = 5
_TAIL = "…"  # keeps tails apart from aliases


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
        keys, asked = self.left * self.size + self.right, left * self.size + right
        place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        return np.where(keys[place] == asked, self.kinds[place], 0).astype(np.int8)


def find_links(items: Sequence[Intervention]) -> Links:
    """Ties among interventions that stand in the order of their rows."""
    rows = {item.identifier: row for row, item in enumerate(items)}
    kinds: dict[tuple[int, int], int] = defaultdict(int)
    for row, other, kind in (*_declared(items, rows), *_shared(items, rows)):
        if row != other:
            kinds[min(row, other), max(row, other)] |= kind
    pairs = sorted(kinds)
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    found = np.array([kinds[pair] for pair in pairs], dtype=np.int8)
    return Links(table[:, 0], table[:, 1], found, max(len(items), 1))


def _declared(items: Sequence[Intervention], rows: dict[str, int]) -> Iterator[tuple[int, int, int]]:
    for row, item in enumerate(items):
        ties = (
            (item.upstream, MONEY),
            (item.downstream, MONEY),
            (item.related, RELATED),
            (item.part_of, PART),
        )
        for names, kind in ties:
            for name in names:
                if name in rows:
                    yield row, rows[name], kind


def _shared(items: Sequence[Intervention], rows: dict[str, int]) -> Iterator[tuple[int, int, int]]:
    """An alias that is the other's identifier; or a number that two organisations share.

    One organisation gives one number to a programme in ten countries: that is no duplicate.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for row, item in enumerate(items):
        for name in {*item.aliases, *tails(item)}:
            holders[name].append(row)
        for name in item.aliases:
            if name in rows:
                yield row, rows[name], SAME
    for sharing in holders.values():
        if 1 < len(sharing) <= _MOST_SHARING:
            for a, b in combinations(sharing, 2):
                if items[a].reporter != items[b].reporter:
                    yield a, b, SAME


def tails(item: Intervention) -> Iterable[str]:
    """What follows the organisation in an identifier, when it is long enough to mean something."""
    tail = item.identifier.rpartition("-")[2].casefold()
    if len(tail) >= _SHORTEST_TAIL and any(letter.isdigit() for letter in tail):
        return (f"{_TAIL}{tail}",)
    return ()
