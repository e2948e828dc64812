"""The background work that takes a workbook over."""

from __future__ import annotations

from azalai.core.jobs.states import OPEN
from azalai.core.models import Job
from azalai.monitoring.enums import TAKE
from azalai.monitoring.models import ReportSheet


def job_of(sheet: ReportSheet) -> Job | None:
    """The work under way for a workbook, None when there is none; one query."""
    return Job.objects.filter(kind=TAKE, once=str(sheet.public_id), state__in=OPEN).first()
