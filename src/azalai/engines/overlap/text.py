"""From a text to words that compare across accents, case and, in part, languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress

# Letters that no decomposition takes apart; the hooked ones are Hausa's and Fulfulde's.
_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ı": "i"} | {
    "ɓ": "b",
    "ɗ": "d",
    "ƙ": "k",
    "ƴ": "y",
    "ŋ": "n",
    "ɲ": "n",
    "ə": "e",
}
# What French texts hold beyond Latin-1, or what one byte cannot stand for: written out beforehand.
_WRITTEN_OUT = (
    *((sign, " ") for sign in "’‘“”–—…•\u202f\u2009\u2011"),
    *(("œ", "oe"), ("Œ", "oe"), ("æ", "ae"), ("Æ", "ae"), ("ß", "ss"), ("þ", "th"), ("Þ", "th")),
    *(("µ", "u"), ("¼", " "), ("½", " "), ("¾", " ")),
)
_MARKS = re.compile(rb"\xcc[\x80-\xbf]|\xcd[\x80-\xaf]")  # combining marks, in UTF-8
# Quotes, dashes and the sign of a lost letter.
_SIGNS = re.compile(rb"\xc2[\x80-\xbf]|\xc3[\x97\xb7]|\xe2[\x80-\x83][\x80-\xbf]|\xef\xbf\xbd")
BREAK = b"\1"  # ends each text when several are read at once
_TOGETHER = 64


def _plain(text: str) -> bytes:
    """Any text, one character after the other; see `fold`."""
    for letter, other in _LETTERS.items():
        text = text.replace(letter, other)
    raw = unicodedata.normalize("NFKD", text).encode("utf-8", "replace")
    return _SIGNS.sub(b" ", _MARKS.sub(b"", raw))


def _byte(code: int) -> int:
    """What a character below 128 becomes."""
    return ord(chr(code).lower()) if chr(code).isalnum() else ord(" ")


def _latin(code: int) -> int:
    """What a character of Latin-1 becomes; those that one byte cannot stand for are a space."""
    if code < 128:
        return _byte(code)
    plain = _plain(chr(code).lower())
    return _byte(plain[0]) if len(plain) == 1 else ord(" ")


_BYTES = bytes(_byte(code) for code in range(128)) + bytes(range(128, 256))
_LATIN = bytes(_latin(code) for code in range(256))
_BYTES_OF_ALL, _LATIN_OF_ALL = (table[:1] + BREAK + table[2:] for table in (_BYTES, _LATIN))


def fold(text: str) -> bytes:
    """Small letters without accents, UTF-8; whatever is neither letter nor digit is one space or more."""
    if text.isascii():
        return text.encode().translate(_BYTES)
    for sign, plain in _WRITTEN_OUT:
        text = text.replace(sign, plain)
    try:
        return text.encode("latin-1").translate(_LATIN)
    except UnicodeEncodeError:
        return _plain(text.lower()).translate(_BYTES)


def words(text: str) -> list[bytes]:
    """Folded words in order, single letters included."""
    return fold(text).split()


def fold_all(texts: Sequence[str]) -> bytes:
    """Many texts folded at once, each ended by BREAK."""
    pieces = [texts[at : at + _TOGETHER] for at in range(0, len(texts), _TOGETHER)]
    return b"".join(map(_fold_some, pieces))


def _fold_some(texts: Sequence[str]) -> bytes:
    """In one go where all are Latin and none holds the sign of a break."""
    joined = "\1".join([*texts, ""])
    if joined.count("\1") == len(texts):
        if joined.isascii():
            return joined.encode().translate(_BYTES_OF_ALL)
        for sign, plain in _WRITTEN_OUT:
            joined = joined.replace(sign, plain)
        with suppress(UnicodeEncodeError):
            return joined.encode("latin-1").translate(_LATIN_OF_ALL)
    return BREAK.join([*map(fold, texts), b""])


# Endings that French and English give to the same Latin root, and the one that stands for them.
_ENDINGS = {
    ending: pivot
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
}
_LONGEST_ENDING = max(map(len, _ENDINGS))
_DOUBLED = re.compile(r"(.)\1")
_SHORTEST_ROOT = 3


def root(word: str) -> str:
    """The word without plural, doubled letters and language-bound ending: strategie, strategy → strateg-y.

    Applied alike to every language, so it is a meeting point and not a stem of any of them.
    """
    if len(word) < 5 or not word.isascii() or word.isdigit():
        return word
    word = _DOUBLED.sub(r"\1", word)
    for length in range(min(_LONGEST_ENDING, len(word) - _SHORTEST_ROOT), 0, -1):
        pivot = _ENDINGS.get(word[-length:])
        if pivot is not None:
            return word[:-length] + pivot
    return word.rstrip("sx").rstrip("e") if len(word) > 5 else word.rstrip("s")
