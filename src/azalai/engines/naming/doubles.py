"""Pairs of records whose names are so near that they may be one body written twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz

from azalai.engines.naming.guessing import WORTH, Reason, is_acronym, same_words, significant
from azalai.engines.naming.text import spelling_key, words
from azalai.engines.naming.vocabulary import IDLE

LEAST = 0.74
# Letters so alike that words cut otherwise do not tell two names apart ("Entr'aide").
ALL_BUT_SAME = 0.95
# Words that more names share than this pair nothing by themselves ("direction", "association").
COMMON = 40
SHORTEST, SHORTEST_PHRASE, STEM = 3, 10, 4


class Entry(NamedTuple):
    """A spelling of a record."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class DoubleOf:
    """Two records; texts: the two spellings that are nearest."""

    first: str
    second: str
    confidence: float
    reason: Reason
    texts: tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Read:
    """An entry, read once."""

    entry: Entry
    key: str
    words: tuple[str, ...]
    initials: str
    acronym: bool
    places: frozenset[str]
    stems: frozenset[str]


def doubles_among(entries: Iterable[Entry], *, apart: frozenset[str] = frozenset()) -> list[DoubleOf]:
    """Pairs of codes, the surest first. apart: words that, on one side only, tell two records apart."""
    known = [_read(entry, apart) for entry in entries]
    best: dict[tuple[str, str], DoubleOf] = {}
    for one, other in _candidates(known):
        found = _compared(one, other)
        if found and found.confidence >= LEAST:
            mark = (found.first, found.second)
            if mark not in best or found.confidence > best[mark].confidence:
                best[mark] = found
    return sorted(best.values(), key=lambda double: (-double.confidence, double.texts))


def _read(entry: Entry, apart: frozenset[str]) -> _Read:
    told = [word for word in words(entry.text) if word not in IDLE]
    places = frozenset(word for word in told if word in apart or word.isdigit())
    initials = "".join(word[0] for word in told)
    sense = significant(entry.text)
    stems = frozenset(word[:STEM] for word in sense)
    return _Read(entry, spelling_key(entry.text), sense, initials, is_acronym(entry.text), places, stems)


def _candidates(known: list[_Read]) -> Iterator[tuple[_Read, _Read]]:
    """Pairs that share a rare word, letters, or an acronym and its name; each once."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        for mark in _marks(one):
            blocks[mark].append(number)
    seen: set[tuple[int, int]] = set()
    for numbers in blocks.values():
        if len(numbers) <= COMMON:
            seen.update(pair for pair in combinations(numbers, 2))
    for left, right in sorted(seen):
        if known[left].entry.code != known[right].entry.code:
            yield known[left], known[right]


def _marks(one: _Read) -> Iterator[tuple[str, str]]:
    if one.acronym:
        yield "initials", one.key
        yield "letters", "".join(sorted(one.key))
    else:
        if len(one.initials) >= SHORTEST:
            yield "initials", one.initials
        yield from (("word", stem) for stem in one.stems)


def _compared(one: _Read, other: _Read) -> DoubleOf | None:
    if one.places != other.places:
        return None
    confidence, reason = _likeness(one, other)
    first, second = sorted((one, other), key=lambda read: int(read.entry.code))
    texts = (first.entry.text, second.entry.text)
    return DoubleOf(first.entry.code, second.entry.code, round(confidence, 3), reason, texts)


def _likeness(one: _Read, other: _Read) -> tuple[float, Reason]:
    """How alike, and by what. Two acronyms never suffice, unless one is the other with letters moved."""
    if one.acronym and other.acronym:
        return (WORTH["letters"], "letters") if sorted(one.key) == sorted(other.key) else (0.0, "strokes")
    if one.acronym != other.acronym:
        acronym, name = (one, other) if one.acronym else (other, one)
        return (WORTH["initials"] if acronym.key == name.initials else 0.0), "initials"
    return _phrases(one, other)


def _phrases(one: _Read, other: _Read) -> tuple[float, Reason]:
    """Two names written out: "Ministère de la justice" is no double of "Ministère de la santé"."""
    if 2 * len(one.stems & other.stems) < min(len(one.stems), len(other.stems)):
        return 0.0, "words"
    shared = same_words(one.words, other.words)
    long = min(len(one.key), len(other.key)) >= SHORTEST_PHRASE
    strokes = fuzz.ratio(one.key, other.key) / 100 if long else 0.0
    if shared.differ and strokes < ALL_BUT_SAME:
        return 0.0, "words"
    several = min(len(one.words), len(other.words)) > 1
    worth = shared.part * WORTH["words"] if several else 0.0
    written = strokes * WORTH["strokes"]
    return (written, "strokes") if written >= worth else (worth, "words")
