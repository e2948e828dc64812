"""When a convocation that nobody answers is reminded, relayed, escalated, closed. No database here.

Days are counted back from the beginning of the meeting; two steps are at least a day apart, so that who is
called late has the time to answer.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from azalai.concertation.enums import WAITING, ConvocationState

REMIND = timedelta(days=7)
RELAY = timedelta(days=4)
ESCALATE = timedelta(days=2)
EVE = timedelta(days=1)
APART = timedelta(hours=20)  # not 24: a task that runs each morning is never quite on time


def step_due(
    state: str, *, at: datetime, starts_at: datetime, moved_at: datetime, has_deputy: bool
) -> str | None:
    """The state that the convocation should take now; None when it may wait.

    moved_at: since when it has been in its state. has_deputy: a post stands in for the seat.
    """
    if state not in WAITING:
        return None
    if at >= starts_at:
        return ConvocationState.UNANSWERED
    if at - moved_at < APART:
        return None
    left = starts_at - at
    if state == ConvocationState.SENT:
        return ConvocationState.REMINDED if left <= REMIND else None
    if state == ConvocationState.REMINDED and has_deputy:
        return ConvocationState.RELAYED if left <= RELAY else None
    if state in {ConvocationState.REMINDED, ConvocationState.RELAYED}:
        return ConvocationState.ESCALATED if left <= ESCALATE else None
    return None
