"""Best guesses for a name that is not known for sure, each with a confidence and its reason.

For a person who confirms, so it looks further than `near`: across French and English, at initials, at a
known name inside a longer one. A confidence is a similarity out of 1, capped by how much the kind of
evidence is worth; `docs/algorithmes/noms.md` gives how often the first guess was right at each band.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Prefix

from azalai.engines.naming.model import Register, Target
from azalai.engines.naming.text import spelling_key, words
from azalai.engines.naming.vocabulary import FRENCH, IDLE

Reason = Literal["same", "misprint", "strokes", "words", "initials", "inside", "letters"]
# What the evidence is worth at most.
WORTH: dict[Reason, float] = {
    "same": 1.0,
    "misprint": 0.9,
    "strokes": 0.95,
    "words": 0.9,
    "initials": 0.75,
    "inside": 0.7,
    "letters": 0.6,
}
LEAST = 0.55
# "Ministère de la justice" and "Ministère de la santé": each has a word of its own.
DIFFERING = 0.8
SHORTEST, ACRONYM_LENGTH = 3, 12
# Similarity, out of 100, from which two words are one word written twice.
ONE_WORD = 80.0
# Two words that begin with this many letters in common, and with this part of the shorter one.
ROOT, ROOT_PART, ROOTED = 5, 0.7, 85.0
# A word that more spellings share than this says too little to look them all up.
COMMON = 120


@dataclass(frozen=True, slots=True)
class Guess:
    """confidence: 0 to 1. reason: why; "same" and "misprint" are known spellings."""

    target: Target
    confidence: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Name:
    """A known spelling, read once. acronym: it is one word in capitals."""

    target: Target
    key: str
    words: tuple[str, ...]
    acronym: bool


@dataclass
class Guesser:
    """The spellings of a register, indexed to guess at many names."""

    names: list[_Name] = field(default_factory=list)
    by_key: dict[str, _Name] = field(default_factory=dict)
    by_word: Mapping[str, list[int]] = field(default_factory=dict)
    by_letters: Mapping[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, register: Register) -> Guesser:
        """Bodies and groups alike."""
        made, by_word, by_letters = cls(), defaultdict(list), defaultdict(list)
        for number, (key, target) in enumerate(register.targets.items()):
            name = _Name(target, key, significant(target.spelling), is_acronym(target.spelling))
            made.names.append(name)
            made.by_key[key] = name
            for word in {_stem(word) for word in name.words}:
                by_word[word].append(number)
            if name.acronym:
                by_letters["".join(sorted(key))].append(number)
        made.by_word, made.by_letters = by_word, by_letters
        return made

    def guesses(self, text: str, *, limit: int = 3) -> list[Guess]:
        """The best guess of each target, surest first, none under LEAST."""
        best: dict[tuple[str, str], Guess] = {}
        for guess in self._all(text):
            mark = (guess.target.kind, guess.target.code)
            if guess.confidence >= LEAST and (mark not in best or guess.confidence > best[mark].confidence):
                best[mark] = guess
        return sorted(best.values(), key=lambda g: (-g.confidence, g.target.spelling))[:limit]

    def _all(self, text: str) -> Iterator[Guess]:
        key = spelling_key(text)
        if known := self.by_key.get(key):
            yield _guess(known, 1.0, "misprint" if known.target.is_misprint else "same")
            return
        if len(key) < SHORTEST:
            return
        yield from self._by_strokes(key, significant(text), acronym=is_acronym(text))
        yield from self._by_words(text)
        yield from self._inside(text)
        if is_acronym(text):
            yield from self._by_letters(key)

    def _by_strokes(self, key: str, said: tuple[str, ...], *, acronym: bool) -> Iterator[Guess]:
        """A stroke or two away; a short acronym one stroke away is another acronym as often as not."""
        if acronym and len(key) <= ACRONYM_LENGTH:
            near = [n for n in self.names if n.acronym and OSA.distance(key, n.key, score_cutoff=1) == 1]
            yield from (_guess(name, 1 - 1.5 / max(len(key), len(name.key)), "strokes") for name in near)
            return
        choices = {name.key: name.key for name in self.names if not name.acronym}
        found = process.extract(key, choices, scorer=fuzz.ratio, score_cutoff=80, limit=10)
        for known, score, _ in found:
            name = self.by_key[known]
            differ = len(name.words) > 1 and same_words(said, name.words).differ
            yield _guess(name, score / 100 * (DIFFERING if differ else 1), "strokes")

    def _by_words(self, text: str) -> Iterator[Guess]:
        said = significant(text)
        for number in self._sharing(said):
            name = self.names[number]
            if len(name.words) > 1 and len(said) > 1:
                shared = same_words(said, name.words)
                yield _guess(name, shared.part * (DIFFERING if shared.differ else 1), "words")
        yield from self._by_initials(text)

    def _sharing(self, said: Iterable[str]) -> list[int]:
        """Spellings that share a word, the rarest words first."""
        lists = sorted((self.by_word.get(_stem(word), []) for word in said), key=len)
        rare = [numbers for numbers in lists if len(numbers) <= COMMON] or lists[:1]
        return list(dict.fromkeys(number for numbers in rare for number in numbers))

    def _by_initials(self, text: str) -> Iterator[Guess]:
        """A name written out, known by its acronym; and an acronym, known by its name."""
        initials = "".join(word[0] for word in words(text) if word not in IDLE)
        known = self.by_key.get(initials) if len(initials) >= SHORTEST else None
        if known and known.acronym:
            yield _guess(known, 1.0, "initials")
        if is_acronym(text):
            key = spelling_key(text)
            same = [n for n in self.names if len(n.words) >= SHORTEST and _initials(n.target.spelling) == key]
            yield from (_guess(name, 1.0, "initials") for name in same)

    def _inside(self, text: str) -> Iterator[Guess]:
        """A known acronym as a word of the text: "OIM Agadez"."""
        for word in text.replace("/", " ").replace("-", " ").split():
            known = self.by_key.get(spelling_key(word))
            if known and known.acronym and is_acronym(word.strip(".,;:()")):
                yield _guess(known, 1.0, "inside")

    def _by_letters(self, key: str) -> Iterator[Guess]:
        """The same letters in another order: an acronym in the other language."""
        numbers = self.by_letters.get("".join(sorted(key)), [])
        yield from (_guess(self.names[number], 1.0, "letters") for number in numbers)


def _guess(name: _Name, similarity: float, reason: Reason) -> Guess:
    return Guess(name.target, round(min(similarity, 1.0) * WORTH[reason], 3), reason)


def is_acronym(text: str) -> bool:
    """One word in capitals, dots and strokes aside, three to twelve letters and digits."""
    bare = "".join(char for char in text if char.isalnum())
    return " " not in text.strip() and SHORTEST <= len(bare) <= ACRONYM_LENGTH and bare == bare.upper()


def significant(text: str) -> tuple[str, ...]:
    """The words that tell, folded, English ones of the field as their French counterpart."""
    return tuple(FRENCH.get(word, word) for word in words(text) if word not in IDLE)


def _initials(text: str) -> str:
    return "".join(word[0] for word in words(text) if word not in IDLE)


def _stem(word: str) -> str:
    return word[:4]


class Shared(NamedTuple):
    """What two names share. part: Dice of their words, 0 to 1. differ: each has a word the other lacks."""

    part: float
    differ: bool


def same_words(one: tuple[str, ...], other: tuple[str, ...]) -> Shared:
    """The words that two names share, whatever their order, a slip or two in a word allowed."""
    if not one or not other:
        return Shared(0.0, differ=True)
    left, shared, missing = list(other), 0.0, 0
    for word in one:
        score, best = max(((_alike(word, known), known) for known in left), default=(0.0, ""))
        if score >= ONE_WORD:
            left.remove(best)
            shared += score / 100
        else:
            missing += 1
    return Shared(2 * shared / (len(one) + len(other)), differ=bool(left and missing))


@cache
def _alike(one: str, other: str) -> float:
    """Out of 100; "public" and "publique" begin alike: that makes up for other ends."""
    beginning = Prefix.similarity(one, other)
    same = beginning >= ROOT and beginning >= ROOT_PART * min(len(one), len(other))
    return max(fuzz.ratio(one, other), ROOTED if same else 0.0)
