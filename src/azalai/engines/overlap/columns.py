"""Columns of codes: from many small tuples to one sparse table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from scipy import sparse


def code_table(rows: Sequence[Iterable[str]], codes: dict[str, int] | None = None) -> sparse.csr_matrix:
    """One set of codes a row, as a sparse table of ones; columns ascending in each row.

    Blank codes are left out, a code twice counts once. codes: numbers shared with other tables, so that
    they compare; grows. Numbers mean nothing outside.
    """
    table = {} if codes is None else codes
    listed = [tuple(row) for row in rows]
    flat = list(chain.from_iterable(listed))
    for code in dict.fromkeys(flat):
        table.setdefault(code, len(table))
    numbers = np.fromiter(map(table.__getitem__, flat), dtype=np.int32, count=len(flat))
    lengths = np.fromiter(map(len, listed), dtype=np.int64, count=len(listed))
    rows_of = np.repeat(np.arange(len(listed)), lengths)
    if "" in table:
        kept = numbers != table[""]
        numbers, rows_of = numbers[kept], rows_of[kept]
    ones = np.ones(len(numbers), dtype=np.int8)
    found = sparse.csr_matrix((ones, (rows_of, numbers)), shape=(len(listed), len(table)))
    found.data[:] = 1
    found.sort_indices()
    return found
