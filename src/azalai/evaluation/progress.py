"""How far each activity has come: what the latest approved report says, else what its lead declares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from azalai.interventions.models import Intervention
from azalai.monitoring.models import ReportVersion

FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Progress:
    """State in words; rate: between 0 and 1, None when nobody has said.

    told_on: day of which the latest approved report speaks, None where the state is as declared.
    """

    state: str
    rate: Decimal | None = None
    told_on: date | None = None


def of_interventions(found: Sequence[Intervention]) -> dict[int, Progress]:
    """Key -> progress, for every intervention given; one query."""
    rows = ReportVersion.objects.filter(is_current=True, intervention__in=[one.pk for one in found])
    rows = rows.only("intervention", "activity_state", "progress", "stands_on").order_by("stands_on", "id")
    told = {one.intervention_id: _reported(one) for one in rows}  # the latest is read last
    return {one.pk: told.get(one.pk) or Progress(str(one.get_status_display())) for one in found}


def _reported(version: ReportVersion) -> Progress:
    rate = None if version.progress is None else version.progress / FULL
    return Progress(str(version.get_activity_state_display()), rate, version.stands_on)
