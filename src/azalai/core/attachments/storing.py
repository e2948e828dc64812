"""Joining a file, taking one away."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models, transaction
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.attachments.reading import check_add, check_remove, rows_of
from azalai.core.authorship import Author
from azalai.core.models import Attachment
from azalai.formats.enclosure import check_enclosure, clean_name
from azalai.formats.errors import UnreadableFile
from azalai.formats.limits import DEFAULT_LIMITS, MEGABYTE
from azalai.formats.pictures import without_traces

LARGEST = 10 * MEGABYTE
MOST = 10  # files of one object
LIMITS = replace(DEFAULT_LIMITS, file_bytes=LARGEST)


def add(*, by: Author, at: datetime, obj: models.Model, file: File[bytes], title: str = "") -> Attachment:
    """Join a file to the object; the same content twice is one file.

    file: with its `name`, at most LARGEST bytes. Raises ValidationError (file): refused by its content,
    too large, or one too many; PermissionDenied by the rule of the object.
    """
    check_add(by, obj)
    name, kind, content = checked(file)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        _lock(obj)
        if known := rows_of(obj).filter(sha256=digest, removed_at__isnull=True).first():
            return known
        if rows_of(obj).filter(removed_at__isnull=True).count() >= MOST:
            raise ValidationError(
                {"file": _("%(n)s fichiers au plus peuvent être joints ici.") % {"n": MOST}}
            )
        made = Attachment(
            object_type=obj._meta.label_lower,
            object_id=str(obj.pk),
            name=name,
            title=" ".join(title.split())[:200],
            kind=kind,
            size=len(content),
            sha256=digest,
            added_at=at,
            added_by_person_id=by.person_id,
            added_by_post_id=by.post_id,
            added_by=_signature(by),
        )
        _keep(made, content, by, at)
    return made


def _keep(made: Attachment, content: bytes, by: Author, at: datetime) -> None:
    """The file first, then its row; without the row, no file is left."""
    made.content.save(f"{made.public_id}.bin", ContentFile(content), save=False)
    try:
        made.save()
        audit.record(by=by, at=at, action="attachment.added", obj=made, after=_facts(made))
    except BaseException:
        made.content.storage.delete(made.content.name or "")
        raise


def add_all(*, by: Author, at: datetime, obj: models.Model, files: Iterable[File[bytes]]) -> list[Attachment]:
    """Join several, all or none."""
    with transaction.atomic():
        return [add(by=by, at=at, obj=obj, file=file) for file in files]


def checked(file: File[bytes]) -> tuple[str, str, bytes]:
    """Clean name, kind and bytes of a file that may be joined, a photograph without the place where it was
    taken. Raises ValidationError (file)."""
    file.seek(0)
    content, name = file.read(LARGEST + 1), str(file.name or "")
    try:
        kind = check_enclosure(name, content, limits=LIMITS)
        content = without_traces(kind, content)
    except UnreadableFile as error:
        raise ValidationError({"file": error.message}) from error
    return clean_name(name, kind), kind, content


@transaction.atomic
def remove(*, by: Author, at: datetime, attachment: Attachment, reason: str = "") -> Attachment:
    """Take a file away: the bytes go, the row says who and why. Raises ValidationError: gone already."""
    check_remove(by, attachment)
    return _removed(by, at, attachment, reason)


def remove_all(*, by: Author, at: datetime, obj: models.Model, reason: str = "") -> None:
    """The object goes, or its content must: whoever may do that has been asked already."""
    with transaction.atomic():
        for one in rows_of(obj).filter(removed_at__isnull=True):
            _removed(by, at, one, reason)


def _removed(by: Author, at: datetime, attachment: Attachment, reason: str) -> Attachment:
    row = Attachment.objects.select_for_update().get(pk=attachment.pk)
    if row.is_removed:
        raise ValidationError(_("Ce fichier est déjà retiré."))
    storage, name = row.content.storage, row.content.name or ""
    row.content, row.removed_at, row.removed_by = "", at, _signature(by)
    row.removed_because = " ".join(reason.split())[:300]
    row.save(update_fields=["content", "removed_at", "removed_by", "removed_because"])
    audit.record(by=by, at=at, action="attachment.removed", obj=row, before=_facts(row), reason=reason)
    transaction.on_commit(partial(storage.delete, name))
    return row


def _facts(one: Attachment) -> dict[str, Any]:
    told = {"name": one.name, "size": one.size, "sha256": one.sha256}
    return told | {"object": f"{one.object_type} {one.object_id}"}


def _signature(by: Author) -> str:
    return (by.post or by.name)[:200]


def _lock(obj: models.Model) -> None:
    """Two files that come at the same time are counted one after the other."""
    # Ordered by itself alone: an order of the model may join what is not there, which PostgreSQL cannot lock.
    rows = type(obj)._base_manager.select_for_update().filter(pk=obj.pk)
    rows.order_by("pk").values_list("pk").first()
