"""Workbooks handed over: kept as received; what is right of them is taken over after the preview."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import audit, jobs
from azalai.core.authorship import Author
from azalai.core.models import Job
from azalai.core.workbooks import document_of, keep_file, tidy_name
from azalai.formats.reading import read_document
from azalai.interventions.queries import scope_of
from azalai.monitoring import rules
from azalai.monitoring.actions.writing import save_report, submit_report
from azalai.monitoring.enums import TAKE, EnteredVia, SheetStatus
from azalai.monitoring.models import Campaign, Report, ReportSheet
from azalai.monitoring.sheets.headings import headings
from azalai.monitoring.sheets.reading import knowledge, read_workbook
from azalai.monitoring.sheets.records import Reading, Row

LONG = 100  # rows up to which one request takes a workbook over
STEP = 25  # rows of one transaction beyond
Progress = Callable[[int, int], None]


def receive_sheet(*, by: Author, at: datetime, campaign: Campaign, name: str, content: bytes) -> ReportSheet:
    """Keep a workbook that can be read as tables; UnreadableFile otherwise, and nothing is kept."""
    rules.check_hand_over(by, scope_of(by, on=localdate(at)))
    document = document_of(name, content)
    made = ReportSheet(
        campaign=campaign,
        name=tidy_name(name),
        sha256=hashlib.sha256(content).hexdigest(),
        rows=max((len(table.rows) for table in document.tables), default=0),
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
    reading = read_workbook(read_document(Path(sheet.content.path)), known, sheet.headings)
    reading.mark_done(sheet.outcomes)
    return reading


@transaction.atomic
def tell_columns(*, by: Author, at: datetime, sheet: ReportSheet, answers: Mapping[str, str]) -> ReportSheet:
    """Keep what a person says of columns with a heading of their own: folded heading → key, "" for none.

    Raises ValidationError: it was taken over already, or two of them are said to be the same column.
    """
    found = _locked(by, sheet)
    known = headings()
    given = {name[:200]: key for name, key in answers.items() if not key or key in known}
    taken = [key for key in given.values() if key]
    if len(set(taken)) < len(taken):
        raise ValidationError(_("Deux colonnes ne peuvent pas être la même : choisissez-en une."))
    before, found.headings = found.headings, given
    if given != before:
        found.save(update_fields=["headings"])
        told = {"columns": ", ".join(f"{name} = {known.get(key, '—')}" for name, key in given.items())}
        audit.record(by=by, at=at, action="monitoring.sheet-columns-told", obj=found, after=told)
    return found


def _locked(by: Author, sheet: ReportSheet) -> ReportSheet:
    """The workbook as stored now, still to be taken over."""
    found = ReportSheet.objects.select_for_update(of=("self",)).select_related("campaign__plan")
    row = found.get(pk=sheet.pk)
    rules.check_accept_sheet(by, row)
    if row.status == SheetStatus.ACCEPTED:
        raise ValidationError(_("Ce classeur est déjà repris."))
    return row


@transaction.atomic
def accept_sheet(*, by: Author, at: datetime, sheet: ReportSheet) -> Reading:
    """Take over every row that is right, in one transaction; the others stay in the file.

    Raises ValidationError: it was done already, the file as a whole is refused, no row can go in, or what
    was right at the preview no longer is.
    """
    found = _locked(by, sheet)
    reading = read_sheet(by=by, at=at, sheet=found)
    rows = _needed(reading, found)
    for row in rows:
        _write(by, at, row)
    found.outcomes |= {str(row.number): row.outcome for row in rows}
    _end(by, at, found, reading)
    return reading


def _needed(reading: Reading, sheet: ReportSheet) -> list[Row]:
    """Rows to take over; after an interruption there may be none left."""
    if not reading.to_take and not sheet.outcomes:
        raise ValidationError(_("Aucune ligne ne peut être reprise : corrigez d'abord les défauts."))
    return reading.to_take


def _write(by: Author, at: datetime, row: Row) -> None:
    assert row.report is not None
    assert row.content is not None
    write = submit_report if row.sends else save_report
    write(by=by, at=at, report=row.report, content=row.content, seen=row.seen, via=EnteredVia.EXCEL)


def _end(by: Author, at: datetime, found: ReportSheet, reading: Reading) -> None:
    """The workbook is done with; what was not taken over is refused."""
    reading.mark_done(found.outcomes)
    found.status, found.accepted_at, found.accepted_by_id = SheetStatus.ACCEPTED, at, by.person_id
    found.taken, found.refused = len(found.outcomes), len(reading.refused)
    found.save()
    sent = sum(word == "sent" for word in found.outcomes.values())
    after = {"sent": sent, "drafts": found.taken - sent, "refused": found.refused}
    audit.record(by=by, at=at, action="monitoring.sheet-accepted", obj=found, after=after)


def take_rows(*, by: Author, at: datetime, sheet: ReportSheet, progress: Progress) -> Reading:
    """The same some rows at a time, for a large workbook. progress: told (done, total) after each step.

    Each step is one transaction that also notes its rows: a death between two steps loses nothing, and
    calling again writes no row twice. A row that somebody else has written meanwhile is left out alone.
    """
    reading = read_sheet(by=by, at=at, sheet=sheet)
    rows = _needed(reading, sheet)
    for start in range(0, len(rows), STEP):
        progress(start, len(rows))
        _take_step(by, at, sheet, rows[start : start + STEP])
    progress(len(rows), len(rows))
    ended = read_sheet(by=by, at=at, sheet=sheet)
    with transaction.atomic():
        _end(by, at, _locked(by, sheet), ended)
    return ended


@transaction.atomic
def _take_step(by: Author, at: datetime, sheet: ReportSheet, rows: Sequence[Row]) -> None:
    found = _locked(by, sheet)
    for row in rows:
        if str(row.number) in found.outcomes:
            continue
        with suppress(ValidationError):  # the last reading tells why
            _write(by, at, row)
            found.outcomes[str(row.number)] = row.outcome
    found.save(update_fields=["outcomes"])


def take_later(*, by: Author, at: datetime, sheet: ReportSheet) -> Job:
    """Ask for the taking over in the background; asked twice, it is one work."""
    rules.check_accept_sheet(by, sheet)
    if sheet.status == SheetStatus.ACCEPTED:
        raise ValidationError(_("Ce classeur est déjà repris."))
    key = str(sheet.public_id)
    title = _("Reprendre le classeur « %(name)s »") % {"name": sheet.name[:120]}
    return jobs.start(TAKE, by=by, at=at, title=title, once=key, sheet=key)
