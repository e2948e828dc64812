"""Three hundred fictional interventions, always the same, with what is known of their overlaps.

Made from lists of themes and organisations, without a database: places are numbers of regions and of
their parts, organisations are codes. Labels are those of the overlap engine.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

DATA = Path(__file__).parent / "data"
PAIRS = DATA / "demo-known-pairs.csv"
SEED, REGIONS, APART, OF_EACH = 2022, 8, 175, 25
LABELS = ("same_project", "duplicate", "partial", "complementary", "chain")
EUR_XOF = 655.957  # fixed parity since 1999
ERAS = ((2021, 2023), (2024, 2026))
Pair = tuple[str, str, str]  # label, identifiers


@dataclass(frozen=True, slots=True)
class Theme:
    """A kind of project; budget in millions of francs, months: its length; next: theme that follows it."""

    code: str
    nature: str
    kind: str
    gcm: tuple[str, ...]
    sdg: tuple[str, ...]
    pnm: tuple[str, ...]
    groups: tuple[str, ...]
    budget: tuple[int, int]
    months: int
    next: str
    titles_fr: tuple[str, ...]
    titles_en: tuple[str, ...]
    texts_fr: tuple[str, ...]
    text_en: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A region by its rank among the country's, and ranks of its parts; none: the whole region."""

    region: int
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """An intervention. start: months since year 0; written: how precisely its dates are told (4, 7, 10).

    amount: whole francs; currency: in which it is told; people: of each group, None when not told.
    """

    theme: str
    lead: str
    spots: tuple[Spot, ...]
    start: int
    months: int
    amount: int
    funders: tuple[str, ...]
    variant: int = 0
    languages: str = "fr"
    scale: str = "project"
    partners: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    people: tuple[int | None, ...] = ()
    currency: str = "XOF"
    written: int = 7
    identifier: str = ""
    parent: str = ""


@dataclass
class Demonstration:
    """Every story, in the order of identifiers, and the pairs that are known to overlap."""

    stories: list[Story] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)


def _read(name: str) -> dict[str, Any]:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def themes() -> dict[str, Theme]:
    """Code → theme."""
    return {entry["code"]: _theme(entry) for entry in _read("demo-themes.json")["entries"]}


def _theme(entry: dict[str, Any]) -> Theme:
    facts: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in entry.items()}
    return Theme(**facts)


@cache
def organisations() -> tuple[dict[str, str], ...]:
    """Fictional organisations: code, name_fr, name_en, category."""
    return tuple(_read("demo-organisations.json")["entries"])


@cache
def donors() -> tuple[str, ...]:
    """Codes of those that pay."""
    return tuple(_read("demo-organisations.json")["donors"])


def doers() -> tuple[str, ...]:
    """Codes of those that act."""
    return tuple(one["code"] for one in organisations() if one["code"] not in donors())


def demonstration() -> Demonstration:
    """The same three hundred stories every time."""
    random = Random(SEED)  # noqa: S311 - a story, not a secret
    base = [_story(random, *where) for where in _crossings(random)]
    made: list[tuple[Story, int, str]] = []  # second story of a pair, rank of the first, label
    for rank in range(OF_EACH * len(LABELS)):
        label = LABELS[rank % len(LABELS)]
        first, second = _MAKERS[label](random, base[rank])
        base[rank] = first
        made.append((second, rank, label))
    return _numbered(random, base, made)


def _crossings(random: Random) -> list[tuple[Theme, int, tuple[int, int]]]:
    """Themes × regions × periods, each at most once: what is not made to overlap stays apart."""
    every = [(t, region, era) for t in themes().values() for region in range(REGIONS) for era in ERAS]
    random.shuffle(every)
    return every[:APART]


def _story(random: Random, theme: Theme, region: int, era: tuple[int, int]) -> Story:
    parts = tuple(sorted(random.sample(range(5), random.randint(1, 3)))) if random.random() < 0.4 else ()
    spots = [Spot(region, parts)]
    if random.random() < 0.15:
        spots.append(Spot((region + random.randint(1, 3)) % REGIONS))
    return Story(
        theme=theme.code,
        lead=random.choice(doers()),
        spots=tuple(spots),
        start=random.randint(era[0] * 12, era[1] * 12 + 5),
        months=max(6, theme.months + random.randint(-6, 6)),
        amount=random.randint(theme.budget[0], theme.budget[1]) * 1_000_000,
        funders=tuple(random.sample(donors(), 1 if random.random() < 0.7 else 2)),
        variant=random.randint(0, 2),
        languages=random.choices(("fr", "fr en", "en"), (55, 30, 15))[0],
        scale="activity" if random.random() < 0.25 else "project",
        partners=tuple(random.sample(doers(), random.randint(0, 2))),
        groups=theme.groups,
        people=tuple(random.randint(2, 60) * 20 if random.random() < 0.8 else None for _ in theme.groups),
        currency=random.choices(("XOF", "EUR", "USD"), (80, 14, 6))[0],
        written=random.choices((4, 7, 10), (15, 55, 30))[0],
    )


