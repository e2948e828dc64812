"""Words of a corpus as features, and texts as vectors of whole numbers.

A word of the lexicon gives its concepts; any other word gives its root and the first letters of that
root. All weights are whole numbers, so a dot product is exact: it is the same in any order, on
any number of threads, by any kernel.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from azalai.engines.overlap import kernel, kernel_text
from azalai.engines.overlap.lexicon import Lexicon, field_lexicon
from azalai.engines.overlap.reading import Parts, Reader, word_numbers
from azalai.engines.overlap.text import root, words

LONGEST_READ = 1500  # letters of one text that are read; the rest adds time and no recall
HEAVIEST = (1 << 14) - 1  # weight of one feature; a title in many languages may pass UNIT
UNIT = 1024  # length of a vector; a dot product of two is at most UNIT² = 1 for the reader
_SHARE = 64  # weight 1 of a feature within a word
_OTHER_SCRIPT = 24  # a word in Arabic only meets its like; beside a French title it must not drown it
_IDF_UNIT = 32
_SMALLEST_CORPUS = 256
_COUNTS = 64


def _dampened(count: int) -> int:
    """Term frequency: 1 + ln n, in sixteenths."""
    return round(16 * (1 + math.log(count))) if count else 0


_TIMES = [_dampened(n) for n in range(_COUNTS)]
_DAMPENED = np.array(_TIMES, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a word outside the lexicon is cut. begin: first letters that count by themselves; share: how
    much, beside the whole root. (Patterns of letters inside the word were tried: no gain, more weight.)
    """

    begin: int = 4
    share: float = 0.5


