"""What the secretariat does with a report: two steps by two people, or back with a reason."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.interventions.queries import scope_of
from azalai.monitoring import contributions, rules
from azalai.monitoring.actions.campaigns import needed
from azalai.monitoring.actions.writing import check_window, locked
from azalai.monitoring.content import content_of, write_to
from azalai.monitoring.enums import WITH_SECRETARIAT, ReportState
from azalai.monitoring.models import DeclaredContribution, Report, ReportVersion
from azalai.monitoring.queries.states import rank
from azalai.plans.models import Plan

CORRECTION_DAYS = 7
STEPS = ("submitted", "checked", "approved")


@transaction.atomic
def check_report(*, by: Author, at: datetime, report: Report) -> Report:
    """First step: what it says is coherent and credible. Raises ValidationError when it is past that."""
    found = locked(report)
    _expect_state(found, ReportState.SUBMITTED)
    rules.check_check(by, found)
    found.state, found.checked_at, found.checked_by_id = ReportState.CHECKED, at, by.person_id
    return _saved(by, at, found, "report-checked")


@transaction.atomic
def approve_report(*, by: Author, at: datetime, report: Report) -> Report:
    """Second step, by another person: what it says holds from now on, and is kept as a version.

    Raises ValidationError when somebody has approved or returned it meanwhile.
    """
    found = locked(report)
    _expect_state(found, ReportState.CHECKED)
    rules.check_approve(by, found)
    found.state, found.approved_at, found.approved_by_id = ReportState.APPROVED, at, by.person_id
    found.version_number += 1
    found.reason = ""
    _keep_version(found, at)
    return _saved(by, at, found, "report-approved", version=found.version_number)


def _keep_version(report: Report, at: datetime) -> None:
    """The version, current unless a later period was approved before this one.

    The plan is held meanwhile: two first approvals of one subject find no version to hold.
    """
    Plan.objects.select_for_update(no_key=True).get(pk=report.campaign.plan_id)
    made = ReportVersion(
        report=report,
        number=report.version_number,
        plan_id=report.campaign.plan_id,
        organisation_id=report.organisation_id,
        intervention_id=report.intervention_id,
        node_key=report.node_key,
        stands_on=min(report.campaign.period_end, localdate(at)),
    )
    for name in STEPS:
        setattr(made, f"{name}_at", getattr(report, f"{name}_at"))
        setattr(made, f"{name}_by_id", getattr(report, f"{name}_by_id"))
    write_to(made, content_of(report))
    same = ReportVersion.objects.select_for_update().filter(
        plan=made.plan_id,
        organisation=made.organisation_id,
        intervention=made.intervention_id,
        node_key=made.node_key,
        is_current=True,
    )
    later = [one for one in same if rank(one) > rank(made)]
    made.is_current = not later
    if made.is_current:
        same.update(is_current=False)
    made.save()
    _declare(made)


def _declare(made: ReportVersion) -> None:
    """What it says of indicators, where an indicator can find it."""
    named = contributions.titles([made.contributions])
    values = ((one, contributions.cell(made.contributions, one)) for one in named.values())
    DeclaredContribution.objects.bulk_create(
        DeclaredContribution(version=made, indicator=one, value=value if isinstance(value, Decimal) else None)
        for one, value in values
    )


@transaction.atomic
def return_report(
    *, by: Author, at: datetime, report: Report, reason: str, until: date | None = None
) -> Report:
    """Send it back with what is to be corrected, by a day (a week unless told), even past the closing date.

    Raises ValidationError: no reason (reason), a day gone by (until), not waiting for the secretariat.
    """
    found = locked(report)
    if found.state not in WITH_SECRETARIAT:
        raise ValidationError(_("Ce rapport n'attend plus de décision : rechargez la page."))
    rules.check_return(by, found)
    today = localdate(at)
    until = until or today + timedelta(days=CORRECTION_DAYS)
    if until < today:
        raise ValidationError({"until": _("Cette date est déjà passée.")})
    found.reason, found.returned_until = needed(reason), until
    found.state, found.returned_at, found.returned_by_id = ReportState.RETURNED, at, by.person_id
    found.checked_at = found.checked_by_id = None
    return _saved(by, at, found, "report-returned", reason=found.reason, until=until)


@transaction.atomic
def amend_report(*, by: Author, at: datetime, report: Report, reason: str) -> Report:
    """Take up again what was approved; the approved version holds until the correction is approved.

    Raises ValidationError: no reason, or the campaign does not take it any more.
    """
    found = locked(report)
    _expect_state(found, ReportState.APPROVED)
    rules.check_amend(by, found, scope_of(by, on=localdate(at)))
    if not rules.can_keep_campaigns(by):
        check_window(found, localdate(at))
    found.state, found.reason = ReportState.AMENDING, needed(reason)
    found.updated_at, found.updated_by_id = at, by.person_id
    return _saved(by, at, found, "report-amended", reason=found.reason)


@transaction.atomic
def drop_amendment(*, by: Author, at: datetime, report: Report) -> Report:
    """Give the correction up: the report says again what was approved."""
    found = locked(report)
    _expect_state(found, ReportState.AMENDING)
    rules.check_report_for(by, found.organisation_id, scope_of(by, on=localdate(at)))
    approved = found.versions.get(number=found.version_number)
    write_to(found, content_of(approved))
    for name in STEPS:
        setattr(found, f"{name}_at", getattr(approved, f"{name}_at"))
        setattr(found, f"{name}_by_id", getattr(approved, f"{name}_by_id"))
    found.state, found.reason = ReportState.APPROVED, ""
    found.updated_at, found.updated_by_id = at, by.person_id
    return _saved(by, at, found, "amendment-dropped")


@transaction.atomic
def exempt_report(*, by: Author, at: datetime, report: Report, reason: str) -> Report:
    """Nothing is expected after all. Raises ValidationError: no reason, or it was sent."""
    rules.check_keep_campaigns(by)
    found = locked(report)
    if not found.may_become(ReportState.EXEMPT):
        raise ValidationError(_("Ce rapport est déjà envoyé : il ne peut plus être dispensé."))
    found.state, found.reason = ReportState.EXEMPT, needed(reason)
    return _saved(by, at, found, "report-exempted", reason=found.reason)


@transaction.atomic
def expect_report(*, by: Author, at: datetime, report: Report) -> Report:
    """It is expected after all; what had been written is still there."""
    rules.check_keep_campaigns(by)
    found = locked(report)
    _expect_state(found, ReportState.EXEMPT)
    found.state, found.reason = ReportState.EXPECTED, ""
    return _saved(by, at, found, "report-expected")


def _expect_state(found: Report, state: str) -> None:
    if found.state != state:
        words = {"state": found.get_state_display()}
        raise ValidationError(
            _("Entre-temps, ce rapport est passé à l'état « %(state)s » : rechargez la page.") % words
        )


def _saved(by: Author, at: datetime, found: Report, word: str, *, reason: str = "", **after: Any) -> Report:
    found.save()
    said = {"state": found.state, **after}
    audit.record(by=by, at=at, action=f"monitoring.{word}", obj=found, after=said, reason=reason)
    return found
