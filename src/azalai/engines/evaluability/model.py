"""Records that the engine takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a question found. Not applicable is neither met nor missing."""

    MET = "met"
    PARTLY = "partly"
    MISSING = "missing"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator with what is known of it. has_source: it is said where its value comes from."""

    name: str
    has_baseline: bool = False
    has_target: bool = False
    has_source: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """What an evaluation would have to stand on; None where the question makes no sense for the subject.

    has_result: what should change is written down. objectives: references to objectives of the Compact or
    of the national policy. starts, ends: a date is known, at least to the year. places: how many are named.
    groups, counted: groups of people to be reached, and those of which a number is known. has_budget: an
    amount. has_lead: a body answers for it. has_monitoring: somebody reports on it.
    """

    has_result: bool
    objectives: int
    indicators: tuple[Indicator, ...]
    starts: bool
    ends: bool
    has_budget: bool
    has_lead: bool
    places: int | None = None
    groups: int | None = None
    counted: int | None = None
    has_monitoring: bool | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One question answered. have of wanted: where something is counted, 0 of 0 where nothing is."""

    code: str
    verdict: Verdict
    have: int = 0
    wanted: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """All questions, in their order."""

    checks: tuple[Check, ...]

    @property
    def asked(self) -> int:
        """Questions that make sense for the subject."""
        return sum(check.verdict is not Verdict.NOT_APPLICABLE for check in self.checks)

    @property
    def met(self) -> int:
        """Questions that are fully answered."""
        return sum(check.verdict is Verdict.MET for check in self.checks)

    @property
    def missing(self) -> tuple[Check, ...]:
        """What still has to be done, in part or in whole."""
        return tuple(c for c in self.checks if c.verdict in (Verdict.MISSING, Verdict.PARTLY))

    @property
    def is_ready(self) -> bool:
        """Nothing is missing."""
        return not self.missing
