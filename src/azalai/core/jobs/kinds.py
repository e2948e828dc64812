"""Kinds of work: rooms announce theirs, so that the queue imports no room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job: where it can be seen, and a sentence."""

    url: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class JobKind:
    """name: "room.what"; label: as people read it; run: does the work with a `Task`, gives a Result."""

    name: str
    label: Any
    run: Callable[[Any], Result]


_kinds: dict[str, JobKind] = {}


def register(kind: JobKind) -> None:
    """Add or replace the kind of that name."""
    _kinds[kind.name] = kind


def kind_of(name: str) -> JobKind | None:
    """The kind of that name, None when no room has announced it."""
    return _kinds.get(name)
