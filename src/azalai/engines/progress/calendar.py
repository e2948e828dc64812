"""What the calendar says of a line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from azalai.engines.progress.model import Late, LateBecause, State
from azalai.engines.progress.weighing import ONE, STEP, ZERO

OPEN = (State.NOT_STARTED, State.IN_PROGRESS)


def lateness(base: State, start_by: date | None, end: date | None, on: date) -> Late | None:
    """Late when its last day has passed and it is not done; or when the last day on which it could begin
    has passed and nothing has begun. What is done, suspended or cancelled is not late."""
    if base in OPEN and end is not None and end < on:
        return Late(LateBecause.END_PASSED, end)
    if base == State.NOT_STARTED and start_by is not None and start_by < on:
        return Late(LateBecause.START_PASSED, start_by)
    return None


def elapsed(start: date | None, end: date | None, on: date) -> Decimal | None:
    """Share of the days of the calendar that are over at the end of that day, None without a calendar."""
    if start is None or end is None or end < start:
        return None
    days = Decimal((end - start).days + 1)
    gone = Decimal((on - start).days + 1)
    return min(ONE, max(ZERO, gone / days)).quantize(STEP)
