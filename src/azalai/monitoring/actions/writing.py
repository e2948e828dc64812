"""Writing a report and sending it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.interventions.queries import scope_of
from azalai.monitoring import labels, rules
from azalai.monitoring.content import (
    Content,
    content_of,
    contradictions,
    differences,
    missing,
    write_to,
)
from azalai.monitoring.enums import EnteredVia, ReportState
from azalai.monitoring.models import Report
from azalai.monitoring.windows import lock_of, window_for

CHANGED_MEANWHILE = (
    "Quelqu'un d'autre a modifié ce rapport entre-temps. Ce que vous avez saisi est gardé ci-dessous : "
    "comparez, puis enregistrez de nouveau."
)


@transaction.atomic
def save_report(
    *,
    by: Author,
    at: datetime,
    report: Report,
    content: Content,
    seen: str | None = None,
    via: str = EnteredVia.WEB,
) -> Report:
    """Keep what was written so far, complete or not; saving the same again leaves no trace.

    seen: the stamp of what the author had before the eyes, None when that does not matter.
    Raises ValidationError: what cannot be true by field, somebody else wrote meanwhile, the campaign or a
    lock does not take it any more.
    """
    found = locked(report)
    if content_of(found) == content and found.state != ReportState.EXPECTED:
        _check_may_write(by, at, found)
        return found
    _check_writable(by, at, found, content, seen)
    _refuse(contradictions(content))
    _write(by, at, found, content, via)
    return found


@transaction.atomic
def submit_report(
    *,
    by: Author,
    at: datetime,
    report: Report,
    content: Content | None = None,
    seen: str | None = None,
    via: str = EnteredVia.WEB,
) -> Report:
    """Send the report to the secretariat. content: what to write first, None to send it as it stands.

    Sending twice what was sent changes nothing. Raises ValidationError with everything missing at once,
    or as save_report.
    """
    found = locked(report)
    content = content if content is not None else content_of(found)
    if found.state == ReportState.SUBMITTED and content_of(found) == content:
        rules.check_report_for(by, found.organisation_id, scope_of(by, on=localdate(at)))
        return found
    _check_writable(by, at, found, content, seen)
    _refuse(missing(content))
    _write(by, at, found, content, via)
    found.state, found.submitted_at, found.submitted_by_id = ReportState.SUBMITTED, at, by.person_id
    found.checked_at = found.checked_by_id = found.approved_at = found.approved_by_id = None
    found.returned_until = None
    found.save()
    after = {"state": found.state, "late": found.campaign.is_late_on(localdate(at))}
    audit.record(by=by, at=at, action="monitoring.report-submitted", obj=found, after=after)
    return found


def _write(by: Author, at: datetime, found: Report, content: Content, via: str) -> None:
    """One entry in the trail for what differs, in words."""
    old = differences(content_of(found), content)
    fresh = found.state == ReportState.EXPECTED
    if not write_to(found, content) and not fresh:
        return
    if fresh:
        found.state = ReportState.DRAFT
    found.via, found.updated_at, found.updated_by_id = via, at, by.person_id
    found.save()
    before = {str(one.title): one.before for one in old}
    after = {str(one.title): one.after for one in old}
    audit.record(by=by, at=at, action="monitoring.report-written", obj=found, before=before, after=after)


def _check_writable(by: Author, at: datetime, found: Report, content: Content, seen: str | None) -> None:
    _check_may_write(by, at, found)
    if seen is not None and seen != found.stamp and content_of(found) != content:
        raise ValidationError(_(CHANGED_MEANWHILE), code="changed")


def _check_may_write(by: Author, at: datetime, found: Report) -> None:
    """Whether by right, by the state of the report, and by the calendar."""
    today = localdate(at)
    rules.check_report_for(by, found.organisation_id, scope_of(by, on=today))
    if not found.is_with_partner:
        raise ValidationError(_("Ce rapport est déjà envoyé : il ne se modifie plus ici."), code="sent")
    if rules.can_keep_campaigns(by):
        return
    check_window(found, today)


def check_window(report: Report, on: date) -> None:
    """Raises ValidationError when the campaign or a lock does not take the report that day."""
    window = window_for(report, lock_of(report.campaign, report.organisation_id, on), on)
    if not window.is_open:
        raise ValidationError(labels.shut(window, report.campaign), code="shut")


def _refuse(found: dict[str, str]) -> None:
    if found:
        raise ValidationError({name: [sentence] for name, sentence in found.items()})


def locked(report: Report) -> Report:
    """The row as it stands now, held until the end of the transaction."""
    rows = Report.objects.select_for_update(of=("self",)).select_related("campaign__plan", "organisation")
    return rows.get(pk=report.pk)


@transaction.atomic
def add_report(*, by: Author, at: datetime, campaign: Any, subject: Any) -> Report:
    """Report on something that the campaign did not ask. subject: queries.expected.Subject.

    Raises ValidationError when the campaign does not take it; the report that stands already is given back.
    """
    rules.check_report_for(by, subject.organisation, scope_of(by, on=localdate(at)))
    named = {"intervention_id": subject.intervention, "node_key": subject.node_key}
    made = Report(campaign=campaign, organisation_id=subject.organisation, label=subject.label, **named)
    known = Report.objects.filter(campaign=campaign, organisation=subject.organisation, **named).first()
    if known is not None:
        return known
    if not rules.can_keep_campaigns(by):
        check_window(made, localdate(at))
    made.expected_at = at
    made.save()
    audit.record(by=by, at=at, action="monitoring.report-added", obj=made)
    return made
