"""Words of a corpus as features, and texts as vectors of whole numbers.

A word of the lexicon gives its concepts; any other word gives its root and the character patterns of
that root. All weights are whole numbers, so a dot product is exact: it is the same in any order, on
any number of threads, by any kernel.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from azalai.engines.overlap.lexicon import Lexicon, field_lexicon
from azalai.engines.overlap.text import root, words

UNIT = 1024  # length of a vector; a dot product of two is at most UNIT² = 1 for the reader
_SHARE = 64  # weight 1 of a feature within a word
_IDF_UNIT = 32
_SMALLEST_CORPUS = 256
_COUNTS = 64


def _dampened(count: int) -> int:
    """Term frequency: 1 + ln n, in sixteenths."""
    return round(16 * (1 + math.log(count))) if count else 0


_DAMPENED = np.array([_dampened(n) for n in range(_COUNTS)], dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a word outside the lexicon is cut. size: letters of a pattern; share: its weight in the word."""

    size: int = 4
    share: float = 0.35
    begin: int = 5


@dataclass(slots=True)
class Space:
    """Vocabulary and features, growing as texts are read; numbers are private to one space."""

    lexicon: Lexicon = field(default_factory=field_lexicon)
    shape: Shape = field(default_factory=Shape)
    word_ids: dict[bytes, int] = field(default_factory=dict)
    feature_ids: dict[str, int] = field(default_factory=dict)
    parts: list[tuple[tuple[int, int], ...]] = field(default_factory=list)

    def read(self, text: str) -> list[int]:
        """Numbers of the words of a text, in order."""
        known = self.word_ids
        found = words(text)
        try:
            return [known[word] for word in found]
        except KeyError:
            return [known[word] if word in known else self._learn(word) for word in found]

    def _learn(self, word: bytes) -> int:
        number = self.word_ids[word] = len(self.parts)
        pieces = features_of(word.decode("utf-8", "replace"), self.lexicon, self.shape)
        self.parts.append(tuple((self._feature(name), share) for name, share in pieces))
        return number

    def _feature(self, name: str) -> int:
        return self.feature_ids.setdefault(name, len(self.feature_ids))

    def counts(self, texts: Iterable[Sequence[str]]) -> sparse.csr_matrix:
        """Texts × features, whole numbers: dampened counts of words times the shares of their features."""
        numbers, ends = array("i"), array("q", [0])
        for several in texts:
            for text in several:
                numbers.extend(self.read(text))
            ends.append(len(numbers))
        return self._expanded(np.frombuffer(numbers, dtype=np.int32), np.frombuffer(ends, dtype=np.int64))

    def _expanded(self, numbers: np.ndarray, ends: np.ndarray) -> sparse.csr_matrix:
        shape = (len(ends) - 1, len(self.parts))
        table = sparse.csr_matrix((np.ones(len(numbers), dtype=np.int32), numbers, ends), shape=shape)
        table.sum_duplicates()
        table.data = _DAMPENED[np.minimum(table.data, _COUNTS - 1)]
        return (table @ self._expansion()).tocsr()

    def _expansion(self) -> sparse.csr_matrix:
        """Words × features."""
        lengths = np.fromiter((len(p) for p in self.parts), dtype=np.int64, count=len(self.parts))
        ends = np.concatenate([[0], np.cumsum(lengths)])
        pairs = np.array([pair for part in self.parts for pair in part], dtype=np.int32).reshape(-1, 2)
        shape = (len(self.parts), len(self.feature_ids))
        return sparse.csr_matrix((pairs[:, 1], pairs[:, 0], ends), shape=shape)


def features_of(word: str, lexicon: Lexicon, shape: Shape) -> list[tuple[str, int]]:
    """Features of one folded word with their shares in 64ths; [] for a word without content."""
    concepts = lexicon.concepts(word)
    if concepts:
        return [(f"={c.name}", round(_SHARE * c.weight)) for c in concepts if c.weight]
    if len(word) < 2:
        return []
    if word.isdigit() or not word.isascii():
        return [(word, _SHARE)]
    return _patterns(root(word), shape)


def _patterns(stem: str, shape: Shape) -> list[tuple[str, int]]:
    found = {stem: _SHARE}
    if shape.begin and len(stem) > shape.begin:
        found[f"{stem[: shape.begin]}*"] = round(_SHARE * shape.share)
    if shape.size and len(stem) > shape.size:
        grams = {f"~{stem[i : i + shape.size]}" for i in range(len(stem) - shape.size + 1)}
        found |= dict.fromkeys(sorted(grams), max(1, round(_SHARE * shape.share / math.sqrt(len(grams)))))
    return list(found.items())


def rarity(frequencies: np.ndarray, corpus: int) -> np.ndarray:
    """Inverse document frequency of each feature, whole numbers.

    The corpus counts as the next power of two and as 256 at least, so that one more activity does not
    move every score.
    """
    size = max(_SMALLEST_CORPUS, 1 << max(corpus - 1, 0).bit_length())
    return np.round(_IDF_UNIT * np.log(1 + size / np.maximum(frequencies, 1))).astype(np.int64)


def frequencies(counts: sparse.csr_matrix) -> np.ndarray:
    """In how many texts each feature stands."""
    return np.bincount(counts.indices, minlength=counts.shape[1])


def weighed(counts: sparse.csr_matrix, rarities: np.ndarray, longest: int) -> sparse.csr_matrix:
    """Vectors of length about UNIT, at most `longest` features each (the heaviest; ties by feature name
    do not matter to a reader, since equal weights at the cut are all dropped)."""
    table = counts.copy()
    table.data = table.data.astype(np.int64) * rarities[table.indices]
    _cut(table, longest)
    squares = np.add.reduceat(np.append(table.data**2, 0), table.indptr[:-1]) * (np.diff(table.indptr) > 0)
    norms = np.sqrt(np.maximum(squares, 1).astype(np.float64))
    table.data = (table.data * UNIT / np.repeat(norms, np.diff(table.indptr))).astype(np.int32)
    table.eliminate_zeros()
    return table


def _cut(table: sparse.csr_matrix, longest: int) -> None:
    lengths = np.diff(table.indptr)
    for row in np.flatnonzero(lengths > longest):
        part = table.data[table.indptr[row] : table.indptr[row + 1]]
        bar = np.partition(part, len(part) - longest - 1)[len(part) - longest - 1]
        part[part <= bar] = 0
    table.eliminate_zeros()
