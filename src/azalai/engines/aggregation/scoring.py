"""Scores of a list of questions by domain: absent, partial, complete, and a mean out of a hundred.

Points and classes are parameters, dated and sourced by whoever owns the list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

ABSENT, PARTIAL, COMPLETE = "absent", "partial", "complete"
UNKNOWN, NOT_APPLICABLE, BLANK = "unknown", "not-applicable", ""
ANSWERS = (ABSENT, PARTIAL, COMPLETE, UNKNOWN, NOT_APPLICABLE, BLANK)


@dataclass(frozen=True, slots=True)
class Scoring:
    """points: answer → points of one. classes: (least score out of a hundred, name), the highest first."""

    points: Mapping[str, Fraction]
    classes: tuple[tuple[Fraction, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """What a domain makes. state: "absent", "partial", "complete", "" where nothing is known.

    percent: mean of the known answers out of a hundred; name: its class, "" while an answer is missing.
    """

    state: str
    percent: Fraction | None
    known: int
    expected: int
    name: str = ""

    @property
    def is_partial(self) -> bool:
        """Some answers are missing: the score is not to be read as complete."""
        return self.known < self.expected


def score(answers: Sequence[str], scoring: Scoring) -> Score:
    """The score of these answers. What does not apply is not expected; unknown and blank are missing.

    Raises ValueError for an answer that is none.
    """
    if wrong := sorted(set(answers) - set(ANSWERS)):
        raise ValueError(f"no answer: {', '.join(wrong)}")
    asked = [one for one in answers if one != NOT_APPLICABLE]
    known = [one for one in asked if one in scoring.points]
    percent = 100 * sum((scoring.points[one] for one in known), Fraction(0)) / len(known) if known else None
    name = _class_of(percent, scoring) if percent is not None and len(known) == len(asked) else ""
    return Score(_state(known, len(asked)), percent, len(known), len(asked), name)


def _state(known: Sequence[str], expected: int) -> str:
    if not known:
        return ""
    kinds = set(known)
    if len(known) == expected and kinds in ({ABSENT}, {COMPLETE}):
        return kinds.pop()
    return PARTIAL


def _class_of(percent: Fraction, scoring: Scoring) -> str:
    return next((name for least, name in scoring.classes if percent >= least), "")
