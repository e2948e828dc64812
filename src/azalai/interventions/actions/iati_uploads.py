"""IATI files handed over on the web: kept as received, read in steps, taken over whole or not at all."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.formats.iati import IatiUnreadable, read_activities
from azalai.interventions import rules
from azalai.interventions.actions.iati import IatiImport, import_iati, judged, read_iati
from azalai.interventions.enums import IatiStatus, Publication
from azalai.interventions.iati.incoming import Record
from azalai.interventions.models import IatiUpload

LARGEST = 100_000_000
# A step answers well before a browser or a proxy gives up; seconds.
STEP = 5.0
# One transaction holds the database's only pen: past this, others who write would be refused.
AT_ONCE = 2_000
Clock = Callable[[], float]
Line = dict[str, Any]


def receive_iati(*, by: Author, at: datetime, name: str, file: File[bytes]) -> IatiUpload:
    """Keep a file of at most LARGEST bytes. Raises IatiUnreadable, and ValidationError (file): too large.

    Only its beginning is looked at: the rest is read by `read_further`.
    """
    rules.check_import(by)
    if file.size > LARGEST:
        raise ValidationError({"file": _("Le fichier dépasse 100 Mo : compressez-le (.gz) ou partagez-le.")})
    base = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable())[-200:]
    made = IatiUpload(
        name=base or "iati.xml",
        sha256=_digest(file),
        received_at=at,
        received_by_id=by.person_id,
        received_post_id=by.post_id,
    )
    made.content.save(f"{made.public_id}.xml", file, save=False)
    try:
        next(read_activities(Path(made.content.path)), None)
        with transaction.atomic():
            made.save()
            after = {"name": made.name, "sha256": made.sha256}
            audit.record(by=by, at=at, action="interventions.iati-received", obj=made, after=after)
    except BaseException:
        made.content.storage.delete(made.content.name or "")
        raise
    return made


def _digest(file: File[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


@transaction.atomic
def read_further(
    *,
    by: Author,
    at: datetime,
    upload: IatiUpload,
    country: str,
    seconds: float = STEP,
    clock: Clock = time.monotonic,
) -> IatiUpload:
    """Read for some seconds from where it stopped; a file damaged further down is refused whole."""
    rules.check_import(by)
    found = IatiUpload.objects.select_for_update().get(pk=upload.pk)
    if found.status != IatiStatus.READING:
        return found
    try:
        is_at_end = _read(found, country, clock() + seconds, clock)
    except IatiUnreadable as error:
        found.status, found.problem, found.records = IatiStatus.UNREADABLE, error.message, []
    else:
        found.status = IatiStatus.WAITING if is_at_end else IatiStatus.READING
    found.save()
    return found


def _read(upload: IatiUpload, country: str, until: float, clock: Clock) -> bool:
    """Add what was read in time to the upload; whether the end was reached."""
    activities = read_activities(Path(upload.content.path), country=country)
    rest = islice(activities, len(upload.records), None)
    unknown, recognised = Counter(upload.unknown), set(upload.recognised)
    for record in judged(rest, country=country, seen=[line["identifier"] for line in upload.records]):
        upload.records.append(_line(record))
        recognised |= set(record.matched)
        unknown.update(set(record.unmatched))
        if clock() > until:
            break
    else:
        until = float("inf")
    upload.unknown, upload.recognised = dict(unknown), sorted(recognised)
    return until == float("inf")


def _line(record: Record) -> Line:
    """What the preview shows of a record."""
    existing = record.existing
    return {
        "identifier": record.identifier,
        "line": record.line,
        "title": record.title,
        "outcome": record.outcome,
        "problems": list(dict.fromkeys(record.problems)),
        "url": existing.get_absolute_url() if existing else "",
    }


def count(upload: IatiUpload) -> Counter[str]:
    """Outcome → number of records."""
    return Counter(line["outcome"] for line in upload.records)


def accept_iati(
    *, by: Author, at: datetime, upload: IatiUpload, country: str, publication: str = Publication.PUBLISHED
) -> IatiImport:
    """Take over everything that can be, or nothing; the file is read again, as things stand today.

    publication: of what is new. Raises ValidationError: done already, not read to its end, too long for
    a page; IatiUnreadable when the file was damaged meanwhile.
    """
    rules.check_import(by)
    _check_may_be_accepted(upload)
    found = read_iati(Path(upload.content.path), country=country)
    with transaction.atomic():
        locked = IatiUpload.objects.select_for_update().get(pk=upload.pk)
        _check_may_be_accepted(locked)
        import_iati(by=by, at=at, country=country, file=locked.name, found=found, publication=publication)
        locked.status, locked.accepted_at, locked.accepted_by_id = IatiStatus.ACCEPTED, at, by.person_id
        locked.save(update_fields=["status", "accepted_at", "accepted_by"])
    return found


def _check_may_be_accepted(upload: IatiUpload) -> None:
    if upload.status == IatiStatus.ACCEPTED:
        raise ValidationError(_("Ce fichier est déjà repris."))
    if upload.status != IatiStatus.WAITING:
        raise ValidationError(_("Ce fichier n'est pas encore lu jusqu'au bout."))
    if is_too_long(upload):
        told = _("Plus de %(count)d activités à reprendre : lancez « azalai iati import » sur le serveur.")
        raise ValidationError(told % {"count": AT_ONCE})


def is_too_long(upload: IatiUpload) -> bool:
    """More to write than a page may do while others wait."""
    counts = count(upload)
    return counts["new"] + counts["changed"] > AT_ONCE


@transaction.atomic
def discard_iati(*, by: Author, at: datetime, upload: IatiUpload) -> None:
    """Give a file up that was not taken over; its name stays in the audit trail."""
    rules.check_import(by)
    found = IatiUpload.objects.select_for_update().get(pk=upload.pk)
    if found.status == IatiStatus.ACCEPTED:
        raise ValidationError(_("Ce fichier est déjà repris."))
    storage, name = found.content.storage, found.content.name
    before = {"name": found.name, "sha256": found.sha256}
    audit.record(by=by, at=at, action="interventions.iati-discarded", obj=found, before=before)
    found.delete()
    transaction.on_commit(partial(storage.delete, name or ""))


def unknown_bodies(upload: IatiUpload, *, most: int = 30) -> Iterator[tuple[str, int]]:
    """Names that the register does not know, the most frequent first."""
    yield from Counter(upload.unknown).most_common(most)
