"""Stages of a chain of services, and which follows which, as data (`data/stages.csv`)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Stage:
    """name: code. concepts: of the lexicon, that betray it in a title. followed_by: codes of next stages."""

    name: str
    french: str
    concepts: tuple[str, ...]
    followed_by: tuple[str, ...]


@cache
def stages() -> tuple[Stage, ...]:
    """In the order of the file."""
    data = files("azalai.engines.overlap") / "data" / "stages.csv"
    return tuple(
        Stage(row["stage"], row["french"], _split(row["concepts"]), _split(row["followed_by"]))
        for row in csv.DictReader(data.read_text(encoding="utf-8").splitlines())
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))


@cache
def following() -> dict[str, tuple[str, ...]]:
    """Stage → those that come next."""
    return {stage.name: stage.followed_by for stage in stages()}


@cache
def stage_of_concept() -> dict[str, tuple[str, ...]]:
    """Concept → stages that it betrays."""
    found: dict[str, tuple[str, ...]] = {}
    for stage in stages():
        for concept in stage.concepts:
            found[concept] = (*found.get(concept, ()), stage.name)
    return found
