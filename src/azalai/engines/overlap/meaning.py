"""Vectors of meaning from elsewhere, as one more way for a pair to become a candidate.

The project ships no language model and downloads none. Whoever has one gives its vectors, one row an
intervention, or a function that makes them from texts; pairs whose vectors are close are then judged like
any other. The score stays that of the named features, so it is explained as before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from azalai.engines.overlap.matching import Found, keep_best, tasks
from azalai.engines.overlap.model import Intervention

Embed = Callable[[Sequence[str]], np.ndarray]
_CELLS = 4_000_000  # of one product; bounds the memory


@dataclass(frozen=True, slots=True)
class Meanings:
    """Vectors by identifier, and how they are used.

    vectors: identifier → numbers, of one length for all; who has none is not compared by meaning.
    k: kept for each intervention. floor: least cosine, -1 to 1.
    """

    vectors: dict[str, np.ndarray]
    k: int = 5
    floor: float = 0.8


def embedded(interventions: Iterable[Intervention], embed: Embed) -> dict[str, np.ndarray]:
    """Vectors of interventions by a function of texts (titles and descriptions in one): texts → rows.

    Raises ValueError when the function does not answer one row a text.
    """
    items = list(interventions)
    made = np.asarray(embed([" ".join((*item.titles, *item.descriptions)) for item in items]))
    if made.ndim != 2 or len(made) != len(items):
        raise ValueError(f"{len(items)} lignes attendues, {made.shape} reçues")
    return {item.identifier: row for item, row in zip(items, made, strict=True)}


def closest_in_meaning(
    identifiers: Sequence[str], owners: np.ndarray, blocks: sparse.csr_matrix, meanings: Meanings
) -> Found:
    """The k closest of other owners in the same blocks, as `matching.closest`; scores in millionths."""
    table, known = _unit_rows(identifiers, meanings.vectors)
    found = [
        _best(table, owners, part, others, meanings)
        for queries, targets in tasks(blocks)
        for others in (targets[known[targets]],)
        for part in _parts(queries[known[queries]], len(others))
    ]
    empty = np.empty(0, dtype=np.int64)
    columns = zip(*found, strict=True) if found else ((empty,), (empty,), (empty,))
    return keep_best(*(np.concatenate(column) for column in columns), k=meanings.k)


def _unit_rows(identifiers: Sequence[str], vectors: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Vectors of length one in the order of identifiers, and who has one."""
    width = len(next(iter(vectors.values()))) if vectors else 0
    table = np.zeros((len(identifiers), width), dtype=np.float32)
    for row, name in enumerate(identifiers):
        if name in vectors:
            table[row] = vectors[name]
    lengths = np.linalg.norm(table, axis=1)
    known = np.isfinite(lengths) & (lengths > 0)
    return table / np.where(known, lengths, 1)[:, None], known


def _parts(rows: np.ndarray, targets: int) -> list[np.ndarray]:
    step = max(1, _CELLS // max(targets, 1))
    return [rows[at : at + step] for at in range(0, len(rows), step)]


def _best(
    table: np.ndarray, owners: np.ndarray, queries: np.ndarray, targets: np.ndarray, meanings: Meanings
) -> Found:
    cosines = np.round(1_000_000 * (table[queries] @ table[targets].T)).astype(np.int64)
    kept = (cosines >= 1_000_000 * meanings.floor) & (owners[queries][:, None] != owners[targets][None, :])
    place, other = np.nonzero(kept)
    return keep_best(queries[place], targets[other], cosines[place, other], k=meanings.k)
