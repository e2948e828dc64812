"""Near spellings: what a name that is not known is probably mistaken for."""

from __future__ import annotations

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from azalai.engines.naming.model import Register, Target, count_words
from azalai.engines.naming.text import spelling_key

ACRONYM_LENGTH = 12
SHORTEST_ACRONYM = 4
TWO_SLIPS_FROM = 8
SHORTEST_PHRASE = 10
# Similarity, out of 100, below which two phrases are different names; measured on the field's cells.
SIMILAR = 88.0
# Two candidates this close leave the choice open.
MARGIN = 3.0


def nearest(text: str, register: Register) -> Target | None:
    """The one known name that the text is probably a slip for; None when none or several may be."""
    key = spelling_key(text)
    if count_words(text) == 1 or _is_acronym(text, key):
        return _nearest_acronym(key, register) if text == text.upper() else None
    return _nearest_phrase(key, register)


def _is_acronym(text: str, key: str) -> bool:
    return len(key) <= ACRONYM_LENGTH and text == text.upper()


def _nearest_acronym(key: str, register: Register) -> Target | None:
    """One stroke away (two from eight letters on), same first letter, one candidate only."""
    if not SHORTEST_ACRONYM <= len(key) <= ACRONYM_LENGTH:
        return None
    allowed = 2 if len(key) >= TWO_SLIPS_FROM else 1
    near = [
        target
        for known, target in register.targets.items()
        if known[0] == key[0]
        and target.spelling.upper() == target.spelling
        and OSA.distance(key, known, score_cutoff=allowed) <= allowed
    ]
    return near[0] if len({(t.kind, t.code) for t in near}) == 1 else None


def _nearest_phrase(key: str, register: Register) -> Target | None:
    if len(key) < SHORTEST_PHRASE:
        return None
    scores = [
        (score, target)
        for known, target in register.targets.items()
        if len(known) >= SHORTEST_PHRASE and (score := fuzz.ratio(key, known, score_cutoff=SIMILAR - MARGIN))
    ]
    if not scores:
        return None
    best, target = max(scores, key=lambda pair: pair[0])
    rivals = {(t.kind, t.code) for score, t in scores if best - score < MARGIN}
    return target if best >= SIMILAR and len(rivals) == 1 else None
