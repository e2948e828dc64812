"""Who is compared with whom: countries, and regions where a country is very large."""

from __future__ import annotations

import numpy as np
from scipy import sparse

MOST_COUNTRIES = 12  # beyond, an intervention counts as being everywhere
LARGEST_BLOCK = 5_000  # interventions of a country that are all compared with each other


def blocks_of(countries: sparse.csr_matrix, regions: sparse.csr_matrix) -> sparse.csr_matrix:
    """Rows × blocks, ones; a row without a country, or with very many, is in none (that is: everywhere).

    A country of more than LARGEST_BLOCK rows is parted into its regions, where that saves work: rows that
    name no region, or several countries, are then in each of them.
    """
    sizes = np.diff(countries.indptr)
    kept = sparse.diags((sizes <= MOST_COUNTRIES).astype(np.int8), dtype=np.int8)
    blocks = (kept @ countries).tocsr()
    blocks.eliminate_zeros()
    columns = blocks.tocsc()
    large = np.flatnonzero(np.diff(columns.indptr) > LARGEST_BLOCK)
    if not len(large):
        return blocks
    kept_whole = np.ones(columns.shape[1], dtype=bool)
    pieces = []
    for country in large:
        rows = np.sort(columns.indices[columns.indptr[country] : columns.indptr[country + 1]])
        parted = _parted(rows, regions[rows], sizes[rows] > 1)
        if parted is not None:
            kept_whole[country] = False
            pieces.append(_spread(rows, parted, len(sizes)))
    return sparse.hstack([columns[:, np.flatnonzero(kept_whole)], *pieces]).tocsr()


def _parted(rows: np.ndarray, regions: sparse.csr_matrix, several: np.ndarray) -> sparse.csc_matrix | None:
    """Rows × regions of one country, ones; None where parting would not halve the work."""
    named = sparse.diags((~several).astype(np.int8), dtype=np.int8) @ regions
    named.eliminate_zeros()
    own = named[:, np.flatnonzero(named.getnnz(axis=0))]
    unplaced = np.diff(own.tocsr().indptr) == 0
    sizes = own.getnnz(axis=0) + np.count_nonzero(unplaced)
    if not own.shape[1] or (sizes.astype(float) ** 2).sum() > len(rows) ** 2 / 2:
        return None
    everywhere = np.repeat(unplaced.astype(np.int8)[:, None], own.shape[1], axis=1)
    return (own + sparse.csr_matrix(everywhere)).tocsc()


def _spread(rows: np.ndarray, table: sparse.csc_matrix, size: int) -> sparse.csc_matrix:
    """The same columns in a table of all rows."""
    return sparse.csc_matrix((table.data, rows[table.indices], table.indptr), shape=(size, table.shape[1]))
