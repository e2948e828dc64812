"""Files joined to a report as evidence: who reads them and who joins them."""

from __future__ import annotations

from azalai.core.attachments import register_owner
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.interventions.queries import scope_of
from azalai.monitoring import rules
from azalai.monitoring.enums import ReportState
from azalai.monitoring.models import Report


def register() -> None:
    """Files follow the report: read with it, joined while it may be written."""
    register_owner("monitoring.report", can_see_files, can_join_files, related=("campaign", "organisation"))


def can_see_files(author: Author, report: Report) -> bool:
    """Whoever may read the report as it stands; while a correction is written, those who read that."""
    scope = scope_of(author, on=today())
    if rules.can_see_work(author, report, scope):
        return True
    return report.state == ReportState.APPROVED and rules.can_see_report(author, report, scope)


def can_join_files(author: Author, report: Report) -> bool:
    """Whoever may write it, while it is with the organisation."""
    return rules.can_write_report(author, report, scope_of(author, on=today()))
