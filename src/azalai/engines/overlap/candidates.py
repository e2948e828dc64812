"""Pairs worth judging: close in text and place, tied by identifiers, or of one title."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import numpy as np
from scipy import sparse

from azalai.engines.overlap.corpus import Corpus
from azalai.engines.overlap.features import Pairs
from azalai.engines.overlap.links import SAME
from azalai.engines.overlap.matching import Search, Spread, closest
from azalai.engines.overlap.meaning import Meanings, closest_in_meaning

_MOST_NAMESAKES = 8  # a title that more interventions carry is a formula


def candidates(
    corpus: Corpus, search: Search, spread: Spread | None = None, meanings: Meanings | None = None
) -> Pairs:
    """Every pair once, left < right, sorted. spread: see `matching.closest`; meanings: see `meaning`."""
    queries, targets, _ = closest(corpus.by_rows, corpus.owners, corpus.blocks, search, spread)
    keys = [_keys(corpus, queries, targets), _tied(corpus), _namesakes(corpus)]
    if meanings is not None:
        found = closest_in_meaning(corpus.identifiers, corpus.owners, corpus.blocks, meanings)
        keys.append(_keys(corpus, found[0], found[1]))
    left, right = np.divmod(np.unique(np.concatenate(keys)), max(len(corpus), 1))
    return Pairs(left, right)


def _keys(corpus: Corpus, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.minimum(one, other).astype(np.int64) * len(corpus) + np.maximum(one, other)


def _tied(corpus: Corpus) -> np.ndarray:
    """Linked by identifiers; two of one organisation only if they seem to be the same."""
    links = corpus.links
    kept = (corpus.owners[links.left] != corpus.owners[links.right]) | ((links.kinds & SAME) > 0)
    return _keys(corpus, links.left[kept], links.right[kept])


def _namesakes(corpus: Corpus) -> np.ndarray:
    """Exactly the same title in the same words, wherever they are."""
    groups: dict[bytes, list[int]] = defaultdict(list)
    for row in _alike(corpus.title):
        groups[_print(corpus.title, row)].append(row)
    found = [
        (a, b)
        for rows in groups.values()
        if 1 < len(rows) <= _MOST_NAMESAKES
        for a, b in combinations(rows, 2)
        if corpus.owners[a] != corpus.owners[b]
    ]
    pairs = np.array(found, dtype=np.int64).reshape(-1, 2)
    return _keys(corpus, pairs[:, 0], pairs[:, 1])


def _alike(table: sparse.csr_matrix) -> list[int]:
    """Rows of at least two features whose sums occur twice: few, and all equal rows are among them."""
    weights = table.data.astype(np.int64) * (table.indices.astype(np.int64) * 2_654_435_761 % 1_000_003)
    sums = np.concatenate([[0], np.cumsum(weights)])
    _, place, times = np.unique(
        sums[table.indptr[1:]] - sums[table.indptr[:-1]], return_inverse=True, return_counts=True
    )
    return np.flatnonzero((times[place] > 1) & (np.diff(table.indptr) > 1)).tolist()


def _print(table: sparse.csr_matrix, row: int) -> bytes:
    span = slice(table.indptr[row], table.indptr[row + 1])
    order = np.argsort(table.indices[span])
    return bytes(table.indices[span][order].tobytes() + table.data[span][order].tobytes())
