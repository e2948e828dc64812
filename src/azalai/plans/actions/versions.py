"""What a draft says of the whole plan: its title, its years, the total that it announces."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.plan.model import DeclaredSum, Source
from azalai.plans import rules
from azalai.plans.actions.findings import refresh_findings
from azalai.plans.actions.locking import locked_version
from azalai.plans.models import PlanVersion

EDITABLE = ("title", "declared_total", "first_year", "last_year")


def edit_version(
    *,
    version: PlanVersion,
    title: str,
    declared_total: int | None,
    first_year: int | None,
    last_year: int | None,
    by: Author,
    at: datetime,
    reason: str = "",
) -> list[str]:
    """Change what a draft says of the whole plan; the names of the fields that changed."""
    new = dict(zip(EDITABLE, (title, declared_total, first_year, last_year), strict=True))
    with transaction.atomic():
        version = locked_version(version)
        rules.check_edit_version(by, version)
        before = {name: getattr(version, name) for name in EDITABLE if getattr(version, name) != new[name]}
        if not before:
            return []
        for name in before:
            setattr(version, name, new[name])
        if "declared_total" in before:
            _announce(version, declared_total)
        version.save()
        refresh_findings(version=version)
        after = {name: new[name] for name in before}
        audit.record(
            by=by,
            at=at,
            action="plans.version.edit",
            obj=version,
            before=before,
            after=after,
            reason=reason.strip(),
        )
    return list(before)


def _announce(version: PlanVersion, total: int | None) -> None:
    """The stated totals of the plan say the new one; those of its parts stay as read."""
    parts = [stated for stated in version.totals if stated.get("code") is not None or stated.get("kind")]
    own = [stated for stated in version.totals if stated not in parts][:1]
    if total is None:
        version.totals = parts
    else:
        stated = own[0] if own else asdict(DeclaredSum(total, "", Source(0, 0)))
        version.totals = [{**stated, "value": total}, *parts]
