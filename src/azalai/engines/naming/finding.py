"""Finds known spellings in a text: the longest one that begins at each word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from azalai.engines.naming.model import Register, Target
from azalai.engines.naming.text import spelling_key

WORD = re.compile(r"[^\W_]+")
# No name goes on across these, unless it is known with a comma of its own.
HARD = re.compile(r"[;+\n\r\t•·|]")
# "D.M." is an acronym, "D M" is two initials of something else.
DOTTED = re.compile(r"\.?")
SHORT_KEY = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and digits of the text, and its key."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Match:
    """A known spelling in the text."""

    start: int
    end: int
    target: Target


def words_of(text: str) -> list[Word]:
    """The words of a text, in order."""
    return [Word(m.start(), m.end(), spelling_key(m[0])) for m in WORD.finditer(text)]


def find(text: str, register: Register) -> list[Match]:
    """Matches in order, none overlapping; the longest wins, then the first."""
    words, found, at = words_of(text), list[Match](), 0
    while at < len(words):
        match, used = _longest(text, words, at, register)
        if match:
            found.append(match)
        at += used
    return found


def _longest(text: str, words: list[Word], at: int, register: Register) -> tuple[Match | None, int]:
    """The longest known spelling that begins with that word, and how many words to go on by."""
    # An acronym may be written with a dot after each letter: more words than its known spelling.
    limit, key = max(register.longest, 8), ""
    best: tuple[Match | None, int] = (None, 1)
    crossed_comma = False
    for used in range(1, min(limit, len(words) - at) + 1):
        word = words[at + used - 1]
        if used > 1:
            gap = text[words[at + used - 2].end : word.start]
            if HARD.search(gap):
                break
            crossed_comma = crossed_comma or "," in gap
        key += word.key
        if key in register.targets and _is_sound(text, words[at : at + used], key, register, crossed_comma):
            end = _closed(text, words[at].start, word.end)
            best = (Match(words[at].start, end, register.targets[key]), used)
    return best


def _closed(text: str, start: int, end: int) -> int:
    """The end of the name with its closing bracket: "Direction des Migrations (DM)"."""
    is_open = text.count("(", start, end) > text.count(")", start, end)
    return end + 1 if is_open and text[end : end + 1] == ")" else end


def _is_sound(text: str, span: list[Word], key: str, register: Register, crossed_comma: bool) -> bool:  # noqa: FBT001
    """Words that make a known key together must also look like one name."""
    if crossed_comma and key not in register.with_comma:
        return False
    if len(span) <= register.word_counts[key] or len(key) > SHORT_KEY:
        return True
    gaps = [text[one.end : other.start] for one, other in pairwise(span)]
    return all(DOTTED.fullmatch(gap) for gap in gaps)
