"""Complementary interventions: same place, same people, same time, another objective or the next stage.

Text plays no part, so this is a join and not a search: interventions are put into cells (place × target
group) and paired within each.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from scipy import sparse

from azalai.engines.overlap import kernel, kernel_join
from azalai.engines.overlap.corpus import Corpus
from azalai.engines.overlap.days import UNKNOWN
from azalai.engines.overlap.features import Pairs, shared

_ROOM = 4_000_000  # synergies that a thread makes room for at once; more take a second pass
_MOST_WORDS = 8  # of bits of objectives; where there are more codes, some share a bit
THREADS = min(2, os.cpu_count() or 1)
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
    cells.sort_indices()
    left_out = int((sizes > FULLEST_CELL).sum())
    if compiled and kernel.AVAILABLE:
        return Synergies(*_compiled(corpus, cells), left_out)
    found = _plain(corpus, cells)
    return Synergies(Pairs(found[:, 0], found[:, 1]), found[:, 2], found[:, 3] > 0, left_out)


def _compiled(corpus: Corpus, cells: sparse.csc_matrix) -> tuple[Pairs, np.ndarray, np.ndarray]:
    rows = cells.tocsr()
    arrays = ((rows.indptr, rows.indices), (cells.indptr, cells.indices))
    table = corpus.sets["objectives"]
    objectives = (table.indptr, table.indices)
    behind, facts = kernel_join.places_behind(*arrays), _facts(corpus)
    given = (*arrays, behind, facts, objectives, table.shape[1])
    counts = np.zeros(len(corpus), dtype=np.int64)
    shares = _shares(rows, cells)
    with ThreadPoolExecutor(len(shares)) as pool:
        found = list(pool.map(partial(_joined, given, counts), shares))
        starts = np.concatenate([[0], np.cumsum(counts)])
        out = tuple(np.empty(starts[-1], dtype=kind) for kind in (np.int32, np.int32, np.int16, np.bool_))
        list(pool.map(lambda part: kernel_join.gathered(starts, counts, *part, out), found))
    return Pairs(out[0], out[1]), out[2], out[3]


def _shares(rows: sparse.csr_matrix, cells: sparse.csc_matrix) -> list[np.ndarray]:
    """Rows that have a cell, in the order of their first one, shared out by the length of their cells."""
    placed = np.flatnonzero(np.diff(rows.indptr))
    placed = placed[np.argsort(rows.indices[rows.indptr[placed]], kind="stable")]
    sums = np.concatenate([[0], np.cumsum(np.diff(cells.indptr)[rows.indices])])
    work = np.cumsum(sums[rows.indptr[placed + 1]] - sums[rows.indptr[placed]])
    limits = np.searchsorted(work, work[-1] * np.arange(1, THREADS) / THREADS) if len(work) else []
    return np.split(placed, limits) if len(work) else [placed]


def _joined(
    given: tuple[Any, ...], counts: np.ndarray, chosen: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows, and what was found for each, one after the other."""
    room = _ROOM
    while True:
        right, told = np.empty(room, dtype=np.int32), np.empty(room, dtype=np.int16)
        number = kernel_join.join(chosen, *given, counts, right, told)
        if number <= room:
            return chosen, right, told
        room = number


def _facts(corpus: Corpus) -> np.ndarray:
    """Owner, first and last day, stages, bits of objectives: see kernel_join."""
    table = corpus.sets["objectives"]
    words = min(_MOST_WORDS, -(-table.shape[1] // kernel_join.BITS))
    facts = np.zeros((len(corpus), kernel_join.FACTS + words), dtype=np.int64)
    facts[:, kernel_join.OWNER] = corpus.owners
    facts[:, kernel_join.START], facts[:, kernel_join.END] = corpus.starts, _open_ends(corpus)
    stages = [_bits(corpus.sets[name], 1)[:, 0] for name in ("stages", "next_stages")]
    facts[:, kernel_join.STAGES] = stages[0] | stages[1] << kernel_join.NEXT
    facts[:, kernel_join.FACTS :] = _bits(table, words)
    return facts


def _bits(table: sparse.csr_matrix, words: int) -> np.ndarray:
    """Rows × words: codes as bits, those past the last beginning again."""
    bits = np.zeros((table.shape[0], words), dtype=np.int64)
    rows = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    code = table.indices.astype(np.int64) % max(kernel_join.BITS * words, 1)
    word, bit = np.divmod(code, kernel_join.BITS)
    np.bitwise_or.at(bits, (rows, word), np.int64(1) << bit)
    return bits


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
