"""Words by how usual they are, for texts whose spaces were lost.

The list has the words of the field's documents and of administration, most frequent first. A word's cost
is minus the logarithm of its frequency after Zipf's law. Forms that are not listed (plural, feminine,
conjugation) are recognised by their stem at an extra cost.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from azalai.engines.minutes.text import fold

HARMONIC = 9.2  # sum of 1/rank over the list: the frequency of rank r is 1 / (r × this)
INFLECTED = 4  # what a form that is not listed costs more than a middling word
UNKNOWN, UNKNOWN_LETTER = 16, 3  # a stretch that is no word, and each of its letters
STEM = 4
SHORTEST_UNKNOWN = 3
LONGEST_WORD = 24
_SUFFIXES = (
    "er", "e", "es", "ee", "ees", "ent", "ant", "ants", "ante", "antes", "ait", "aient", "era", "eront",
    "erait", "ez", "ons", "ation", "ations", "ement", "ements", "ir", "it", "ira", "iront", "is",
    "ie", "ies", "issent", "issant", "re", "s", "eur", "eurs", "euse", "if", "ifs", "ive", "ives", "iser",
    "al", "aux", "ale", "ales", "el", "els", "elle", "elles", "ique", "iques", "ite", "ites",
)  # fmt: skip
_AGREEMENTS = ("s", "e", "es", "x")
_ELISIONS = frozenset(
    ["l", "d", "n", "s", "c", "j", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "quelqu", "aujourd"]
)


class Lexicon:
    """Costs of words, all folded. `names`: proper names and acronyms that the caller knows."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.costs = dict(_listed())
        for name in names:
            self.costs.setdefault(fold(name), math.log(1_000 * HARMONIC))
        self._stems = _stems()

    def knows(self, word: str) -> bool:
        """Whether a folded word is listed, or a form of one that is."""
        return word in self.costs or self._is_form(word)

    def cost(self, word: str) -> float:
        """Minus the logarithm of how likely a folded word is."""
        if (cost := self.costs.get(word)) is not None:
            return cost
        if self._is_form(word):
            return math.log(2_000 * HARMONIC) + INFLECTED
        if len(word) < SHORTEST_UNKNOWN:
            return 4 * UNKNOWN
        return UNKNOWN + UNKNOWN_LETTER * len(word)

    def _is_form(self, word: str) -> bool:
        if len(word) <= STEM:
            return False
        if any(_agrees(word, end, self.costs) for end in _AGREEMENTS):
            return True
        return any(word.endswith(suffix) and word[: -len(suffix)] in self._stems for suffix in _SUFFIXES)

    def is_elision(self, word: str) -> bool:
        """Whether a folded word may only stand before an apostrophe: "l", "qu"."""
        return word in _ELISIONS


def _agrees(word: str, end: str, costs: Mapping[str, float]) -> bool:
    """ "frontalière" of "frontalier", not "rencontrese" of "rencontres"."""
    stem = word.removesuffix(end)
    return stem != word and stem in costs and (end in "sx" or stem[-1] not in "aesx")


@cache
def _listed() -> dict[str, float]:
    text = (files("azalai.engines.minutes") / "data" / "words.txt").read_text(encoding="utf-8")
    words = " ".join(line for line in text.split("\n") if not line.startswith("#")).split()
    return {word: math.log(rank * HARMONIC) for rank, word in reversed(list(enumerate(words, 2)))}


@cache
def _stems() -> frozenset[str]:
    """What is left of the listed words without an ending, from four letters on."""
    return frozenset(
        word[: -len(suffix)]
        for word in _listed()
        for suffix in _SUFFIXES
        if word.endswith(suffix) and len(word) - len(suffix) >= STEM
    )
