"""Text for a telephone message: only the letters of the GSM alphabet, and how many messages it takes.

Source: 3GPP TS 23.038, default alphabet and extension table. One message holds 160 septets; a longer
text is cut into parts of 153.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")  # each takes two septets
ALONE, PART = 160, 153
# What French typography uses, and the alphabet does not have.
_LIKE = {
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "…": "...",
    "œ": "oe",
    "Œ": "OE",
    "·": "-",
    "•": "-",
    "\t": " ",
    "\u2212": "-",
}
_TIGHT = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})


@dataclass(frozen=True, slots=True)
class Sms:
    """text: in the alphabet. septets: its length. parts: messages that it takes."""

    text: str
    septets: int
    parts: int


def fold(text: str) -> str:
    """The text with the nearest letters of the alphabet: "Réponse à l'hôtel « Ténéré »" keeps é and à."""
    text = text.translate(_TIGHT).replace("« ", '"').replace(" »", '"')
    return "".join(_nearest(letter) for letter in unicodedata.normalize("NFC", text))


def _nearest(letter: str) -> str:
    if letter in BASIC or letter in EXTENDED:
        return letter
    if letter in _LIKE:
        return _LIKE[letter]
    plain = [part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part)]
    kept = "".join(part for part in plain if part in BASIC or part in EXTENDED)
    if kept or not plain or unicodedata.category(letter).startswith(("C", "M")):
        return kept
    return " " if letter.isspace() else "?"


def septets(text: str) -> int:
    """Length of a text of the alphabet; ValueError for another letter."""
    foreign = [letter for letter in text if letter not in BASIC and letter not in EXTENDED]
    if foreign:
        raise ValueError(f"not of the GSM alphabet: {foreign[0]!r}")
    return sum(2 if letter in EXTENDED else 1 for letter in text)


def sms(text: str) -> Sms:
    """The text folded, with what it takes. A letter of two septets never stands across two parts."""
    folded = fold(text)
    size = septets(folded)
    if size <= ALONE:
        return Sms(folded, size, 1 if folded else 0)
    parts, room = 1, PART
    for letter in folded:
        need = 2 if letter in EXTENDED else 1
        if need > room:
            parts, room = parts + 1, PART
        room -= need
    return Sms(folded, size, parts)
