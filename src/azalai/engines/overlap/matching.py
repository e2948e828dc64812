"""Closest interventions of other organisations, within blocks of place.

An intervention is compared with those of its countries and with those that name no country; one that
names none, or very many, is compared with all. Answers do not depend on the order of the input, on the
number of threads, on how the work is cut, or on whether the compiled kernel is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from scipy import sparse

from azalai.engines.overlap import kernel, kernel_blocks
from azalai.engines.overlap.space import UNIT

CHANNELS = 2
FULL = CHANNELS * UNIT * UNIT  # score of two identical texts
_SLICE = 2_000_000  # cells of one slice of a scipy product


@dataclass(frozen=True, slots=True)
class Search:
    """How candidates are sought.

    k: kept for each intervention. floor: least likeness, 0 to 1. worn: a feature that more interventions
    of one block share counts in the likeness, but not towards the floor; no country comes near. compiled:
    use the kernel where it is there. threads: how many. most: rows of one piece of work; a larger block
    is cut.
    """

    k: int = 10
    floor: float = 0.15
    worn: int = 2_000
    compiled: bool = kernel.AVAILABLE
    threads: int = 2
    most: int = 100_000

    @property
    def least(self) -> int:
        """The floor in the unit of scores."""
        return round(self.floor * FULL)


Found = tuple[np.ndarray, np.ndarray, np.ndarray]  # query, target, score: one entry a pair
Vectors = Any  # a sparse table of rows × features, or what gives one of the rows asked for
Task = tuple[np.ndarray, np.ndarray]  # rows that ask, rows that may answer
Spread = Callable[[Callable[[Task], Found], Sequence[Task]], Iterable[Found]]


def closest(
    vectors: Vectors,
    owners: np.ndarray,
    blocks: sparse.csr_matrix,
    search: Search,
    spread: Spread | None = None,
) -> Found:
    """The k best of every row, best first by row; ties to the lower number.

    vectors: rows × features, whole numbers. owners: an organisation a row; pairs of one are left out.
    blocks: rows × blocks, 1 where a row stands in a block; a row in none is everywhere. spread: how the
    pieces of work are carried out, by default in threads; any other (processes, machines) gives the same.
    """
    work = sorted(cut(tasks(blocks), search.most), key=lambda task: -len(task[0]) * len(task[1]))
    piece = partial(best_of_task, vectors, owners, search)
    found = list((spread or _in_threads(search.threads))(piece, work))
    empty = np.empty(0, dtype=np.int64)
    columns = zip(*found, strict=True) if found else ((empty,), (empty,), (empty,))
    return keep_best(*(np.concatenate(column) for column in columns), k=search.k)


def _in_threads(number: int) -> Spread:
    def spread(piece: Callable[[Task], Found], work: Sequence[Task]) -> Iterable[Found]:
        with ThreadPoolExecutor(max(number, 1)) as pool:
            return list(pool.map(piece, work))

    return spread


def tasks(blocks: sparse.csr_matrix) -> Iterator[Task]:
    """Pieces of work, independent of each other; none is empty."""
    placed = np.diff(blocks.indptr) > 0
    everywhere, somewhere = np.flatnonzero(~placed), np.flatnonzero(placed)
    if len(everywhere):
        yield everywhere, np.arange(len(placed))
    if len(everywhere) and len(somewhere):
        yield somewhere, everywhere
    columns = blocks.tocsc()
    for block in range(columns.shape[1]):
        rows = np.sort(columns.indices[columns.indptr[block] : columns.indptr[block + 1]])
        if len(rows) > 1:
            yield rows, rows


def cut(work: Iterable[Task], most: int) -> Iterator[Task]:
    """The same work in pieces of at most `most` rows that ask, where a block is so large."""
    for queries, targets in work:
        if queries is targets and len(queries) <= min(most, kernel_blocks.MOST_ROWS):
            yield queries, targets
        else:
            yield from ((queries[at : at + most], targets) for at in range(0, len(queries), most))


def keep_best(queries: np.ndarray, targets: np.ndarray, scores: np.ndarray, *, k: int) -> Found:
    """Once each pair, the k best of each query."""
    order = _ranked(queries, targets, scores)
    queries, targets, scores = queries[order], targets[order], scores[order]
    fresh = np.ones(len(queries), dtype=bool)
    fresh[1:] = (queries[1:] != queries[:-1]) | (targets[1:] != targets[:-1])
    if not fresh.all():
        queries, targets, scores = queries[fresh], targets[fresh], scores[fresh]
    first = np.flatnonzero(np.diff(queries, prepend=-1))
    ranks = np.arange(len(queries)) - np.repeat(first, np.diff(first, append=len(queries)))
    kept = ranks < k
    return queries[kept], targets[kept], scores[kept]


def _ranked(queries: np.ndarray, targets: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Order by query, best score first, lower target first; with one sort where all fits in one number."""
    wide = [int(column.max(initial=0)).bit_length() for column in (queries, targets, scores)]
    if sum(wide) > 62:
        return np.lexsort((targets, -scores, queries))
    key = queries.astype(np.int64) << wide[2]
    key |= (1 << wide[2]) - 1 - scores.astype(np.int64)
    key <<= wide[1]
    key |= targets
    return np.argsort(key)  # equal keys are equal in all three


