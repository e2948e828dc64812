"""Folding of names for comparison and for search. French and English; no dictionary."""

from __future__ import annotations

import re
import unicodedata

NOT_ALPHANUMERIC = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Lower case without accents, œ as oe: "Évaluation" gives "evaluation"."""
    bare = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(char for char in bare if not unicodedata.combining(char)).casefold()


def spelling_key(text: str) -> str:
    """What two spellings share when only case, accents, spaces or punctuation differ.

    "SP/CCM", "SP-CCM" and "SPCCM" have the same key; "DGECMR" and "DGEMR" do not.
    """
    return "".join(char for char in fold(text) if char.isalnum())


def words(text: str) -> list[str]:
    """Folded words, punctuation and apostrophes dropped: "N'Djamena" gives ["n", "djamena"]."""
    return NOT_ALPHANUMERIC.sub(" ", fold(text)).split()


def searchable(*texts: str) -> str:
    """Text to keep beside a record so that any of its names is found by `words` of a query.

    Each name stands once by words and once in one piece, so that "ndjamena" finds "N'Djamena".
    """
    found = dict.fromkeys(form for text in texts for form in (" ".join(words(text)), spelling_key(text)))
    return " ".join(form for form in found if form)
