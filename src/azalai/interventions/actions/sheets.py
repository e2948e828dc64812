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
from azalai.formats.reading import read_document
from azalai.interventions import rules
from azalai.interventions.actions.declaring import store_published
from azalai.interventions.enums import EnteredVia, Publication, UploadStatus
from azalai.interventions.models import SheetUpload
from azalai.interventions.sheets.known import knowledge
from azalai.interventions.sheets.reading import read_workbook
from azalai.interventions.sheets.records import Reading


def receive_sheet(*, by: Author, at: datetime, name: str, content: bytes) -> SheetUpload:
    """Keep a workbook that can be read as tables; UnreadableFile otherwise, and nothing is kept."""
    rules.check_import(by)
    document = document_of(name, content)
    made = SheetUpload(
        name=tidy_name(name),
        sha256=hashlib.sha256(content).hexdigest(),
        received_at=at,
        received_by_id=by.person_id,
        received_post_id=by.post_id,
    )
    keep_file(made, kind=document.kind, content=content, then=partial(_received, made, by, at))
    return made


@transaction.atomic
def _received(made: SheetUpload, by: Author, at: datetime) -> None:
    made.save()
    after = {"name": made.name, "sha256": made.sha256}
    audit.record(by=by, at=at, action="interventions.sheet-received", obj=made, after=after)


def read_sheet(upload: SheetUpload, country: str) -> Reading:
    """What the workbook says today, compared with what is stored."""
    return read_workbook(read_document(Path(upload.content.path)), knowledge(country))


@transaction.atomic
def accept_sheet(
    *,
    by: Author,
    at: datetime,
    upload: SheetUpload,
    country: str,
    publication: str = Publication.PUBLISHED,
) -> Reading:
    """Take over every row, or none. publication: of what is new.

    Raises ValidationError when a row is wrong or it was done already.
    """
    rules.check_import(by)
    upload = SheetUpload.objects.select_for_update().get(pk=upload.pk)
    if upload.status == UploadStatus.ACCEPTED:
        raise ValidationError(_("Ce classeur est déjà repris."))
    reading = read_sheet(upload, country)
    if not reading.may_be_accepted:
        raise ValidationError(_("Corrigez d'abord les défauts : rien n'a été repris."))
    for row in reading.rows:
        if row.content is not None and row.outcome in ("new", "changed"):
            store_published(
                by=by,
                at=at,
                country=country,
                content=row.content,
                via=EnteredVia.EXCEL,
                of=row.existing,
                publication=publication,
            )
    upload.status, upload.accepted_at, upload.accepted_by_id = UploadStatus.ACCEPTED, at, by.person_id
    upload.save()
    after = {"created": reading.count("new"), "updated": reading.count("changed")}
    after["unchanged"] = reading.count("same")
    audit.record(by=by, at=at, action="interventions.sheet-accepted", obj=upload, after=after)
    return reading
