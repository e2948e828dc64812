"""The checks, each a function (Minutes, Names) -> findings. `run_all` runs them in reading order."""

from __future__ import annotations

from collections.abc import Callable

from azalai.engines.minutes.checks import actions, agenda, attendance, names, session
from azalai.engines.minutes.findings import Finding
from azalai.engines.minutes.model import Minutes, Names

Check = Callable[[Minutes, Names], list[Finding]]
ALL: tuple[Check, ...] = (
    *session.CHECKS,
    *attendance.CHECKS,
    *agenda.CHECKS,
    *actions.CHECKS,
    *names.CHECKS,
)


def run_all(minutes: Minutes, known: Names, checks: tuple[Check, ...] = ALL) -> list[Finding]:
    """Findings of the checks, in the order of `ALL`."""
    return [found for check in checks for found in check(minutes, known)]
