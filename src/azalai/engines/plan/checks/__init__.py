"""The checks, each a function (Plan, Knowledge) -> findings. `run_all` runs them in reading order."""

from __future__ import annotations

from collections.abc import Callable

from azalai.engines.plan.checks import (
    bodies,
    calendar,
    contents,
    costs,
    indicators,
    numbering,
    reading,
    references,
)
from azalai.engines.plan.findings import Finding
from azalai.engines.plan.knowledge import Knowledge
from azalai.engines.plan.model import Plan

Check = Callable[[Plan, Knowledge], list[Finding]]
ALL: tuple[Check, ...] = (
    *costs.CHECKS,
    *calendar.CHECKS,
    *bodies.CHECKS,
    *references.CHECKS,
    *numbering.CHECKS,
    *contents.CHECKS,
    *indicators.CHECKS,
    *reading.CHECKS,
)


def run_all(plan: Plan, knowledge: Knowledge) -> list[Finding]:
    """Findings of every check, the whole plan's first, then in the order of the file."""
    found = [finding for check in ALL for finding in check(plan, knowledge)]
    moved = {(f.where.table, f.where.row) for f in found if f.code == "K601"}
    # A period that stands next door is told once, by K601, not again as unreadable.
    found = [
        f
        for f in found
        if f.code not in {"T204", "R406", "C104"} or (f.where.table, f.where.row) not in moved
    ]
    unique = list({(f.fingerprint, f.where.row, f.where.table): f for f in found}.values())
    return sorted(unique, key=lambda f: (f.where.table, f.where.row, f.code))
