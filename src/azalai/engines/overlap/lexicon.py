"""The bilingual lexicon of the field: words of two languages that are one concept, as data.

`data/lexicon.csv` has one concept a line: its name, its French forms, its English forms, its weight.
A form ending in * stands for every word that begins so. A word may carry several concepts ("VBG" is
violence and gender). Weight 0 drops a word of no content, 0.3 marks the field's boilerplate.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from azalai.engines.overlap.text import fold

_SHORTEST_PREFIX, _LONGEST_PREFIX = 3, 16


@dataclass(frozen=True, slots=True)
class Concept:
    """A meaning. weight: 0 (says nothing) to 1."""

    name: str
    weight: float


class Lexicon:
    """Concepts of a folded word; a longer beginning wins over a shorter."""

    def __init__(self, rows: Iterable[tuple[str, str, float]]) -> None:
        """rows: concept, forms parted by |, weight."""
        self._whole: dict[str, tuple[Concept, ...]] = {}
        self._begins: dict[str, tuple[Concept, ...]] = {}
        for name, forms, weight in rows:
            self._add(Concept(name, weight), forms)
        self._beginnings = {begin[:_SHORTEST_PREFIX] for begin in self._begins}

    def _add(self, concept: Concept, forms: str) -> None:
        for form in filter(None, (part.strip() for part in forms.split("|"))):
            table = self._begins if form.endswith("*") else self._whole
            folded = fold(form).decode().strip()
            if concept not in table.get(folded, ()):
                table[folded] = (*table.get(folded, ()), concept)

    def concepts(self, word: str) -> tuple[Concept, ...]:
        """Concepts of a folded word, () for a word that the lexicon does not hold.

        Those of the whole form (or of its singular) and those of its longest known beginning.
        """
        whole = next((self._whole[form] for form in _forms(word) if form in self._whole), ())
        if any(concept.weight == 0 for concept in whole):
            return tuple(concept for concept in whole if concept.weight == 0)
        begun: tuple[Concept, ...] = ()
        if word[:_SHORTEST_PREFIX] in self._beginnings:
            lengths = range(min(len(word), _LONGEST_PREFIX), _SHORTEST_PREFIX - 1, -1)
            begun = next((self._begins[word[:n]] for n in lengths if word[:n] in self._begins), ())
        return tuple(dict.fromkeys(whole + begun))


def _forms(word: str) -> tuple[str, str, str]:
    return word, word[:-1] if word[-1:] in "sx" else word, _singular(word)


def _singular(word: str) -> str:
    """French -aux and English -ies."""
    if word.endswith("aux"):
        return word[:-3] + "al"
    return word[:-3] + "y" if word.endswith("ies") else word


def read_rows(text: str) -> list[tuple[str, str, float]]:
    """Rows of a lexicon file: concept,fr,en,weight."""
    return [
        (row["concept"], f"{row['fr']}|{row['en']}", float(row["weight"] or 1))
        for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    ]


@cache
def field_lexicon() -> Lexicon:
    """The lexicon that the project ships."""
    data = files("azalai.engines.overlap") / "data" / "lexicon.csv"
    return Lexicon(read_rows(data.read_text(encoding="utf-8")))
