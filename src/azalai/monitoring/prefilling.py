"""What is already known of an activity when its report is opened: nobody types the same fact twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from azalai.interventions.enums import Status
from azalai.interventions.models import Intervention
from azalai.monitoring.content import Content, content_of, is_blank
from azalai.monitoring.enums import ActivityState, ReportState
from azalai.monitoring.models import Campaign, Report, ReportVersion

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
    """Report's key → what it opens with; at most two queries. Interventions should be at hand.

    last is told only of reports that nobody has begun: it is what they open with.
    """
    shown = list(reports)
    last = _last([one for one in shown if not _is_begun(one)])
    return {one.pk: Opening(_content(one, last.get(one.pk)), last.get(one.pk)) for one in shown}


def opening(report: Report) -> Opening:
    """The same for one report, with what was approved last whether it was begun or not."""
    last = _last([report]).get(report.pk)
    return Opening(_content(report, last), last)


def _is_begun(report: Report) -> bool:
    return report.state != ReportState.EXPECTED or not is_blank(content_of(report))


def _key(row: Report | ReportVersion) -> tuple[object, ...]:
    return row.organisation_id, row.intervention_id, row.node_key


def _last(reports: list[Report]) -> dict[int, ReportVersion]:
    """What was approved last for the same thing, before the period of the report.

    Nearly always what counts today; only where that speaks of this very campaign or of a later day are
    older versions read.
    """
    if not reports:
        return {}
    campaign = reports[0].campaign
    wanted = {_key(one) for one in reports}
    rows = ReportVersion.objects.filter(
        plan=campaign.plan_id, organisation__in={one.organisation_id for one in reports}
    )
    current = {
        _key(row): row for row in rows.filter(is_current=True).annotate(asked_in=F("report__campaign"))
    }
    held: dict[tuple[object, ...], ReportVersion] = {
        key: row
        for key, row in current.items()
        if row.asked_in != campaign.pk and row.stands_on <= campaign.period_end
    }
    if newer := wanted & current.keys() - held.keys():
        held |= _older(rows, campaign, newer)
    return {one.pk: held[_key(one)] for one in reports if _key(one) in held}


def _older(
    rows: QuerySet[ReportVersion], campaign: Campaign, keys: set[tuple[object, ...]]
) -> dict[tuple[object, ...], ReportVersion]:
    """The last versions of these things before the period; one query."""
    about = Q(intervention__in=[key[1] for key in keys if key[1]])
    about |= Q(node_key__in=[key[2] for key in keys if key[2]])
    found = rows.filter(about, stands_on__lte=campaign.period_end).exclude(report__campaign=campaign)
    ordered = found.order_by("stands_on", "approved_at", "id")
    return {_key(row): row for row in ordered if _key(row) in keys}


def _content(report: Report, last: ReportVersion | None) -> Content:
    """What is written already; else what the last report says, else the intervention."""
    if _is_begun(report):
        return content_of(report)
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