def best_of_task(vectors: Vectors, owners: np.ndarray, search: Search, task: Task) -> Found:
    """The k best of one piece of work: a pure function, for whoever carries it out."""
    queries, targets = task
    if not (search.compiled and kernel.AVAILABLE):
        return _product(vectors, owners, queries, targets, search)
    if queries is targets:
        return _compiled(queries, search, partial(_within, vectors, owners, queries, search))
    return _compiled(queries, search, partial(_across, vectors, owners, queries, targets, search))


def _compiled(queries: np.ndarray, search: Search, fill: Callable[[np.ndarray, np.ndarray], None]) -> Found:
    scores = np.full((len(queries), search.k), -1, dtype=np.int32)
    rows = np.full((len(queries), search.k), -1, dtype=np.int64)
    fill(scores, rows)
    place, column = np.nonzero(rows >= 0)
    return queries[place], rows[place, column], scores[place, column].astype(np.int64)


def _within(
    vectors: Vectors,
    owners: np.ndarray,
    queries: np.ndarray,
    search: Search,
    scores: np.ndarray,
    rows: np.ndarray,
) -> None:
    table = vectors[queries]
    arrays = (table.indptr, table.indices, table.data)
    least = max(search.least, 1)
    kernel_blocks.best_within(arrays, table.shape[1], queries, owners, least, search.worn, scores, rows)


def _across(
    vectors: Vectors,
    owners: np.ndarray,
    queries: np.ndarray,
    targets: np.ndarray,
    search: Search,
    scores: np.ndarray,
    rows: np.ndarray,
) -> None:
    asked, held = vectors[queries], vectors[targets]
    kernel_blocks.best(
        (asked.indptr, asked.indices, asked.data),
        (held.indptr, held.indices, held.data),
        held.shape[1],
        queries,
        targets,
        owners,
        max(search.least, 1),
        search.worn,
        scores,
        rows,
    )


def _product(
    vectors: Vectors, owners: np.ndarray, queries: np.ndarray, targets: np.ndarray, search: Search
) -> Found:
    """The same with scipy alone."""
    held = vectors[targets].astype(np.int32)
    worn = np.bincount(held.indices, minlength=held.shape[1]) > search.worn
    across = held.T.tocsr()
    step = max(1, _SLICE // len(targets))
    pieces = [
        _slice(vectors[part].astype(np.int32), across, worn, owners, part, targets, search)
        for part in (queries[start : start + step] for start in range(0, len(queries), step))
    ]
    return tuple(np.concatenate(column) for column in zip(*pieces, strict=True))  # type: ignore[return-value]


def _slice(
    asked: sparse.csr_matrix,
    held: sparse.csr_matrix,
    worn: np.ndarray,
    owners: np.ndarray,
    queries: np.ndarray,
    targets: np.ndarray,
    search: Search,
) -> Found:
    product = asked @ held
    if worn.any():
        fresh = asked @ sparse.diags((~worn).astype(np.int32), dtype=np.int32) @ held
        product = product.multiply(fresh >= max(search.least, 1))
    product = product.tocoo()
    one, other = queries[product.row], targets[product.col]
    kept = (product.data >= max(search.least, 1)) & (owners[one] != owners[other])
    return keep_best(one[kept], other[kept], product.data[kept].astype(np.int64), k=search.k)
