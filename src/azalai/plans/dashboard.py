"""The plans on the home page."""

from __future__ import annotations

from typing import Any

from azalai.core.authorship import Author
from azalai.plans import queries, rules
from azalai.plans.models import Plan


def plans_card(author: Author) -> dict[str, Any]:
    """Plans with what waits for a decision; four queries for the first five plans."""
    plans = list(Plan.objects.with_latest_version()[:5])
    versions = [plan.latest_version() for plan in plans]
    waiting = queries.undecided_by_version(versions)
    rows = [
        {"plan": version.plan, "version": version, "waiting": waiting.get(version.pk, 0)}
        for version in versions
    ]
    return {"plan_rows": rows, "can_import_plan": rules.can_import_plan(author)}