def _other(random: Random, *taken: str) -> str:
    return random.choice([code for code in doers() if code not in taken])


def _same_project(random: Random, story: Story) -> tuple[Story, Story]:
    """Told by its lead and again by the one who carries it out: same dates, money and places."""
    other = _other(random, story.lead, *story.partners)
    first = replace(story, partners=(*story.partners[:1], other), languages="fr")
    languages = "en" if random.random() < 0.4 else "fr"
    return first, replace(first, lead=other, partners=(story.lead,), languages=languages)


def _duplicate(random: Random, story: Story) -> tuple[Story, Story]:
    """Somebody else, with other money, plans the same thing for the same people at the same time."""
    second = replace(
        story,
        lead=_other(random, story.lead, *story.partners),
        partners=(),
        funders=(random.choice([code for code in donors() if code not in story.funders]),),
        variant=(story.variant + 1) % 3,
        languages="en" if story.languages == "fr" and random.random() < 0.5 else "fr",
        start=story.start + random.randint(-2, 2),
        amount=int(story.amount * random.uniform(0.75, 1.25) // 1_000_000) * 1_000_000,
    )
    return story, second


def _partial(random: Random, story: Story) -> tuple[Story, Story]:
    """The same matter in one common place among others, for half of the time."""
    first = replace(story, spots=(Spot(story.spots[0].region), *story.spots[1:]))
    elsewhere = Spot((story.spots[0].region + random.randint(1, REGIONS - 1)) % REGIONS)
    second = replace(
        first,
        lead=_other(random, story.lead, *story.partners),
        partners=(),
        funders=(random.choice(donors()),),
        spots=(Spot(story.spots[0].region), elsewhere),
        variant=(story.variant + 2) % 3,
        start=story.start + story.months // 2,
        amount=story.amount // 2,
        people=tuple(None if one is None else one // 2 for one in story.people),
    )
    return first, second


def _complementary(random: Random, story: Story) -> tuple[Story, Story]:
    """What comes next for the same people in the same place."""
    theme = themes()[themes()[story.theme].next]
    second = replace(
        story,
        theme=theme.code,
        lead=_other(random, story.lead, *story.partners),
        partners=(),
        funders=(random.choice(donors()),),
        start=story.start + random.randint(3, 8),
        months=theme.months,
        amount=random.randint(*theme.budget) * 1_000_000,
    )
    return story, second


def _chain(random: Random, story: Story) -> tuple[Story, Story]:
    """A programme of a donor in several regions, and the project that it pays for."""
    lead = random.choice(donors())
    regions = {story.spots[0].region, *(random.sample(range(REGIONS), 2))}
    programme = replace(
        story,
        lead=lead,
        scale="programme",
        spots=tuple(Spot(region) for region in sorted(regions)),
        partners=(),
        funders=(),
        start=story.start - 6,
        months=story.months + 18,
        amount=story.amount * random.randint(3, 6),
        people=tuple(None if one is None else one * 4 for one in story.people),
        written=4,
    )
    return replace(story, funders=(lead,), scale="project"), programme


_MAKERS = {
    "same_project": _same_project,
    "duplicate": _duplicate,
    "partial": _partial,
    "complementary": _complementary,
    "chain": _chain,
}


def _numbered(random: Random, base: list[Story], made: list[tuple[Story, int, str]]) -> Demonstration:
    """Identifiers in an order that tells nothing of the pairs."""
    numbers = list(range(1, len(base) + len(made) + 1))
    random.shuffle(numbers)
    names = [f"DEMO-{number:03d}" for number in numbers]
    firsts, seconds = names[: len(base)], names[len(base) :]
    found = Demonstration()
    for name, story in zip(firsts, base, strict=True):
        found.stories.append(replace(story, identifier=name))
    for name, (story, rank, label) in zip(seconds, made, strict=True):
        found.stories.append(replace(story, identifier=name))
        found.pairs.append((label, *sorted((firsts[rank], name))))  # type: ignore[arg-type]
        if label == "chain":
            found.stories[rank] = replace(found.stories[rank], parent=name)
    found.stories.sort(key=lambda story: story.identifier)
    found.pairs.sort(key=lambda pair: (LABELS.index(pair[0]), pair[1]))
    return found


def known_pairs() -> Iterator[Pair]:
    """The pairs of the shipped list, for tests and for the evaluation of the radar."""
    with PAIRS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield row["label"], row["id_a"], row["id_b"]
