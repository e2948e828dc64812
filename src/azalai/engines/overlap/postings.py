"""One block of an index: who holds which feature, with what came since the last packing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from azalai.engines.overlap import kernel

Vector = dict[int, int]
_BUDGET = 30_000  # postings that one query walks through; a country never has so many
_LEADERS = 200  # rows that are then looked at to the end
_FEWEST, _SHARE = 64, 0.05  # additions that a block bears before it is packed again


class Block:
    """Postings of some rows. Rows are numbers that the index gives; they only grow."""

    def __init__(self, rows: Sequence[int], table: sparse.csr_matrix) -> None:
        """rows: numbers, one for each row of the table of vectors."""
        self._rows = np.asarray(rows, dtype=np.int64)
        self._table = table
        self._packed = _packed(table)
        self._fresh: dict[int, Vector] = {}
        self._postings: dict[int, list[tuple[int, int]]] = {}

    def add(self, row: int, vector: Vector) -> None:
        """One more row."""
        self._fresh[row] = vector
        for feature, weight in vector.items():
            self._postings.setdefault(feature, []).append((row, weight))
        if len(self._fresh) > max(_FEWEST, _SHARE * len(self._rows)):
            self._pack_fresh()

    def _pack_fresh(self) -> None:
        rows, vectors = list(self._fresh), list(self._fresh.values())
        width = max([self._table.shape[1], *(max(v, default=-1) + 1 for v in vectors)])
        self._table.resize(self._table.shape[0], width)
        self._table = sparse.vstack([self._table, as_table(vectors, width)]).tocsr()
        self._rows = np.concatenate([self._rows, rows])
        self._packed, self._fresh, self._postings = _packed(self._table), {}, {}

    def best(self, query: Vector, number: int) -> tuple[np.ndarray, np.ndarray, int]:
        """(rows, scores, bar): every row that scores at least as much as the `number`-th, and perhaps
        others; who is not among them scores less than the bar. Removed rows are still there.

        In a block so large that a query's words fill more than _BUDGET postings, who shares only the
        most common words is passed over; see kernel.walk.
        """
        rows, scores, bar = self._packed_best(query, number)
        fresh: dict[int, int] = {}
        if self._fresh:
            for feature, weight in query.items():
                for row, other in self._postings.get(feature, ()):
                    fresh[row] = fresh.get(row, 0) + weight * other
        added = np.fromiter(fresh, dtype=np.int64, count=len(fresh))
        values = np.fromiter(fresh.values(), dtype=np.int64, count=len(fresh))
        return np.concatenate([self._rows[rows], added]), np.concatenate([scores, values]), bar

    def _packed_best(self, query: Vector, number: int) -> tuple[np.ndarray, np.ndarray, int]:
        asked = [(feature, weight) for feature, weight in query.items() if feature < self._packed.shape[1]]
        if not asked or not self._packed.nnz:
            empty = np.empty(0, dtype=np.int64)
            return empty, empty, 0
        features, weights = np.array(asked, dtype=np.int32).T
        order = np.argsort(np.diff(self._packed.indptr)[features], kind="stable")
        features, weights = features[order], weights[order]
        most = max(_LEADERS, 4 * number)
        if kernel.AVAILABLE:
            return _reckoned(*_leaders(self._packed, self._table, features, weights, most), number)
        return _reckoned(*_plain_leaders(self._packed, features, weights, most), number)


def _packed(table: sparse.csr_matrix) -> sparse.csc_matrix:
    """The same by feature, rows ascending; the table itself is put in order."""
    table.sort_indices()
    packed = table.tocsc()
    packed.sort_indices()
    return packed


def _leaders(
    table: sparse.csc_matrix,
    by_row: sparse.csr_matrix,
    features: np.ndarray,
    weights: np.ndarray,
    number: int,
) -> tuple[np.ndarray, np.ndarray]:
    totals = np.zeros(table.shape[0], dtype=np.int32)
    touched = np.empty(table.shape[0], dtype=np.int32)
    arrays = (table.indptr, table.indices, table.data)
    count, at = kernel.walk(features, weights, arrays, _BUDGET, number, totals, touched)
    rows = touched[:count]
    scores = totals[rows]
    if at < len(features):
        lead = scores >= np.partition(scores, count - number)[count - number]
        rows, scores = rows[lead], scores[lead]
        order = at + np.argsort(features[at:])
        vectors = (by_row.indptr, by_row.indices, by_row.data)
        kernel.complete(features[order], weights[order], vectors, rows, scores)
    return rows, scores


def _plain_leaders(
    table: sparse.csc_matrix, features: np.ndarray, weights: np.ndarray, number: int
) -> tuple[np.ndarray, np.ndarray]:
    """The same with numpy alone; see kernel.walk."""
    lengths = (table.indptr[features + 1] - table.indptr[features]).astype(np.int64)
    walked = np.cumsum(lengths)
    first = int(np.searchsorted(walked, _BUDGET, side="right"))
    totals = np.zeros(table.shape[0], dtype=np.int64)
    for at, (feature, weight) in enumerate(zip(features.tolist(), weights.tolist(), strict=True)):
        if at >= first and np.count_nonzero(totals) >= number:
            return _completed(table, totals, features[at:], weights[at:], number)
        span = slice(table.indptr[feature], table.indptr[feature + 1])
        totals[table.indices[span]] += table.data[span].astype(np.int64) * weight
    held = np.flatnonzero(totals)
    return held, totals[held]


def _completed(
    table: sparse.csc_matrix, totals: np.ndarray, features: np.ndarray, weights: np.ndarray, number: int
) -> tuple[np.ndarray, np.ndarray]:
    held = np.flatnonzero(totals)
    kept = held[totals[held] >= np.partition(totals[held], len(held) - number)[len(held) - number]]
    for feature, weight in zip(features.tolist(), weights.tolist(), strict=True):
        span = slice(table.indptr[feature], table.indptr[feature + 1])
        holders = table.indices[span]
        place = np.minimum(np.searchsorted(holders, kept), len(holders) - 1)
        totals[kept] += np.where(holders[place] == kept, table.data[span][place].astype(np.int64) * weight, 0)
    return kept, totals[kept]


def _reckoned(rows: np.ndarray, scores: np.ndarray, number: int) -> tuple[np.ndarray, np.ndarray, int]:
    """Those from the `number`-th score up, and that score; 0 when all are there."""
    if len(rows) <= number:
        return rows.astype(np.int64), scores.astype(np.int64), 0
    bar = np.partition(scores, len(scores) - number)[len(scores) - number]
    kept = scores >= bar
    return rows[kept].astype(np.int64), scores[kept].astype(np.int64), int(bar)


def as_table(vectors: Sequence[Vector], width: int) -> sparse.csr_matrix:
    """Vectors as rows of a table."""
    ends = np.cumsum([0, *(len(vector) for vector in vectors)])
    pairs = np.array([pair for vector in vectors for pair in vector.items()], dtype=np.int64).reshape(-1, 2)
    table = sparse.csr_matrix((pairs[:, 1].astype(np.int16), pairs[:, 0], ends), shape=(len(vectors), width))
    table.sort_indices()
    return table
