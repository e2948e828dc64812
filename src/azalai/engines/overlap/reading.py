"""Numbers for the words of texts, with and without the compiled kernel."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from secrets import randbits

import numpy as np

from azalai.engines.overlap import kernel, kernel_text
from azalai.engines.overlap.text import BREAK, fold_all

_ROOM = 1 << 14  # words that the compiled table holds at first
_FRESH = 1 << 12  # words that are learnt together

Parts = tuple[np.ndarray, np.ndarray, np.ndarray]


class Reader(dict[bytes, int]):
    """Numbers of words in the order in which they are met; an unknown word is learnt when it is asked for."""

    def __init__(self, learn: Callable[[bytes], None]) -> None:
        """learn: called once with each word, in the order of the numbers."""
        super().__init__()
        self._learn = learn
        self._table = _empty_table()
        self._seed = randbits(62)  # never shows in an answer
        self._held = 0  # words that the compiled table holds
        self._starts, self._features, self._shares = array("q", [0]), array("i"), array("i")

    def __missing__(self, word: bytes) -> int:
        number = self[word] = len(self)
        self._learn(word)
        return number

    def parts(self, parts: Sequence[Sequence[tuple[int, int]]]) -> Parts:
        """Features and shares of each word, as CSR. parts: of every word, in the order of the numbers."""
        for several in parts[len(self._starts) - 1 :]:
            for feature, share in several:
                self._features.append(feature)
                self._shares.append(share)
            self._starts.append(len(self._features))
        return (
            np.array(self._starts, dtype=np.int64),
            np.array(self._features, dtype=np.int32),
            np.array(self._shares, dtype=np.int32),
        )

    def read(self, folded: bytes, texts: int) -> tuple[np.ndarray, np.ndarray]:
        """Compiled: numbers of the words of folded texts, and how many there are at the end of each."""
        if self._held < len(self):  # words that were learnt one by one
            late = list(self)[self._held :]
            self._walk(b" ".join(late), 0)
        return self._walk(folded, texts)

    def _walk(self, folded: bytes, texts: int) -> tuple[np.ndarray, np.ndarray]:
        buffer = np.frombuffer(folded, dtype=np.uint8)
        words = np.empty(len(buffer) // 2 + 1, dtype=np.int32)
        ends, state = np.zeros(texts + 1, dtype=np.int64), np.array([0, 0, 0, self._seed])
        fresh = np.empty((_FRESH, 2), dtype=np.int64)
        at = 0
        while at < len(buffer):
            at = kernel_text.read(buffer, at, self._table, self._held, words, ends, state, fresh)
            for start, end in fresh[: state[2]].tolist():
                self[folded[start:end]]
            self._held, state[2] = self._held + int(state[2]), 0
            if 2 * (self._held + _FRESH) >= len(self._table[0]):
                self._table = kernel_text.grown(*self._table)
        return words[: state[0]], ends


def _empty_table() -> tuple[np.ndarray, np.ndarray]:
    return np.zeros(_ROOM, dtype=np.uint64), np.full(_ROOM, kernel_text.EMPTY, dtype=np.int32)


def word_numbers(reader: Reader, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of the words of texts, and how many there are at the end of each (0 first)."""
    folded = fold_all(texts)
    if kernel.AVAILABLE:
        return reader.read(folded, len(texts))
    listed = [text.split() for text in folded.split(BREAK)[: len(texts)]]
    numbers = [reader[word] for words in listed for word in words]
    return np.array(numbers, dtype=np.int32), np.cumsum([0, *map(len, listed)])
