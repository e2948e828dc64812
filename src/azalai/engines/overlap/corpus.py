"""A set of interventions as columns, ready to be compared."""

from __future__ import annotations

import gc
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import sparse

from azalai.engines.overlap import space as spaces
from azalai.engines.overlap.columns import code_table
from azalai.engines.overlap.days import first_day, last_day
from azalai.engines.overlap.links import Links, find_links
from azalai.engines.overlap.model import Intervention
from azalai.engines.overlap.space import Space
from azalai.engines.overlap.stages import following, stage_of_concept, stages

MOST_COUNTRIES = 12  # beyond, an intervention counts as being everywhere
LONGEST_TITLE, LONGEST_TEXT = 48, 64  # features kept, the heaviest ones


def _beside(first: sparse.csr_matrix, second: sparse.csr_matrix) -> sparse.csr_matrix:
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
        return _beside(self.title, self.text)


def build(
    interventions: Iterable[Intervention],
    space: Space | None = None,
    rarities: np.ndarray | None = None,
) -> Corpus:
    """Columns of interventions; the order in which they come does not matter.

    space: a vocabulary to go on with. rarities: weights of its features, when they are not to be
    counted in these interventions but were in a larger set. Raises DuplicateIdentifiers.
    """
    items = sorted(interventions, key=lambda item: item.identifier)
    _refuse_duplicates(items)
    with _no_collection():
        return _finished(items, space or Space(), rarities)


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


def _refuse_duplicates(items: Sequence[Intervention]) -> None:
    twice = {a.identifier for a, b in pairwise(items) if a.identifier == b.identifier}
    if twice:
        raise DuplicateIdentifiers(f"identifiants répétés : {', '.join(sorted(twice)[:5])}")


def _sets(items: Sequence[Intervention]) -> dict[str, sparse.csr_matrix]:
    """Tables of ones by name: what each intervention has."""
    bodies: dict[str, int] = {}  # one numbering, so that a reporter is found among payers
    payers = [(*item.funders, *item.accountable) for item in items]
    doers = [item.implementers for item in items]
    reporters = [(item.reporter,) for item in items]
    return {
        "countries": code_table([(*i.countries, *(path[0] for path in i.places if path)) for i in items]),
        "regions": code_table([[path[1] for path in i.places if len(path) > 1] for i in items]),
        "departments": code_table([[path[2] for path in i.places if len(path) > 2] for i in items]),
        "objectives": code_table([item.objectives for item in items]),
        "groups": code_table([item.groups for item in items]),
        "figures": code_table([[word for title in i.titles for word in _figures(title)] for i in items]),
        "bodies": code_table([p + d + r for p, d, r in zip(payers, doers, reporters, strict=True)], bodies),
        "payers": code_table(payers, bodies),
        "doers": code_table(doers, bodies),
        "reporters": code_table(reporters, bodies),
    }


def _numbers(names: Iterable[str], size: int) -> np.ndarray:
    """A number for each name, the same for the same."""
    known: dict[str, int] = {}
    return np.fromiter((known.setdefault(n, len(known)) for n in names), dtype=np.int32, count=size)


def _figures(title: str) -> Iterable[str]:
    """Numbers that stand by themselves: years and phases, not the 19 of COVID-19."""
    return (word for word in title.replace("/", " ").split() if word[:1].isdigit())


def _amount(item: Intervention) -> tuple[float | None, str]:
    if item.reference_amount is not None:
        return item.reference_amount, "="
    return item.amount, item.currency


def _finished(items: Sequence[Intervention], space: Space, rarities: np.ndarray | None) -> Corpus:
    title, text, rarities = _vectors(items, space, rarities)
    sets, size = _sets(items), len(items)
    amounts = [_amount(item) for item in items]
    return Corpus(
        identifiers=tuple(item.identifier for item in items),
        owners=_numbers((item.reporter or item.identifier for item in items), size),
        title=title,
        text=text,
        sets=sets | _stages(items, title, space),
        blocks=_blocks(sets["countries"]),
        starts=np.fromiter((first_day(item.start) for item in items), dtype=np.int64, count=size),
        ends=np.fromiter((last_day(item.end) for item in items), dtype=np.int64, count=size),
        amounts=_logarithms([amount for amount, _ in amounts]),
        money=_numbers((currency for _, currency in amounts), size),
        links=find_links(items),
        space=space,
        rarities=rarities,
    )


def _logarithms(amounts: Sequence[float | None]) -> np.ndarray:
    """Natural logarithms; NaN for what is unknown or not positive."""
    values = np.array([amount or 0.0 for amount in amounts], dtype=np.float64)
    return np.log(np.where(values > 0, values, np.nan))


def _vectors(
    items: Sequence[Intervention], space: Space, rarities: np.ndarray | None
) -> tuple[sparse.csr_matrix, sparse.csr_matrix, np.ndarray]:
    versions = _versions(items, space)
    bodies = space.counts(item.descriptions for item in items)
    for version in versions:
        version.resize(bodies.shape)
    titles = spaces.joined(versions)
    texts = (titles + bodies).tocsr()
    if rarities is None:
        rarities = spaces.rarity(spaces.frequencies(texts), len(items))
    else:
        unseen = texts.shape[1] - len(rarities)
        rarities = np.append(rarities, np.full(unseen, rarities.max(initial=1)))
    return (
        spaces.weighed(titles, rarities, LONGEST_TITLE, versions),
        spaces.weighed(texts, rarities, LONGEST_TEXT),
        rarities,
    )


def _versions(items: Sequence[Intervention], space: Space) -> list[sparse.csr_matrix]:
    """Titles in the first language of each intervention, in its second, and so on."""
    most = max((len(item.titles) for item in items), default=1)
    versions = [space.counts(item.titles[n : n + 1] for item in items) for n in range(max(most, 1))]
    for version in versions:
        version.resize(len(items), len(space.feature_ids))
    return versions


def _stages(
    items: Sequence[Intervention], title: sparse.csr_matrix, space: Space
) -> dict[str, sparse.csr_matrix]:
    """Stages of each row, declared or else read in its title, and those that come next."""
    names = {stage.name: number for number, stage in enumerate(stages())}
    betrayed = [
        (space.feature_ids[f"={concept}"], names[name])
        for concept, found in stage_of_concept().items()
        for name in found
        if f"={concept}" in space.feature_ids
    ]
    declared = [(row, names[item.stage]) for row, item in enumerate(items) if item.stage in names]
    silent = np.ones(len(items), dtype=np.int32)
    silent[[row for row, _ in declared]] = 0
    read = sparse.diags(silent, dtype=np.int32) @ title @ _ones_at(betrayed, (title.shape[1], len(names)))
    here = _ones(read + _ones_at(declared, (len(items), len(names))))
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


def _blocks(countries: sparse.csr_matrix) -> sparse.csr_matrix:
    sizes = np.diff(countries.indptr)
    kept = sparse.diags((sizes <= MOST_COUNTRIES).astype(np.int8), dtype=np.int8)
    blocks = (kept @ countries).tocsr()
    blocks.eliminate_zeros()
    return blocks
