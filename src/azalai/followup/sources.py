"""Where a point comes from and who owns it, as the rooms that register points say it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from azalai.followup.enums import SourceKind


@dataclass(frozen=True, slots=True)
class Source:
    """What a point comes from.

    kind: one of SourceKind; label: as people read it ("GTM, réunion du 23 septembre 2022"); url: its page,
    a path of this site, "" when it has none. object_type ("evaluation.evaluation") and object_id name it for
    the program: the same source and text twice is the same point. Without object_id each call makes a point.
    """

    kind: str = SourceKind.OTHER
    label: str = ""
    url: str = ""
    object_type: str = ""
    object_id: str = ""


def source_of(obj: models.Model, *, kind: str, label: str = "") -> Source:
    """The source that an object of a room is; label: its own name unless told."""
    url = obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else ""
    return Source(kind, label or str(obj), url, obj._meta.label_lower, str(obj.pk))


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is to act: as written, with the key of the organisation where it is known."""

    text: str = ""
    organisation: int | None = None
