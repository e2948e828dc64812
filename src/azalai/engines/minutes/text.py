"""Folding and squeezing of French text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SPACES = re.compile(r"[\s\u00a0\u202f\u2009\u2007]+")
WORD = re.compile(r"[a-z0-9]+")
_SAME = {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
_EDGES = " \t\n\u00a0\u202f;:,.-–—•*·●▪➢►→✓_"
_BULLET = re.compile(r"^\s*(?:[-–—•*·●▪◦➢►→✓✔o\uf0b7\uf0a7\uf0d8](?=\s|[^\W\d_]|\d)(?<!o(?=[^\s])))+\s*")


def squeeze(text: str) -> str:
    """One line, single ordinary spaces, none at the ends."""
    return SPACES.sub(" ", text).strip()


class _Folds(dict[int, str]):
    """The folded form of each character, found when first met; always one character."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0].lower()
        folded = self[code] = _SAME.get(char, base if len(base) == 1 else char)
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """Lower case without accents, *same length* as the text, so that positions stay valid."""
    return text.translate(_FOLDS)


@lru_cache(maxsize=4_000)
def key(text: str) -> str:
    """Comparison key: folded words separated by one space, punctuation dropped, œ as oe."""
    return " ".join(WORD.findall(fold(text.replace("œ", "oe").replace("Œ", "OE"))))


def bare(text: str) -> str:
    """One line without bullet, nor signs at its ends."""
    return squeeze(without_bullet(text)).strip(_EDGES)


def without_bullet(text: str) -> str:
    """Without the dash or dot of a list."""
    return _BULLET.sub("", text, count=1)


def has_bullet(text: str) -> bool:
    """Whether a line begins with the dash or dot of a list."""
    return bool(_BULLET.match(text))


def short(text: str, length: int = 80) -> str:
    """A text cut at a word, with an ellipsis."""
    line = squeeze(text)
    return line if len(line) <= length else line[: length - 1].rsplit(" ", 1)[0] + "…"


def title_of(text: str) -> str:
    """A title without the punctuation of its list: "Divers ;" gives "Divers"."""
    return squeeze(text).strip(" ;:,.-–—•*")
