"""The index behind "while typing": one intervention in, the closest others out, in under a millisecond.

A query is short and what it looks for may be long, so likeness is not the batch's: it is the likeness of
titles plus half of the share of the query that the other text covers.

Interventions are added, changed and removed one by one and are found at the next call. The weights of
words stay those of the set that the index was built from, so that an answer does not depend on the
order of later additions; build it again once in a while (the room does so every night).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from azalai.engines.overlap import radar, space
from azalai.engines.overlap.corpus import LONGEST_TEXT, LONGEST_TITLE, MOST_COUNTRIES, Corpus, build
from azalai.engines.overlap.features import Pairs
from azalai.engines.overlap.model import Intervention, Verdict
from azalai.engines.overlap.parameters import Parameters, in_force
from azalai.engines.overlap.postings import Block, Vector, as_table

_ALL, _EVERYWHERE = "*", ""
_FULL = space.UNIT * space.UNIT * 3 / 2  # likeness of titles 1, text covered one half


@dataclass(frozen=True, slots=True)
class Hit:
    """identifier and likeness of texts, 0 to 1."""

    identifier: str
    likeness: float


class Index:
    """Closest interventions by text and place. Raises DuplicateIdentifiers when built."""

    def __init__(self, interventions: Iterable[Intervention] = ()) -> None:
        listed = list(interventions)
        corpus = build(listed)
        items = {item.identifier: item for item in listed}
        self._space = corpus.space
        self._weights = corpus.rarities
        self._weigher = space.Weigher(corpus.rarities)
        self._items: dict[str, Intervention] = items
        self._names: list[str] = list(corpus.identifiers)
        self._rows = {name: row for row, name in enumerate(self._names)}
        self._owners: list[str | None] = [items[name].reporter for name in self._names]  # None: removed
        self._blocks = _blocks(corpus, [items[name] for name in self._names])

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._items

    def _channels(self, item: Intervention) -> tuple[Vector, Vector]:
        """Vectors of the title and of the whole text, each of length UNIT."""
        versions = [self._space.counts_one((title,)) for title in item.titles]
        titles = space.joined_one(versions)
        texts = self._space.counts_one(item.descriptions)
        for feature, count in titles.items():
            texts[feature] = texts.get(feature, 0) + count
        title = self._weigher.weigh(titles, LONGEST_TITLE, versions)
        return title, self._weigher.weigh(texts, LONGEST_TEXT)

    def _held(self, item: Intervention) -> Vector:
        """What a block keeps: weights of the title (even numbers), presence in the text (odd numbers)."""
        title, text = self._channels(item)
        return {2 * f: w for f, w in title.items()} | {2 * f + 1: 1 for f in text}

    def _asked(self, item: Intervention) -> Vector:
        """What a query asks: likeness of titles, and half of its own weight where the text has a word."""
        title, text = self._channels(item)
        return {2 * f: w for f, w in title.items()} | {2 * f + 1: w * w // 2 for f, w in text.items()}

    def put(self, item: Intervention) -> None:
        """Add an intervention, or replace the one of that identifier."""
        self.remove(item.identifier)
        row, vector = len(self._names), self._held(item)
        self._names.append(item.identifier)
        self._owners.append(item.reporter)
        self._rows[item.identifier] = row
        self._items[item.identifier] = item
        for name in (_ALL, *_places(item)):
            if name not in self._blocks:
                self._blocks[name] = Block([], as_table([], 1))
            self._blocks[name].add(row, vector)

    def remove(self, identifier: str) -> None:
        """Forget an intervention; nothing happens when it is not there."""
        row = self._rows.pop(identifier, None)
        if row is not None:
            self._owners[row] = None
            del self._items[identifier]

    def find(self, query: Intervention, k: int = 10) -> list[Hit]:
        """The k closest of other organisations in the places of the query, or anywhere if it has none.

        Best first, ties by identifier. The query need not be in the index; it never finds itself.
        """
        vector = self._asked(query)
        names = _places(query)
        wanted = (_ALL,) if names == (_EVERYWHERE,) else (*names, _EVERYWHERE)
        blocks = [self._blocks[name] for name in wanted if name in self._blocks]
        number = 2 * k
        while True:
            found = [block.best(vector, number) for block in blocks]
            kept = {
                row: score
                for rows, scores, _ in found
                for row, score in zip(rows.tolist(), scores.tolist(), strict=True)
                if self._answers(row, query)
            }
            ranked = sorted((-score, self._names[row]) for row, score in kept.items())[:k]
            bar = max((bar for _, _, bar in found), default=0)
            if bar == 0 or (len(ranked) == k and -ranked[-1][0] >= bar):
                return [Hit(name, round(min(-score / _FULL, 1.0), 6)) for score, name in ranked]
            number *= 4

    def _answers(self, row: int, query: Intervention) -> bool:
        """Still there, another one, and of another organisation."""
        owner = self._owners[row]
        return (
            owner is not None
            and self._names[row] != query.identifier
            and (not query.reporter or owner != query.reporter)
        )

    def explain(
        self, query: Intervention, k: int = 10, parameters: Parameters | None = None
    ) -> list[Verdict]:
        """The k closest, judged and explained, the most likely duplicate first."""
        found = [verdict for _hit, verdict in self.judged(query, k, parameters)]
        return sorted(found, key=lambda verdict: (-verdict.score, verdict.left, verdict.right))

    def judged(
        self, query: Intervention, k: int = 10, parameters: Parameters | None = None
    ) -> list[tuple[Hit, Verdict]]:
        """The k closest, each with its verdict, the closest first; judged together, in one go."""
        hits = self.find(query, k)
        near = (self._items[hit.identifier] for hit in hits)
        corpus = build([query, *near], self._space, self._weights)
        own = corpus.row(query.identifier)
        rows = np.array([corpus.row(hit.identifier) for hit in hits], dtype=np.int64)
        pairs = Pairs(np.minimum(rows, own), np.maximum(rows, own))
        found = radar.judge(corpus, pairs, parameters or in_force())
        return [(hit, found.verdict(place)) for place, hit in enumerate(hits)]


def _blocks(corpus: Corpus, items: list[Intervention]) -> dict[str, Block]:
    """Blocks of a corpus by name of place; features numbered as `Index` does."""
    title, text = corpus.title.tocoo(), corpus.text.tocoo()
    cells = (np.concatenate([title.row, text.row]), np.concatenate([2 * title.col, 2 * text.col + 1]))
    weights = np.concatenate([title.data, np.ones_like(text.data)])
    table = sparse.csr_matrix((weights, cells), shape=(len(items), 2 * corpus.title.shape[1]))
    members: dict[str, list[int]] = {_ALL: list(range(len(items)))}
    for row, item in enumerate(items):
        for name in _places(item):
            members.setdefault(name, []).append(row)
    return {name: Block(rows, table[rows]) for name, rows in members.items()}


def _places(item: Intervention) -> tuple[str, ...]:
    """Names of the blocks of an intervention."""
    names = dict.fromkeys((*item.countries, *(path[0] for path in item.places if path)))
    return tuple(names) if 0 < len(names) <= MOST_COUNTRIES else (_EVERYWHERE,)
