"""Names as plain records: what is known, and what was read in a cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from azalai.engines.naming.text import spelling_key

Kind = Literal["body", "group"]
Certainty = Literal["certain", "probable", "unknown"]


@dataclass(frozen=True, slots=True)
class Known:
    """A spelling that is known. code: of the body or group that it designates.

    is_misprint: met in a document, but a slip: who reads it again has to confirm.
    """

    text: str
    code: str
    kind: Kind = "body"
    is_misprint: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What a name designates. spelling: the known text that led to it."""

    code: str
    kind: Kind
    spelling: str
    is_misprint: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a cell: text == cell[start:end]; the parts of a cell, joined, are the cell.

    is_name: false for what only separates (", ", " et "). target: None when nothing known is named.
    certainty: "certain" when the stretch is a known spelling and nothing else; "probable" when a person
    has to confirm (near spelling, or other words around it); "unknown" otherwise.
    """

    text: str
    start: int
    end: int
    is_name: bool
    target: Target | None = None
    certainty: Certainty = "unknown"


@dataclass(frozen=True, slots=True)
class Register:
    """Known spellings by key. Where two designate different things, the first one given stays.

    word_counts: key -> how many words the longest text of that key has.
    with_comma: keys of spellings that contain a comma themselves.
    """

    targets: dict[str, Target] = field(default_factory=dict)
    word_counts: dict[str, int] = field(default_factory=dict)
    with_comma: frozenset[str] = frozenset()

    @property
    def longest(self) -> int:
        """Words of the longest known spelling."""
        return max(self.word_counts.values(), default=0)


def register_of(known: Iterable[Known]) -> Register:
    """The register of these spellings; one without a letter or digit is left out."""
    register, commas = Register(), set[str]()
    for name in known:
        key = spelling_key(name.text)
        if not key:
            continue
        register.targets.setdefault(key, Target(name.code, name.kind, name.text, name.is_misprint))
        register.word_counts[key] = max(register.word_counts.get(key, 0), count_words(name.text))
        if "," in name.text:
            commas.add(key)
    return Register(register.targets, register.word_counts, frozenset(commas))


def count_words(text: str) -> int:
    """Runs of letters and digits."""
    inside, count = False, 0
    for char in text:
        count += char.isalnum() and not inside
        inside = char.isalnum()
    return count