class Space:
    """Vocabulary and features, growing as texts are read; numbers are private to one space."""

    def __init__(self, lexicon: Lexicon | None = None, shape: Shape | None = None) -> None:
        """lexicon: by default the one that the project ships."""
        self.lexicon, self.shape = lexicon or field_lexicon(), shape or Shape()
        self.feature_ids: dict[str, int] = {}
        self.parts: list[tuple[tuple[int, int], ...]] = []
        self._reader = Reader(self._learn)

    def _learn(self, word: bytes) -> None:
        pieces = features_of(word.decode("utf-8", "replace"), self.lexicon, self.shape)
        self.parts.append(tuple((self._feature(name), share) for name, share in pieces))

    def _feature(self, name: str) -> int:
        return self.feature_ids.setdefault(name, len(self.feature_ids))

    def read(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Numbers of the words of texts (see text_of), and how many there are at the end of each, 0 first."""
        return word_numbers(self._reader, texts)

    @staticmethod
    def text_of(texts: Sequence[str]) -> str:
        """Several texts of one row as one."""
        if len(texts) == 1:
            return _shortened(texts[0])
        return " ".join(map(_shortened, texts))

    def tally(self) -> Tally:
        """What it takes to count the words that are known by now."""
        return Tally(self._reader.parts(self.parts), len(self.feature_ids))

    def counts_one(self, texts: Iterable[str]) -> dict[int, int]:
        """The same for one row, as a dictionary; quick for a single query."""
        numbers: dict[int, int] = {}
        for text in texts:
            for word in words(_shortened(text)):
                number = self._reader[word]
                numbers[number] = numbers.get(number, 0) + 1
        found: dict[int, int] = {}
        for number, times in numbers.items():
            weight = _TIMES[min(times, _COUNTS - 1)]
            for feature, share in self.parts[number]:
                found[feature] = found.get(feature, 0) + weight * share
        return found


@dataclass(frozen=True, slots=True)
class Tally:
    """Features of numbered words, for whoever counts them.

    parts: CSR of words × features. width: number of features.
    """

    parts: Parts
    width: int

    def counts(self, numbers: np.ndarray, ends: np.ndarray) -> sparse.csr_matrix:
        """Rows × features, whole numbers: dampened counts of words times the shares of their features.

        numbers: words of all rows in order; ends: how many there are at the end of each row, 0 first.
        """
        shape = (len(ends) - 1, self.width)
        if kernel.AVAILABLE:
            indptr, indices, data = kernel_text.count(numbers, ends, self.parts, _DAMPENED, self.width)
            return sparse.csr_matrix((data, indices, indptr), shape=shape)
        starts, features, shares = self.parts
        words = len(starts) - 1
        ones = np.ones(len(numbers), dtype=np.int32)
        table = sparse.csr_matrix((ones, numbers, ends), shape=(shape[0], words))
        table.sum_duplicates()
        table.data = _DAMPENED[np.minimum(table.data, _COUNTS - 1)]
        return (table @ sparse.csr_matrix((shares, features, starts), shape=(words, self.width))).tocsr()


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_READ else text[:LONGEST_READ].rpartition(" ")[0]


def joined(versions: Sequence[sparse.csr_matrix]) -> sparse.csr_matrix:
    """Versions of the same texts as one: of each feature, the highest count."""
    whole = versions[0]
    for version in versions[1:]:
        whole = whole.maximum(version)
    return whole.tocsr()


def joined_one(versions: Sequence[dict[int, int]]) -> dict[int, int]:
    """The same for one row."""
    whole: dict[int, int] = {}
    for version in versions:
        for feature, count in version.items():
            whole[feature] = max(count, whole.get(feature, 0))
    return whole


class Weigher:
    """`weighed` for one row at a time, quickly; same answers."""

    def __init__(self, rarities: np.ndarray) -> None:
        """rarities: of the features known so far; a feature beyond them weighs as the rarest."""
        self._rarities: list[int] = rarities.tolist()
        self._unseen = max(self._rarities, default=1)

    def weigh(
        self, counts: dict[int, int], longest: int, versions: Sequence[dict[int, int]] = ()
    ) -> dict[int, int]:
        """One vector; see `weighed`."""
        raw = self._raw(counts)
        if len(raw) > longest:
            bar = sorted(raw.values())[-longest - 1]
            raw = {f: value for f, value in raw.items() if value > bar}
        several = [self._raw(version) for version in versions] or [raw]
        norms = [math.sqrt(sum(value * value for value in part.values())) for part in several if part]
        norm = max(sum(norms) / max(len(norms), 1), 1)
        whole = {f: min(int(value * UNIT / norm), HEAVIEST) for f, value in raw.items()}
        return {f: value for f, value in whole.items() if value}

    def _raw(self, counts: dict[int, int]) -> dict[int, int]:
        known, rarities = len(self._rarities), self._rarities
        return {f: n * (rarities[f] if f < known else self._unseen) for f, n in counts.items()}


def features_of(word: str, lexicon: Lexicon, shape: Shape) -> list[tuple[str, int]]:
    """Features of one folded word with their shares in 64ths; [] for a word without content."""
    concepts = lexicon.concepts(word)
    if concepts:
        return [(f"={c.name}", round(_SHARE * c.weight)) for c in concepts if c.weight]
    if len(word) < 2:
        return []
    if word.isdigit():
        return [(word, _SHARE)]
    if not word.isascii():
        return [(word, _OTHER_SCRIPT)]
    return _patterns(root(word), shape)


def _patterns(stem: str, shape: Shape) -> list[tuple[str, int]]:
    """The root, and its first letters: what two spellings or two languages have in common."""
    if len(stem) <= shape.begin:
        return [(stem, _SHARE)]
    return [(stem, _SHARE), (f"{stem[: shape.begin]}*", round(_SHARE * shape.share))]


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


def weighed(
    counts: sparse.csr_matrix,
    rarities: np.ndarray,
    longest: int,
    versions: Sequence[sparse.csr_matrix] = (),
) -> sparse.csr_matrix:
    """Vectors of whole numbers, of length about UNIT, of at most `longest` features, the heaviest.

    Features that weigh the same at the cut are all dropped, so that no order shows. versions: the same
    texts in each language apart, when `counts` joins them: the length is then the mean one
    of the versions, so that a text that says a thing twice is not half as near to one that says it once.
    """
    norms = np.empty(0)
    if versions:
        norms = _mean_norms([np.sqrt(_squares(version, rarities)) for version in versions])
    if kernel.AVAILABLE:
        arrays = (counts.indptr.astype(np.int64), counts.indices, counts.data)
        indptr, indices, data = kernel_text.weigh(arrays, rarities, longest, UNIT, HEAVIEST, norms)
        return sparse.csr_matrix((data, indices, indptr), shape=counts.shape)
    table = _raw(counts, rarities)
    _cut(table, longest)
    norms = np.maximum(norms if versions else np.sqrt(_sums(table.indptr, table.data**2)), 1)
    heavy = table.data * UNIT / np.repeat(norms, np.diff(table.indptr))
    table.data = np.minimum(heavy, HEAVIEST).astype(np.int16)
    table.eliminate_zeros()
    table.sort_indices()
    return table


def _mean_norms(norms: Sequence[np.ndarray]) -> np.ndarray:
    """Mean over the versions that say something."""
    table = np.stack(norms)
    return table.sum(axis=0) / np.maximum((table > 0).sum(axis=0), 1)


def _raw(counts: sparse.csr_matrix, rarities: np.ndarray) -> sparse.csr_matrix:
    table = counts.copy()
    table.data = table.data.astype(np.int64) * rarities[table.indices]
    return table


def _squares(counts: sparse.csr_matrix, rarities: np.ndarray) -> np.ndarray:
    """Sum of squares of the weighed counts of each row, exact."""
    if kernel.AVAILABLE:
        indptr = counts.indptr.astype(np.int64)
        return kernel_text.squares(indptr, counts.indices, counts.data, rarities)
    return _sums(counts.indptr, _raw(counts, rarities).data ** 2)


def _sums(indptr: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Sum of the whole numbers of each row."""
    sums = np.concatenate([[0], np.cumsum(values)])
    return (sums[indptr[1:]] - sums[indptr[:-1]]).astype(np.float64)


def _cut(table: sparse.csr_matrix, longest: int) -> None:
    """Drop what is not among the `longest` heaviest of its row."""
    lengths = np.diff(table.indptr)
    bars = np.full(len(lengths), -1, dtype=np.int64)
    for row in np.flatnonzero(lengths > longest):
        part = table.data[table.indptr[row] : table.indptr[row + 1]]
        bars[row] = np.partition(part, len(part) - longest - 1)[len(part) - longest - 1]
    table.data[table.data <= np.repeat(bars, lengths)] = 0
    table.eliminate_zeros()
