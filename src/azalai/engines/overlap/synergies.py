"""Complementary interventions: same place, same people, same time, another objective or the next stage.

Text plays no part, so this is a join and not a search: interventions are put into cells (place × target
group) and paired within each.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from azalai.engines.overlap import kernel
from azalai.engines.overlap.corpus import Corpus
from azalai.engines.overlap.days import UNKNOWN
from azalai.engines.overlap.features import Pairs, shared

_ROOM = 10_000_000  # synergies that are made room for at once; more take a second pass
FULLEST_CELL = 2_000  # a cell that holds more says nothing about anybody ("Niger × population")


@dataclass(frozen=True, slots=True)
class Synergies:
    """pairs: rows of the corpus, left < right, sorted. cells: how many cells they share. stages: one is
    the stage that follows the other. left_out: cells that were too full, their number."""

    pairs: Pairs
    cells: np.ndarray
    stages: np.ndarray
    left_out: int


def synergies(corpus: Corpus, *, level: str = "regions", compiled: bool = kernel.AVAILABLE) -> Synergies:
    """Pairs of different organisations that share a cell and differ in objective, or follow each other.

    level: "countries", "regions" or "departments". Interventions without a group or without a place of
    that level are in no cell; a period that is unknown is no obstacle; objectives must be known.
    """
    cells = _cells(corpus.sets[level], corpus.sets["groups"])
    sizes = np.diff(cells.indptr)
    cells = cells[:, np.flatnonzero((sizes > 1) & (sizes <= FULLEST_CELL))]
    found = _compiled(corpus, cells) if compiled and kernel.AVAILABLE else _plain(corpus, cells)
    return Synergies(
        Pairs(found[:, 0], found[:, 1]), found[:, 2], found[:, 3] > 0, int((sizes > FULLEST_CELL).sum())
    )


def _compiled(corpus: Corpus, cells: sparse.csc_matrix) -> np.ndarray:
    cells.sort_indices()
    rows = cells.tocsr()
    tables = [corpus.sets[name] for name in ("objectives", "stages", "next_stages")]
    sizes = np.diff(cells.indptr).astype(np.int64)
    most = int((sizes * (sizes - 1) // 2).sum())  # as if no two shared two cells
    out = np.empty((min(most, _ROOM), 4), dtype=np.int32)
    while True:
        number = kernel.join(
            (rows.indptr, rows.indices),
            (cells.indptr, cells.indices),
            corpus.owners,
            corpus.starts,
            _open_ends(corpus),
            *((table.indptr, table.indices) for table in tables),
            out,
        )
        if number <= len(out):
            return out[:number]
        out = np.empty((number, 4), dtype=np.int32)


def _plain(corpus: Corpus, cells: sparse.csc_matrix) -> np.ndarray:
    keys, counts = np.unique(_keys(corpus, cells), return_counts=True)
    left, right = np.divmod(keys, max(len(corpus), 1))
    pairs = Pairs(left, right)
    follow = _follow(corpus, pairs)
    kept = _differ(corpus, pairs) | follow
    return np.stack([left, right, counts, follow.astype(np.int64)], axis=1)[kept]


def _open_ends(corpus: Corpus) -> np.ndarray:
    """An unknown end is no end."""
    return np.where(corpus.ends == UNKNOWN, np.iinfo(np.int64).max, corpus.ends)


def _cells(places: sparse.csr_matrix, groups: sparse.csr_matrix) -> sparse.csc_matrix:
    """Rows × (place, group), ones."""
    a, b = np.diff(places.indptr), np.diff(groups.indptr)
    rows = np.repeat(np.arange(len(a)), a)  # one entry a place
    times = b[rows]
    place = np.repeat(places.indices.astype(np.int64), times)
    first = np.repeat(groups.indptr[rows], times)
    step = np.arange(len(place)) - np.repeat(np.cumsum(times) - times, times)
    group = groups.indices[first + step]
    keys = place * max(groups.shape[1], 1) + group
    used, columns = np.unique(keys, return_inverse=True)
    ones = np.ones(len(keys), dtype=np.int8)
    return sparse.csc_matrix((ones, (np.repeat(rows, times), columns)), shape=(len(a), len(used)))


def _keys(corpus: Corpus, cells: sparse.csc_matrix) -> np.ndarray:
    """left × size + right of every pair in a cell, of different organisations and of one time."""
    cells.sort_indices()
    sizes = np.diff(cells.indptr).astype(np.int64)
    ends = _open_ends(corpus)
    rows = cells.indices.astype(np.int64)
    later = np.repeat(cells.indptr[1:], sizes) - np.arange(len(rows)) - 1  # members after each in its cell
    left = np.repeat(np.arange(len(rows)), later)
    right = left + 1 + np.arange(len(left)) - np.repeat(np.cumsum(later) - later, later)
    a, b = rows[left], rows[right]
    together = (corpus.starts[a] <= ends[b]) & (corpus.starts[b] <= ends[a])
    kept = (corpus.owners[a] != corpus.owners[b]) & together
    return a[kept] * len(corpus) + b[kept]


def _differ(corpus: Corpus, pairs: Pairs) -> np.ndarray:
    known = np.diff(corpus.sets["objectives"].indptr) > 0
    return known[pairs.left] & known[pairs.right] & (shared(corpus.sets["objectives"], pairs) == 0)


def _follow(corpus: Corpus, pairs: Pairs) -> np.ndarray:
    here, after = corpus.sets["stages"], corpus.sets["next_stages"]
    crossed = shared(here, pairs, after) + shared(here, Pairs(pairs.right, pairs.left), after)
    return (crossed > 0) & (shared(here, pairs) == 0)
