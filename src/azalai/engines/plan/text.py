"""Folding of French and English text for comparison."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SPACES = re.compile(r"[\s\u00a0\u202f\u2009\u2007]+")
WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> frozenset[str]:
    """The words of a list written as one line."""
    return frozenset(text.split())


EMPTY_WORDS = words(
    "a au aux avec ce ces d dans de des du elle en est et il l la le les leur leurs lors n ne on ou "
    "par pour qu que qui s sa se ses son sont sur un une the of and to in for on by with are is "
    "ete etre sera seront an at from"
)


def squeeze(text: str) -> str:
    """One line, single ordinary spaces, none at the ends."""
    return SPACES.sub(" ", text).strip()


LONGEST_KEPT = 400  # longer texts are not worth remembering


def fold(text: str) -> str:
    """Lower case without accents, *same length* as the text, so that positions stay valid."""
    return _folded(text) if len(text) <= LONGEST_KEPT else text.translate(_FOLDS)


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    return text.translate(_FOLDS)


class _Folds(dict[int, str]):
    """The folded form of each character, found when first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_one(chr(code))
        return folded


_FOLDS = _Folds()


def _fold_one(char: str) -> str:
    if char in "\u2019\u2018\u02bc`":
        return "'"
    if char in "\u00a0\u202f\u2009\u2007":
        return " "
    base = unicodedata.normalize("NFD", char)[0]
    lower = base.lower()
    return lower if len(lower) == 1 else base


def key(text: str) -> str:
    """Comparison key: folded words separated by one space, punctuation dropped, œ as oe."""
    return " ".join(WORD.findall(fold(text.replace("œ", "oe").replace("Œ", "OE"))))


def stems(text: str) -> list[str]:
    """Content words cut to their first six letters: enough to join inflected forms of one word."""
    return [word[:6] for word in key(text).split() if word not in EMPTY_WORDS and len(word) > 1]
