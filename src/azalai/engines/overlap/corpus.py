"""A set of interventions as columns, ready to be compared."""

from __future__ import annotations

import gc
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, TypeVar

import numpy as np
from scipy import sparse

from azalai.engines.overlap.blocks import MOST_COUNTRIES, blocks_of
from azalai.engines.overlap.channels import LONGEST_TEXT, LONGEST_TITLE, Joint, beside
from azalai.engines.overlap.gathering import Gathering
from azalai.engines.overlap.links import Links
from azalai.engines.overlap.model import Intervention
from azalai.engines.overlap.space import Space
from azalai.engines.overlap.stages import following, stage_of_concept, stages

_AT_ONCE = 20_000  # interventions read together; bounds the memory
_Column = TypeVar("_Column", bound=Any)  # an array or a table

__all__ = ["LONGEST_TEXT", "LONGEST_TITLE", "MOST_COUNTRIES", "Corpus", "DuplicateIdentifiers", "build"]


class DuplicateIdentifiers(ValueError):
    """Two interventions of one identifier cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Columns, one row an intervention, in the order of identifiers.

    owners: number of the reporter. title, text: vectors of the two channels. sets: tables of ones by
    name (see _sets). blocks: countries, empty for who is everywhere. starts, ends: days. amounts:
    natural logarithm of the budget, NaN without; money: number of its currency.
    links: pairs tied by identifiers. rarities: weight of each feature of the space.
    """

    identifiers: tuple[str, ...]
    owners: np.ndarray
    title: sparse.csr_matrix
    text: sparse.csr_matrix
    sets: dict[str, sparse.csr_matrix]
    blocks: sparse.csr_matrix
    starts: np.ndarray
    ends: np.ndarray
    amounts: np.ndarray
    money: np.ndarray
    links: Links
    space: Space
    rarities: np.ndarray

    def __len__(self) -> int:
        return len(self.identifiers)

    def row(self, identifier: str) -> int:
        """Row of an identifier; KeyError when it is not there."""
        place = bisect_left(self.identifiers, identifier)
        if self.identifiers[place : place + 1] != (identifier,):
            raise KeyError(identifier)
        return place

    @property
    def joint(self) -> sparse.csr_matrix:
        """Both channels side by side."""
        return beside(self.title, self.text)

    @property
    def by_rows(self) -> Joint:
        """The same, put together only for the rows that are asked for."""
        return Joint(self.title, self.text)


def build(
    interventions: Iterable[Intervention],
    space: Space | None = None,
    rarities: np.ndarray | None = None,
) -> Corpus:
    """Columns of interventions; the order in which they come does not matter.

    interventions: a list, or a stream whose interventions are let go once they are read.
    space: a vocabulary to go on with. rarities: weights of its features, when they are not to be
    counted in these interventions but were in a larger set. Raises DuplicateIdentifiers.
    """
    with _no_collection():
        space = space or Space()
        gathered = Gathering(space)
        for several in _chunks(interventions):
            gathered.add(several)
        return _finished(gathered, space, rarities)


def _chunks(interventions: Iterable[Intervention]) -> Iterator[list[Intervention]]:
    """Pieces of a stream, an empty one if there is nothing at all."""
    source = iter(interventions)
    yield list(islice(source, _AT_ONCE))
    while several := list(islice(source, _AT_ONCE)):
        yield several


@contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of small tuples and no cycle: the collector would only walk through them again and again."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _order(identifiers: Sequence[str]) -> np.ndarray:
    """Rows in the order of their identifiers; raises DuplicateIdentifiers."""
    order = sorted(range(len(identifiers)), key=identifiers.__getitem__)
    names = [identifiers[row] for row in order]
    twice = {a for a, b in pairwise(names) if a == b}
    if twice:
        raise DuplicateIdentifiers(f"identifiants répétés : {', '.join(sorted(twice)[:5])}")
    return np.array(order, dtype=np.int64)


def _finished(gathered: Gathering, space: Space, rarities: np.ndarray | None) -> Corpus:
    order = _order(gathered.identifiers)
    sorted_already = bool((order == np.arange(len(order))).all())

    def rows(column: _Column) -> _Column:
        return column if sorted_already else column[order]

    title, text, rarities = gathered.channels.vectors(rarities)
    staged = _stages(gathered.declared, title, space)
    sets = {name: rows(table) for name, table in (gathered.sets() | staged).items()}
    days, (amounts, money) = gathered.days(), gathered.money()
    return Corpus(
        identifiers=tuple(gathered.identifiers[row] for row in order.tolist()),
        owners=rows(gathered.owners()),
        title=rows(title),
        text=rows(text),
        sets=sets,
        blocks=blocks_of(sets["countries"], sets["regions"]),
        starts=rows(days[0]),
        ends=rows(days[1]),
        amounts=rows(amounts),
        money=rows(money),
        links=gathered.links(order),
        space=space,
        rarities=rarities,
    )


def _stages(
    declared: Sequence[tuple[int, int]], title: sparse.csr_matrix, space: Space
) -> dict[str, sparse.csr_matrix]:
    """Stages of each row, declared or else read in its title, and those that come next."""
    names, size = {stage.name: number for number, stage in enumerate(stages())}, title.shape[0]
    betrayed = [
        (space.feature_ids[f"={concept}"], names[name])
        for concept, found in stage_of_concept().items()
        for name in found
        if f"={concept}" in space.feature_ids
    ]
    silent = np.ones(size, dtype=np.int32)
    silent[[row for row, _ in declared]] = 0
    read = sparse.diags(silent, dtype=np.int32) @ title @ _ones_at(betrayed, (title.shape[1], len(names)))
    here = _ones(read + _ones_at(declared, (size, len(names))))
    follows = [(names[a], names[b]) for a, several in following().items() for b in several]
    return {"stages": here, "next_stages": _ones(here @ _ones_at(follows, (len(names), len(names))))}


def _ones_at(places: Sequence[tuple[int, int]], shape: tuple[int, int]) -> sparse.csr_matrix:
    rows, columns = np.array(places, dtype=np.int64).reshape(-1, 2).T
    return sparse.csr_matrix((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=shape)


def _ones(table: sparse.csr_matrix) -> sparse.csr_matrix:
    """1 wherever there is something."""
    table = table.tocsr()
    table.eliminate_zeros()
    table.data = np.ones(len(table.data), dtype=np.int8)
    table.sort_indices()
    return table
