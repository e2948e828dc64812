"""Fictional interventions in any number, with duplicates that are known.

Nothing here is real. Texts are drawn from words of the field's lexicon in one of two languages and
from invented words, with frequencies that fall as they do in real files; one in ten is the same project
as told by another organisation: words of the title lost, order changed, half of the description other,
language changed (one time in two), dates moved (one in three), another budget or objective (six in ten).
The likeness of the whole texts is then 0.57 in the middle, as it is between the real publishers of the
labelled pairs (0.59 for A, 0.49 for C); that of titles 0.91 (1.0 for both: that is how they were found).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations

import numpy as np

from azalai.engines.overlap.model import Intervention

COUNTRIES, REGIONS, ORGANISATIONS = 190, 8, 2_000
TITLE_WORDS, TEXT_WORDS = 9, 40
INVENTED = 20_000
_DRAWN_AT_ONCE = 50_000  # bounds the memory
GROUPS = tuple(f"G{n}" for n in range(12))
OBJECTIVES = tuple(f"PMM:{n}" for n in range(1, 24))
ONE_IN = 10  # one intervention in ten repeats another
_SHARES = 1 / (np.arange(COUNTRIES) + 10)  # the largest country has one activity in thirty, as in real files
_SHARES /= _SHARES.sum()
_SYLLABLES = [a + b for a in "bkmrdnstlg" for b in "aou"][:20]


@dataclass(frozen=True, slots=True)
class Fiction:
    """interventions, and pairs of identifiers (smaller first) that are the same project."""

    interventions: list[Intervention]
    pairs: set[tuple[str, str]]


@cache
def _vocabulary() -> tuple[list[str], list[str]]:
    """The same words in two languages: the lexicon's whole forms, then invented ones, alike in both."""
    data = (files("azalai.engines.overlap") / "data" / "lexicon.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(data.splitlines()) if float(row["weight"] or 1) > 0]
    french = [row["fr"].split("|")[0].rstrip("*") for row in rows]
    english = [row["en"].split("|")[0].rstrip("*") for row in rows]
    invented = [_invented(number) for number in range(INVENTED)]
    return french + invented, english + invented


def _invented(number: int) -> str:
    base = len(_SYLLABLES)
    return "".join(_SYLLABLES[number // base**power % base] for power in (0, 1, 2, 3))


def fiction(size: int, seed: int = 7) -> Fiction:
    """`size` interventions; the same for a seed."""
    sources: dict[int, list[int]] = {}
    items = list(stream(size, seed, sources))
    pairs = {(_name(a), _name(b)) for rows in sources.values() for a, b in combinations(rows, 2)}
    return Fiction(items, pairs)


def stream(size: int, seed: int = 7, sources: dict[int, list[int]] | None = None) -> Iterator[Intervention]:
    """The same one after the other, none kept. sources: filled with the rows that tell each project."""
    draw = np.random.default_rng(seed)
    french, english = _vocabulary()
    numbers = _drawn(draw, size, len(french) - INVENTED)
    facts = _facts(draw, size)
    for row in range(size):
        source = int(facts["source"][row]) if row % ONE_IN == ONE_IN - 1 else row
        chosen = numbers[source]
        if source != row:
            chosen = _told_again(draw, chosen, numbers[draw.integers(size)])
        if sources is not None:
            sources.setdefault(source, []).append(row)
        words = english if facts["english"][row] else french
        yield _intervention(row, source, [words[n] for n in chosen.tolist()], facts)


def _drawn(draw: np.random.Generator, size: int, field: int) -> np.ndarray:
    """Numbers of words: one half of the field's, one half names and rare words that are alike everywhere."""
    orders = draw.permutation(field), draw.permutation(INVENTED)
    numbers = np.empty((size, TITLE_WORDS + TEXT_WORDS), dtype=np.int16)
    for start in range(0, size, _DRAWN_AT_ONCE):
        part = numbers[start : start + _DRAWN_AT_ONCE]
        common = orders[0][np.minimum(_zipf(draw, part.shape), field - 1)]
        other = field + orders[1][np.minimum(_zipf(draw, part.shape), INVENTED - 1)]
        part[:] = np.where(draw.random(part.shape) < 0.5, common, other)
    return numbers


def _zipf(draw: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """Ranks that fall like those of words: the first is drawn about once in twenty."""
    return (25 * (np.power(1 / (1 - draw.random(shape)), 1 / 0.6) - 1)).astype(np.int64)


def _facts(draw: np.random.Generator, size: int) -> dict[str, np.ndarray]:
    source = (draw.random(size) * np.maximum(np.arange(size), 1)).astype(np.int64)
    source -= source % ONE_IN == ONE_IN - 1  # a repetition is never repeated
    return {
        "source": source,
        "english": draw.random(size) < 0.5,
        "country": draw.choice(COUNTRIES, size, p=_SHARES),
        "region": draw.integers(0, REGIONS, size),
        "organisation": draw.integers(0, ORGANISATIONS, size),
        "start": draw.integers(2015, 2026, size) * 12 + draw.integers(0, 12, size),
        "months": draw.integers(6, 48, size),
        "late": draw.integers(0, 3, size) * draw.integers(0, 2, size),
        "same_amount": draw.random(size) < 0.4,
        "same_objective": draw.random(size) < 0.4,
        "amount": np.round(np.exp(draw.normal(13, 1.2, size)), -2),
        "objective": draw.integers(0, len(OBJECTIVES), size),
        "group": draw.integers(0, len(GROUPS), size),
    }


def _told_again(draw: np.random.Generator, chosen: np.ndarray, stranger: np.ndarray) -> np.ndarray:
    """Some words of the title lost, half of the description replaced."""
    title, text = chosen[:TITLE_WORDS], chosen[TITLE_WORDS:].copy()
    kept = title[draw.random(len(title)) < 0.8]
    other = draw.random(len(text)) < 0.5
    text[other] = stranger[TITLE_WORDS:][other]
    padding = title[: TITLE_WORDS - len(kept)]
    return np.concatenate([draw.permutation(kept), padding, text])


def _intervention(row: int, source: int, words: list[str], facts: dict[str, np.ndarray]) -> Intervention:
    country = f"C{facts['country'][source]}"
    start = int(facts["start"][source]) + (int(facts["late"][row]) if row != source else 0)
    end = start + int(facts["months"][source])
    return Intervention(
        identifier=_name(row),
        reporter=f"O{facts['organisation'][row]}",
        titles=(" ".join(words[:TITLE_WORDS]),),
        descriptions=(" ".join(words[TITLE_WORDS:]),),
        countries=(country,),
        places=((country, f"{country}.{facts['region'][source]}"),),
        start=_month(start),
        end=_month(end),
        objectives=(OBJECTIVES[facts["objective"][source if facts["same_objective"][row] else row]],),
        groups=(GROUPS[facts["group"][source]], GROUPS[facts["group"][source] - facts["region"][source] - 1]),
        reference_amount=float(facts["amount"][source if facts["same_amount"][row] else row]),
    )


def _name(row: int) -> str:
    return f"F{row:07d}"


def _month(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02d}"


def queries(made: Fiction, number: int) -> Iterator[tuple[Intervention, str]]:
    """Interventions as somebody types them (title and first words), and whom each should find."""
    by_name = {item.identifier: item for item in made.interventions}
    for first, second in sorted(made.pairs)[:: max(1, len(made.pairs) // number)][:number]:
        typed = by_name[second]
        short = " ".join(typed.descriptions[0].split()[:12])
        yield (
            Intervention(
                identifier="", titles=typed.titles, descriptions=(short,), countries=typed.countries
            ),
            first,
        )
