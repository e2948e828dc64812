"""Files of an object, who may do what with them, and the download."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _

from azalai.core.attachments.owners import owner_of
from azalai.core.authorship import Author
from azalai.core.models import Attachment
from azalai.core.permissions import checked
from azalai.formats.enclosure import KINDS


def can_see(author: Author, obj: models.Model) -> bool:
    """Read the files of the object: as its room says."""
    owner = owner_of(obj._meta.label_lower)
    return owner is not None and owner.can_see(author, obj)


def can_add(author: Author, obj: models.Model) -> bool:
    """Join a file to the object: as its room says, for who sees the files."""
    owner = owner_of(obj._meta.label_lower)
    return owner is not None and owner.can_see(author, obj) and owner.can_add(author, obj)


def can_remove(author: Author, attachment: Attachment) -> bool:
    """Take that file away: as the room of its object says."""
    owner = owner_of(attachment.object_type)
    obj = owner.by_pk(attachment.object_id) if owner else None
    return (
        owner is not None and obj is not None and owner.can_see(author, obj) and owner.can_remove(author, obj)
    )


check_see = checked(can_see, _("Les fichiers joints ici ne vous sont pas ouverts."))
check_add = checked(can_add, _("Votre poste ne permet pas de joindre un fichier ici."))
check_remove = checked(can_remove, _("Votre poste ne permet pas de retirer ce fichier."))


def rows_of(obj: models.Model) -> QuerySet[Attachment]:
    """Every file of the object, removed ones included."""
    return Attachment.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))


def of(obj: models.Model) -> list[Attachment]:
    """Files of the object and what is left of removed ones, in order; one query."""
    return list(rows_of(obj))


def of_many(objects: Iterable[models.Model]) -> dict[Any, list[Attachment]]:
    """The same for objects of one kind, by primary key; one query, none without objects."""
    known = {str(obj.pk): obj for obj in objects}
    found: dict[Any, list[Attachment]] = {obj.pk: [] for obj in known.values()}
    if not known:
        return found
    label = next(iter(known.values()))._meta.label_lower
    for one in Attachment.objects.filter(object_type=label, object_id__in=known):
        found[known[one.object_id].pk].append(one)
    return found


def found_for(author: Author, public_id: UUID) -> tuple[Attachment, models.Model]:
    """A file by its identifier, and its object; Http404 for who may not see it."""
    one = Attachment.objects.filter(public_id=public_id).first()
    owner = owner_of(one.object_type) if one else None
    obj = owner.by_pk(one.object_id) if owner and one else None
    if one is None or owner is None or obj is None or not owner.can_see(author, obj):
        raise Http404
    return one, obj


def download(attachment: Attachment) -> FileResponse:
    """The file, as a download whatever it is: nothing that came from outside opens inside the site."""
    if attachment.is_removed:
        raise Http404
    try:
        stream = attachment.content.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    kind = KINDS[attachment.kind]
    response = FileResponse(stream, as_attachment=True, filename=attachment.name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-cache"
    response["Content-Encoding"] = "identity"  # a download says how long it is; compressing would hide it
    return response
