"""What has changed: the audit trail in words, for whoever may read what it speaks of.

A room says which of its objects an author may open, and where; what no room speaks of is not shown:

    news.register(Followed("followup.actionpoint", dashboard.pages, rules.can_see_points))

where `pages(author, ids)` gives the address of each object that the author may read, in one or two queries.
Posts are named, not persons; what the reader wrote is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from azalai.core.authorship import Author
from azalai.core.models import AuditEntry
from azalai.core.words import action_label, object_type_label

READ = 400  # entries looked at; older ones wait for the page of all news
SHOWN = 10
ANY = UUID(int=0)  # stands for any object in an address
TOGETHER = 3  # objects to which the same was done, told as one line from then on

Pages = Callable[[Author, Sequence[str]], dict[str, str]]


@dataclass(frozen=True)
class Followed:
    """Objects of a type. pages(author, ids): address of each that the author may read."""

    object_type: str
    pages: Pages
    visible: Callable[[Author], bool] = field(default=lambda author: True)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the news. what: in words; label and url: the object, or the latest of several.

    others: how many more objects it was done to. who: the post; at: the latest.
    """

    what: str
    label: str
    url: str
    kind: str
    who: str
    at: datetime
    others: int = 0


_followed: dict[str, Followed] = {}


def register(followed: Followed) -> None:
    """Add or replace what is said of that type of object."""
    _followed[followed.object_type] = followed


def news(author: Author, since: datetime, *, most: int = READ) -> list[Line]:
    """What others have written since, the latest first; one query, and those of each type that occurs."""
    types = {one.object_type for one in _followed.values() if one.visible(author)}
    # Types are sorted out here: asked for them, SQLite leaves the index of dates and reads the whole trail.
    rows = AuditEntry.objects.filter(at__gt=since)
    if author.person_id is not None:
        rows = rows.exclude(by_person_id=author.person_id)
    names = ("sequence", "at", "by_name", "by_post", "action", "object_type", "object_id", "object_label")
    latest = rows.order_by("-at", "-sequence").values_list(*names, named=True)[:most]
    return grouped(_readable(author, [entry for entry in latest if entry.object_type in types]))


def addresses(readable: QuerySet[Any], ids: Sequence[str], name: str = "") -> dict[str, str]:
    """Address of each of these objects that the author may read; one query.

    readable: what the author may read. name: of the page, where its only argument is `public_id`; else the
    model says its address, which costs more.
    """
    keys = [int(key) for key in ids if key.isdecimal()]
    found = readable.filter(pk__in=keys).order_by()
    if not name:
        return {str(one.pk): one.get_absolute_url() for one in found}
    page = reverse(name, args=[ANY])
    pairs = found.values_list("pk", "public_id")
    return {str(key): page.replace(str(ANY), str(public_id)) for key, public_id in pairs}


def _readable(author: Author, entries: Iterable[AuditEntry]) -> list[tuple[AuditEntry, str]]:
    """The entries about what the author may open, with its address."""
    ids: dict[str, list[str]] = {}
    entries = list(entries)
    for entry in entries:
        ids.setdefault(entry.object_type, []).append(entry.object_id)
    pages: dict[tuple[str, str], str] = {}
    for kind, found in ids.items():
        urls = _followed[kind].pages(author, list(dict.fromkeys(found)))
        pages |= {(kind, key): url for key, url in urls.items()}
    known = ((entry, pages.get((entry.object_type, entry.object_id), "")) for entry in entries)
    return [(entry, url) for entry, url in known if url]


def grouped(found: Sequence[tuple[AuditEntry, str]]) -> list[Line]:
    """One line for each object and post, and one for what a post did to many objects alike."""
    by_object: dict[Any, list[tuple[AuditEntry, str]]] = {}
    for entry, url in found:
        key = (entry.object_type, entry.object_id, entry.by_post or entry.by_name)
        by_object.setdefault(key, []).append((entry, url))
    alike: dict[Any, list[list[tuple[AuditEntry, str]]]] = {}
    for (kind, _object, who), entries in by_object.items():
        alike.setdefault((kind, who, _words(entries)), []).append(entries)
    lines = [line for same in alike.values() for line in _lines(same)]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _lines(same: list[list[tuple[AuditEntry, str]]]) -> list[Line]:
    if len(same) < TOGETHER:
        return [_line(entries) for entries in same]
    latest = max(same, key=lambda entries: entries[0][0].at)
    return [_line(latest, others=len(same) - 1)]


def _line(entries: list[tuple[AuditEntry, str]], *, others: int = 0) -> Line:
    entry, url = entries[0]
    return Line(
        what=_words(entries),
        label=entry.object_label,
        url=url,
        kind=object_type_label(entry.object_type),
        who=entry.by_post or entry.by_name,
        at=entry.at,
        others=others,
    )


def _words(entries: list[tuple[AuditEntry, str]]) -> str:
    """What was done, the latest first, each once; at most three things."""
    labels = [action_label(code) for code in dict.fromkeys(entry.action for entry, _url in entries)]
    labels = list(dict.fromkeys(labels))
    return ", ".join([labels[0], *(label[:1].lower() + label[1:] for label in labels[1:3])])
