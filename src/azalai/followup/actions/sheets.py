"""Workbooks handed over: kept as received, taken over after a person has seen the preview."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import partial
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.core.workbooks import document_of, keep_file, tidy_name
from azalai.followup import queries, rules
from azalai.followup.actions.registering import change_point, register_point
from azalai.followup.models import ActionPoint, PointSheet
from azalai.followup.sheets.reading import Reading, read_workbook
from azalai.formats.reading import read_document


def receive_sheet(*, by: Author, at: datetime, name: str, content: bytes) -> PointSheet:
    """Keep a workbook that can be read as tables; UnreadableFile otherwise, and nothing is kept."""
    rules.check_keep(by)
    document = document_of(name, content)
    made = PointSheet(
        name=tidy_name(name),
        sha256=hashlib.sha256(content).hexdigest(),
        received_at=at,
        received_by_id=by.person_id,
    )
    keep_file(made, kind=document.kind, content=content, then=partial(_received, made, by, at))
    return made


@transaction.atomic
def _received(made: PointSheet, by: Author, at: datetime) -> None:
    made.save()
    after = {"name": made.name, "sha256": made.sha256}
    audit.record(by=by, at=at, action="followup.sheet-received", obj=made, after=after)


def read_sheet(sheet: PointSheet, country: str) -> Reading:
    """What the workbook says today, compared with the register."""
    known = queries.in_list(ActionPoint.objects.in_country(country))
    return read_workbook(read_document(Path(sheet.content.path)), known)


@transaction.atomic
def accept_sheet(*, by: Author, at: datetime, sheet: PointSheet, country: str) -> Reading:
    """Take over every row, or none. Raises ValidationError when a row is wrong or it was done already."""
    rules.check_keep(by)
    sheet = PointSheet.objects.select_for_update().get(pk=sheet.pk)
    if sheet.accepted_at:
        raise ValidationError(_("Ce classeur est déjà repris."))
    reading = read_sheet(sheet, country)
    if not reading.may_be_accepted:
        raise ValidationError(_("Corrigez d'abord les défauts : rien n'a été repris."))
    for row in reading.rows:
        values = row.values or {}
        if row.existing is None:
            register_point(by=by, at=at, country=country, **values)
        elif row.changes:
            told = {key: values[key] for key in row.changes}
            change_point(by=by, at=at, point=row.existing, **told)
    sheet.accepted_at, sheet.accepted_by_id = at, by.person_id
    sheet.save()
    after = {outcome: reading.count(outcome) for outcome in ("new", "changed", "same")}
    audit.record(by=by, at=at, action="followup.sheet-accepted", obj=sheet, after=after)
    return reading
