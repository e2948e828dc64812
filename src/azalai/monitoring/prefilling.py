"""What is already known of an activity when its report is opened: nobody types the same fact twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from azalai.interventions.enums import Status
from azalai.interventions.models import Intervention
from azalai.monitoring.content import Content, content_of, is_blank
from azalai.monitoring.enums import ActivityState, ReportState
from azalai.monitoring.models import Report, ReportVersion

DECLARED = {
    Status.PLANNED: ActivityState.NOT_STARTED,
    Status.ONGOING: ActivityState.IN_PROGRESS,
    Status.COMPLETED: ActivityState.DONE,
    Status.SUSPENDED: ActivityState.SUSPENDED,
    Status.CANCELLED: ActivityState.CANCELLED,
}
# What a new period has to tell anew.
TOLD_ANEW: dict[str, Any] = {
    "contributions": {},
    "done": "",
    "difficulties": "",
    "next_steps": "",
    "evidence": "",
    "evidence_url": "",
}


@dataclass(frozen=True, slots=True)
class Opening:
    """What a report opens with. last: what was approved for an earlier period, None when nothing was."""

    content: Content
    last: ReportVersion | None

    @property
    def is_prefilled(self) -> bool:
        """Something stands there that the organisation has not written in this report."""
        return not is_blank(self.content)


def openings(reports: Iterable[Report]) -> dict[int, Opening]:
    """Report's key → what it opens with; one query. Interventions should be at hand."""
    shown = list(reports)
    last = _last(shown)
    return {one.pk: Opening(_content(one, last.get(one.pk)), last.get(one.pk)) for one in shown}


def opening(report: Report) -> Opening:
    """The same for one report."""
    return openings([report])[report.pk]


def _last(reports: list[Report]) -> dict[int, ReportVersion]:
    """What was approved last for the same thing, before the period of the report."""
    if not reports:
        return {}
    campaign = reports[0].campaign
    rows = ReportVersion.objects.filter(
        plan=campaign.plan_id,
        organisation__in={one.organisation_id for one in reports},
        stands_on__lte=campaign.period_end,
    ).exclude(report__campaign=campaign)
    held: dict[tuple[object, ...], ReportVersion] = {}
    for row in rows.order_by("stands_on", "approved_at", "id"):
        held[row.organisation_id, row.intervention_id, row.node_key] = row
    keys = {one.pk: (one.organisation_id, one.intervention_id, one.node_key) for one in reports}
    return {pk: held[key] for pk, key in keys.items() if key in held}


def _content(report: Report, last: ReportVersion | None) -> Content:
    """What is written already; else what the last report says, else the intervention."""
    written = content_of(report)
    if report.state != ReportState.EXPECTED or not is_blank(written):
        return written
    if last is not None:
        return replace(content_of(last), **TOLD_ANEW)
    return _declared(report.intervention, report.campaign.period_end) if report.intervention else Content()


def _declared(intervention: Intervention, on: date) -> Content:
    """What the intervention says of itself; figures only where it has begun."""
    state = DECLARED.get(Status(intervention.status), "")
    moved = intervention.planned_end if intervention.planned_end[:4] >= str(on.year) else ""
    return Content(
        activity_state=state,
        state_reason=intervention.status_reason if state in ("suspended", "cancelled") else "",
        actual_start=intervention.actual_start,
        expected_end=intervention.actual_end or moved,
    )
