"""The two vectors of each intervention, title and whole text, gathered piece by piece."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from azalai.engines.overlap import kernel, kernel_blocks
from azalai.engines.overlap import space as spaces
from azalai.engines.overlap.model import Intervention
from azalai.engines.overlap.space import Space, Tally

LONGEST_TITLE, LONGEST_TEXT = 48, 64  # features kept, the heaviest ones
_THREADS = min(2, os.cpu_count() or 1)  # the compiled kernel lets others work


@dataclass(frozen=True, slots=True)
class _Piece:
    """Counts of some rows: each version of the title, the versions as one, title and descriptions."""

    versions: list[sparse.csr_matrix]
    titles: sparse.csr_matrix
    texts: sparse.csr_matrix


class Channels:
    """Vectors of the interventions that were added, in the order of their coming."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._pieces: list[Future[_Piece]] = []
        self._pool = ThreadPoolExecutor(_THREADS)

    def add(self, items: Sequence[Intervention]) -> None:
        """Read the texts of some interventions; counting them goes on meanwhile."""
        most = max([1, *(len(item.titles) for item in items)])
        read = [
            self._space.read([self._space.text_of(item.titles[n : n + 1]) for item in items])
            for n in range(most)
        ]
        read.append(self._space.read([self._space.text_of(item.descriptions) for item in items]))
        self._pieces.append(self._pool.submit(_piece, self._space.tally(), read))

    def vectors(self, rarities: np.ndarray | None) -> tuple[sparse.csr_matrix, sparse.csr_matrix, np.ndarray]:
        """Title, text, and the weight of each feature. rarities: given weights, else they are counted."""
        with self._pool:
            pieces = [piece.result() for piece in self._pieces]
            self._pieces.clear()
            width = len(self._space.feature_ids)
            weights = _rarities([piece.texts for piece in pieces], width, rarities)
            found = [self._pool.submit(_weighed, pieces, at, weights) for at in range(len(pieces))]
            both = [future.result() for future in found]
        titles, texts = (stacked([pair[n] for pair in both], width) for n in range(2))
        return titles, texts, weights


def _piece(tally: Tally, read: Sequence[tuple[np.ndarray, np.ndarray]]) -> _Piece:
    *versions, bodies = (tally.counts(numbers, ends) for numbers, ends in read)
    titles = spaces.joined(versions)
    return _Piece(versions if len(versions) > 1 else [], titles, (titles + bodies).tocsr())


def _rarities(texts: Sequence[sparse.csr_matrix], width: int, given: np.ndarray | None) -> np.ndarray:
    if given is not None:
        return np.append(given, np.full(width - len(given), given.max(initial=1)))
    held = np.zeros(width, dtype=np.int64)
    for table in texts:
        held[: table.shape[1]] += spaces.frequencies(table)
    return spaces.rarity(held, sum(table.shape[0] for table in texts))


def _weighed(
    pieces: list[_Piece], at: int, rarities: np.ndarray
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Vectors of one piece, whose counts are let go."""
    piece, pieces[at] = pieces[at], None  # type: ignore[call-overload]
    return (
        spaces.weighed(piece.titles, rarities, LONGEST_TITLE, piece.versions),
        spaces.weighed(piece.texts, rarities, LONGEST_TEXT),
    )


def stacked(tables: list[sparse.csr_matrix], width: int) -> sparse.csr_matrix:
    """Tables one below the other, `width` columns; the list is emptied on the way, to hold little."""
    size = sum(table.nnz for table in tables)
    kind = tables[0].dtype if tables else np.int16
    indices, data = np.empty(size, dtype=np.int32), np.empty(size, dtype=kind)
    lengths = np.concatenate([[0], *(np.diff(table.indptr) for table in tables)])
    tables.reverse()
    place = 0
    while tables:
        table = tables.pop()
        indices[place : place + table.nnz], data[place : place + table.nnz] = table.indices, table.data
        place += table.nnz
    return sparse.csr_matrix((data, indices, np.cumsum(lengths)), shape=(len(lengths) - 1, width))


def beside(first: sparse.csr_matrix, second: sparse.csr_matrix) -> sparse.csr_matrix:
    """Columns of two tables in one, rows as they are; scipy's own hstack takes ten times as long."""
    lengths, others = np.diff(first.indptr), np.diff(second.indptr)
    indptr = first.indptr.astype(np.int64) + second.indptr
    indices = np.empty(indptr[-1], dtype=np.int32)
    data = np.empty(indptr[-1], dtype=np.int16)
    here = np.arange(first.nnz) + np.repeat(second.indptr[:-1], lengths)
    there = np.arange(second.nnz) + np.repeat(first.indptr[1:], others)
    indices[here], data[here] = first.indices, first.data
    indices[there], data[there] = second.indices + first.shape[1], second.data
    return sparse.csr_matrix(
        (data, indices, indptr), shape=(first.shape[0], first.shape[1] + second.shape[1])
    )


class Joint:
    """Both channels side by side, put together only for the rows that are asked for."""

    def __init__(self, title: sparse.csr_matrix, text: sparse.csr_matrix) -> None:
        self._title, self._text = title, text
        self.shape = (title.shape[0], title.shape[1] + text.shape[1])

    def __getitem__(self, rows: np.ndarray) -> sparse.csr_matrix:
        if not kernel.AVAILABLE:
            return beside(self._title[rows], self._text[rows])
        width = self._title.shape[1]
        indptr, indices, data = kernel_blocks.rows_beside(
            _arrays(self._title), _arrays(self._text), width, rows
        )
        return sparse.csr_matrix((data, indices, indptr), shape=(len(rows), self.shape[1]))


def _arrays(table: sparse.csr_matrix) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return table.indptr, table.indices, table.data
