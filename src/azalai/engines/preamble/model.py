"""Facts that the preamble speaks of, and the pieces that it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

CODES = ("scope", "states", "evaluation", "conformity", "replies", "recommendations")


@dataclass(frozen=True, slots=True)
class Facts:
    """Numbers of a matrix; None is "not known" and no sentence speaks of it. year: 0 for all years.

    activities, actors: what the matrix holds. budget: whole units of the country's currency.
    planned to cancelled: activities by computed state (planned: not begun; overdue: late by the calendar);
    reported: activities with an accepted report.
    evaluated: activities with a closed evaluation that is not the partner's own; self_evaluated: with one
    of its own. rated: ratings with a value, satisfactory of them from 4 on; unassessable: criteria that
    could not be assessed, which are counted apart and in no other number.
    conformity_rated, conformity_low: ratings of conformity with a value, and those below 4.
    asked: ratings that a partner could reply to; replied, agreed, partly, disagreed; revised: ratings that
    changed after a reply. recommendations: sent to the register; done, late: of them.
    """

    year: int = 0
    activities: int = 0
    actors: int = 0
    budget: int | None = None
    planned: int = 0
    ongoing: int = 0
    completed: int = 0
    overdue: int = 0
    suspended: int = 0
    cancelled: int = 0
    reported: int | None = None
    evaluated: int = 0
    self_evaluated: int = 0
    rated: int = 0
    satisfactory: int = 0
    unassessable: int = 0
    conformity_rated: int = 0
    conformity_low: int = 0
    asked: int = 0
    replied: int = 0
    agreed: int = 0
    partly: int = 0
    disagreed: int = 0
    revised: int = 0
    recommendations: int = 0
    done: int | None = None
    late: int | None = None

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Facts:
        """Facts as they were stored; a figure that was not counted then is not known."""
        known = {one.name: stored[one.name] for one in fields(cls) if one.name in stored}
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence, tied to the fact that it comes from. text: as print writes it."""

    fact: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: words and figures in turn. facts: codes of the figures it rests on."""

    code: str
    pieces: tuple[str | Figure, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """Facts that it speaks of, each once."""
        return tuple(dict.fromkeys(one.fact for one in self.pieces if isinstance(one, Figure)))


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is no longer what it was."""

    fact: str
    before: int | None
    after: int | None


def changes(before: Mapping[str, Any], after: Mapping[str, Any], among: tuple[str, ...]) -> list[Change]:
    """Figures of `among` that differ; one that is unknown on a side is None there."""
    pairs = [(name, before.get(name), after.get(name)) for name in among]
    return [Change(name, old, new) for name, old, new in pairs if old != new]
