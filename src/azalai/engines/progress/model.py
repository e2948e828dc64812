"""What goes in and what comes out."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Key = Hashable


class State(StrEnum):
    """How a line stands. LATE is only ever computed: nobody declares it."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    LATE = "late"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class LateBecause(StrEnum):
    """Why a line is late."""

    END_PASSED = "end-passed"
    START_PASSED = "start-passed"


@dataclass(frozen=True, slots=True)
class Late:
    """Which day of the calendar has passed without what it announces."""

    because: LateBecause
    day: date


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plan. cost: as declared, in any one currency, None when it declares none.

    start, start_by: first and last day on which it may begin as its calendar says ("2024" gives the
    first and the last day of 2024); end: last day of its calendar. None when unknown.
    """

    key: Key
    parent: Key | None = None
    cost: Decimal | None = None
    start: date | None = None
    start_by: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What is known about work that serves one line or several.

    direct: said of the line itself by whoever answers for it; such a word prevails over what is inferred
    from the lines below and from interventions. What serves a line with others below joins its sums; it
    tells its state and progress only while nothing is known of the lines below.
    state: anything but LATE. progress: 0 to 1, None when nobody said. weight: what the work costs, None
    when unknown. spent, reached: since the beginning, None when nobody said. on: day of the report that
    says it, None when no report does.
    """

    key: Key
    lines: frozenset[Key]
    state: State
    progress: Decimal | None = None
    weight: Decimal | None = None
    spent: Decimal | None = None
    reached: int | None = None
    on: date | None = None
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """A line computed.

    state: with LATE where the calendar says so; base: without. progress: 0 to 1, of which what nobody
    reported counts for nothing: it is at least that much; None when nothing at all is known.
    known: share of the weight about which something is known, 0 to 1. planned: the declared cost, else
    the sum of what is declared below. spent, reached: sums over the sources below, each counted once,
    None when nobody said. elapsed: share of its calendar that has passed, None without calendar.
    reported_on: day of the latest report below. leaves, done, late_below: how many lines without anything
    below there are, are done, are late; the line itself counts when it has nothing below.
    sources: keys of what it was computed from, in order of their text.
    """

    state: State
    base: State
    progress: Decimal | None = None
    known: Decimal = Decimal(0)
    planned: Decimal | None = None
    spent: Decimal | None = None
    reached: int | None = None
    elapsed: Decimal | None = None
    reported_on: date | None = None
    late: Late | None = None
    leaves: int = 1
    done: int = 0
    late_below: int = 0
    sources: tuple[Key, ...] = ()
