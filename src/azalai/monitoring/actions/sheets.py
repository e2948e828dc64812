"""Workbooks handed over: kept as received; what is right of them is taken over after the preview."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.core.workbooks import document_of, keep_file, tidy_name
from azalai.formats.reading import read_document
from azalai.interventions.queries import scope_of
from azalai.monitoring import rules
from azalai.monitoring.actions.writing import save_report, submit_report
from azalai.monitoring.enums import EnteredVia, SheetStatus
from azalai.monitoring.models import Campaign, Report, ReportSheet
from azalai.monitoring.sheets.reading import knowledge, read_workbook
from azalai.monitoring.sheets.records import Reading, Row


def receive_sheet(*, by: Author, at: datetime, campaign: Campaign, name: str, content: bytes) -> ReportSheet:
    """Keep a workbook that can be read as tables; UnreadableFile otherwise, and nothing is kept."""
    rules.check_hand_over(by, scope_of(by, on=localdate(at)))
    document = document_of(name, content)
    made = ReportSheet(
        campaign=campaign,
        name=tidy_name(name),
        sha256=hashlib.sha256(content).hexdigest(),
        received_at=at,
        received_by_id=by.person_id,
        received_post_id=by.post_id,
    )
    keep_file(made, kind=document.kind, content=content, then=partial(_received, made, by, at))
    return made


@transaction.atomic
def _received(made: ReportSheet, by: Author, at: datetime) -> None:
    made.save()
    after = {"name": made.name, "sha256": made.sha256}
    audit.record(by=by, at=at, action="monitoring.sheet-received", obj=made, after=after)


def writable_reports(by: Author, at: datetime, campaign: Campaign) -> QuerySet[Report]:
    """Reports of the campaign that the author may write for; one query."""
    found = Report.objects.filter(campaign=campaign).with_subject()
    if rules.can_keep_campaigns(by):
        return found
    return found.of_organisations(scope_of(by, on=localdate(at)).organisations)


def read_sheet(*, by: Author, at: datetime, sheet: ReportSheet) -> Reading:
    """What the workbook says today, compared with what is stored; nothing is written."""
    known = knowledge(
        sheet.campaign,
        writable_reports(by, at, sheet.campaign),
        on=localdate(at),
        keeps=rules.can_keep_campaigns(by),
    )
    return read_workbook(read_document(Path(sheet.content.path)), known)


@transaction.atomic
def accept_sheet(*, by: Author, at: datetime, sheet: ReportSheet) -> Reading:
    """Take over every row that is right, in one transaction; the others stay in the file.

    Raises ValidationError: it was done already, the file as a whole is refused, no row can go in, or what
    was right at the preview no longer is.
    """
    found = ReportSheet.objects.select_for_update().select_related("campaign").get(pk=sheet.pk)
    rules.check_accept_sheet(by, found)
    if found.status == SheetStatus.ACCEPTED:
        raise ValidationError(_("Ce classeur est déjà repris."))
    reading = read_sheet(by=by, at=at, sheet=found)
    rows = reading.to_take
    if not rows:
        raise ValidationError(_("Aucune ligne ne peut être reprise : corrigez d'abord les défauts."))
    sent = _take(by, at, rows)
    found.status, found.accepted_at, found.accepted_by_id = SheetStatus.ACCEPTED, at, by.person_id
    found.taken, found.refused = len(rows), len(reading.refused)
    found.save()
    after = {"sent": sent, "drafts": len(rows) - sent, "refused": found.refused}
    audit.record(by=by, at=at, action="monitoring.sheet-accepted", obj=found, after=after)
    return reading


def _take(by: Author, at: datetime, rows: Iterable[Row]) -> int:
    """Write the rows; how many were sent."""
    sent = 0
    for row in rows:
        assert row.report is not None
        assert row.content is not None
        write = submit_report if row.sends else save_report
        write(by=by, at=at, report=row.report, content=row.content, seen=row.seen, via=EnteredVia.EXCEL)
        sent += row.sends
    return sent
