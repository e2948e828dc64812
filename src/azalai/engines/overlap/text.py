"""From a text to words that compare across accents, case and, in part, languages."""

from __future__ import annotations

import re
import unicodedata

# Letters that no decomposition takes apart; the hooked ones are Hausa's and Fulfulde's.
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "ı": "i"}
    | {"ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ŋ": "n", "ɲ": "n", "ə": "e"}
)
_MARKS = re.compile(rb"\xcc[\x80-\xbf]|\xcd[\x80-\xaf]")  # combining marks, in UTF-8
_SIGNS = re.compile(rb"\xc2[\x80-\xbf]|\xe2[\x80-\x83][\x80-\xbf]|\xef\xbf\xbd")  # quotes, dashes, lost letters


def _table() -> bytes:
    """Byte → byte: small letters, digits and the bytes of other alphabets stay; the rest parts words."""
    kept = bytearray(b" " * 128 + bytes(range(128, 256)))
    for code in range(128):
        if chr(code).isalnum():
            kept[code] = ord(chr(code).lower())
    return bytes(kept)


_BYTES = _table()


def fold(text: str) -> bytes:
    """Small letters without accents, UTF-8; whatever is neither letter nor digit is one space or more."""
    if text.isascii():
        return text.encode().translate(_BYTES)
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    raw = plain.encode("utf-8", "replace")
    return _SIGNS.sub(b" ", _MARKS.sub(b"", raw)).translate(_BYTES)


def words(text: str) -> list[bytes]:
    """Folded words in order, single letters included."""
    return fold(text).split()


# Endings that French and English give to the same Latin root, and the one that stands for them.
_ENDINGS = tuple(
    (ending, pivot)
    for endings, pivot in (
        ("isations izations isation ization", "iz"),
        ("iques ique icals ical ics ic", "ic"),
        ("ites ite ities ity", "it"),
        ("aires aire aries ary", "ar"),
        ("oires oire ories ory", "or"),
        ("euses euse eux ous", "ous"),
        ("ences ence encies ency ances ance ancies ancy", "enc"),
        ("elles elle els el als al aux ales ale", "al"),
        ("ives ive ifs if", "iv"),
        ("ismes isme isms ism", "ism"),
        ("istes iste ists ist", "ist"),
        ("eurs eur ors or", "or"),
        ("ies ie ys y", "y"),
        ("tions tion", "tion"),
        ("ments ment", "ment"),
    )
    for ending in endings.split()
)
_DOUBLED = re.compile(r"(.)\1")
_SHORTEST_ROOT = 3


def root(word: str) -> str:
    """The word without plural, doubled letters and language-bound ending: strategie, strategy → strateg-y.

    Applied alike to every language, so it is a meeting point and not a stem of any of them.
    """
    if len(word) < 5 or not word.isascii() or word.isdigit():
        return word
    word = _DOUBLED.sub(r"\1", word)
    for ending, pivot in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_ROOT:
            return word[: -len(ending)] + pivot
    return word.rstrip("sx").rstrip("e") if len(word) > 5 else word.rstrip("s")
