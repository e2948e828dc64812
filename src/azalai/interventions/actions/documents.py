"""Files kept with an intervention."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.formats.errors import UnreadableFile
from azalai.formats.pictures import without_traces
from azalai.interventions import rules
from azalai.interventions.models import Intervention, InterventionDocument
from azalai.interventions.queries import scope_of

LARGEST = 10 * 1024 * 1024
# How a file of each ending begins: what claims to be a document must be one.
BEGINNINGS = {
    ".pdf": (b"%PDF-",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".pptx": (b"PK\x03\x04",),
    ".odt": (b"PK\x03\x04",),
    ".ods": (b"PK\x03\x04",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n",),
}


def add_document(
    *, by: Author, at: datetime, intervention: Intervention, title: str, name: str, content: bytes
) -> InterventionDocument:
    """Keep a file of at most LARGEST bytes. Raises ValidationError (title, file)."""
    rules.check_edit(by, intervention, scope_of(by, on=localdate(at)))
    base, suffix = _checked(title, name, content)
    content = _untraced(suffix, content)
    made = InterventionDocument(
        intervention=intervention,
        title=title.strip()[:300],
        file_name=base,
        added_at=at,
        added_by_id=by.person_id,
    )
    try:
        with transaction.atomic():
            made.file.save(f"{made.public_id}{suffix}", ContentFile(content), save=False)
            made.save()
            after: dict[str, Any] = {"document": made.title, "file": base}
            audit.record(by=by, at=at, action="intervention.document-added", obj=intervention, after=after)
    except BaseException:
        if made.file.name:
            made.file.storage.delete(made.file.name)
        raise
    return made


def _checked(title: str, name: str, content: bytes) -> tuple[str, str]:
    base = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable())[-200:]
    suffix = PurePosixPath(base).suffix.lower()
    if not title.strip():
        raise ValidationError({"title": _("Donnez un titre au document.")})
    if not content.startswith(BEGINNINGS.get(suffix, ())):
        raise ValidationError(
            {"file": _("Joignez un PDF, un document Word, Excel ou LibreOffice, ou une image.")}
        )
    if len(content) > LARGEST:
        raise ValidationError({"file": _("Le fichier dépasse 10 Mo.")})
    return base, suffix


def _untraced(suffix: str, content: bytes) -> bytes:
    """A photograph does not say where it was taken."""
    try:
        return without_traces({".jpeg": "jpg"}.get(suffix, suffix[1:]), content)
    except UnreadableFile as error:
        raise ValidationError({"file": error.message}) from error


@transaction.atomic
def remove_document(*, by: Author, at: datetime, document: InterventionDocument) -> InterventionDocument:
    """Take a file away; its title stays in the audit trail."""
    intervention = document.intervention
    rules.check_edit(by, intervention, scope_of(by, on=localdate(at)))
    before = {"document": document.title, "file": document.file_name}
    audit.record(by=by, at=at, action="intervention.document-removed", obj=intervention, before=before)
    storage, name = document.file.storage, document.file.name
    document.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))
    return document
