"""The checks, each a function (Plan, Knowledge) -> findings. `run_all` runs them in reading order."""

from __future__ import annotations

from collections.abc import Callable

from azalai.engines.plan.checks import (
    bodies,
    calendar,
    contents,
    costs,
    indicators,
    misplaced,
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
    *misplaced.CHECKS,
    *contents.CHECKS,
    *indicators.CHECKS,
    *reading.CHECKS,
)


# What K601 says of a row is not said again as something unreadable on it.
TOLD_BY_K601 = frozenset({"T204", "T206", "R406", "C104"})


def run_all(plan: Plan, knowledge: Knowledge, checks: tuple[Check, ...] = ALL) -> list[Finding]:
    """Findings of the checks, the whole plan's first, then in the order of the file."""
    found = [finding for check in checks for finding in check(plan, knowledge)]
    moved = {(f.where.table, f.where.row) for f in found if f.code == "K601"}
    kept = [f for f in found if f.code not in TOLD_BY_K601 or (f.where.table, f.where.row) not in moved]
    unique = {(f.fingerprint, f.where.row, f.where.table): f for f in kept}
    return sorted(unique.values(), key=lambda f: (f.where.table, f.where.row, f.code))
