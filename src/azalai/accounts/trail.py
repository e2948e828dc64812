"""The audit trail as people read it: found, filtered, and each change in words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q, QuerySet
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext as _

from azalai.accounts.models import Person, Post
from azalai.core import audit, formatting
from azalai.core.models import AuditEntry

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
SYSTEM = "systeme"
COLUMNS = (
    "Rang",
    "Date et heure",
    "Personne",
    "Poste",
    "Action",
    "Type d'objet",
    "Objet",
    "Champ",
    "Avant",
    "Après",
    "Motif",
    "Empreinte",
)


def entries(filters: dict[str, Any]) -> QuerySet[AuditEntry]:
    """Entries that match, latest first.

    filters: cleaned data of TrailFilter; every word of `q` must stand in the object, the author, the
    post or the reason, whatever its accents; dates are days of the country, both included.
    """
    found = AuditEntry.objects.order_by("-sequence")
    for word in audit.fold(filters.get("q") or "").split():
        found = found.filter(search__contains=word)
    return found.filter(_who(filters), _what(filters), _when(filters))


def _who(filters: dict[str, Any]) -> Q:
    wanted = Q()
    if person := filters.get("personne"):
        wanted &= Q(by_person_id__isnull=True) if person == SYSTEM else Q(by_person_id=person)
    if post := filters.get("poste"):
        wanted &= Q(by_post_id=post)
    return wanted


def _what(filters: dict[str, Any]) -> Q:
    wanted = Q()
    for name, column in (("action", "action"), ("type", "object_type"), ("objet", "object_id")):
        if value := filters.get(name):
            wanted &= Q(**{column: value})
    return wanted


def _when(filters: dict[str, Any]) -> Q:
    wanted = Q()
    if first := filters.get("du"):
        wanted &= Q(at__gte=make_aware(datetime.combine(first, time.min)))
    if last := filters.get("au"):
        wanted &= Q(at__lt=make_aware(datetime.combine(last + timedelta(days=1), time.min)))
    return wanted


def choices() -> dict[str, list[tuple[str, str]]]:
    """What one can filter by; four queries."""
    people = [(str(pk), name) for pk, name in Person.objects.values_list("pk", "display_name")]
    posts = [(str(pk), title) for pk, title in Post.objects.values_list("pk", "title")]
    return {
        "personne": [*people, (SYSTEM, _("Système"))],
        "poste": posts,
        "action": _named("action", audit.action_label),
        "type": _named("object_type", audit.object_type_label),
    }


def _named(column: str, label: Any) -> list[tuple[str, str]]:
    codes = AuditEntry.objects.order_by().values_list(column, flat=True).distinct()
    return sorted(((code, label(code)) for code in codes), key=lambda pair: audit.fold(pair[1]))


def written_from(post: Post) -> QuerySet[AuditEntry]:
    """What was written from the post, whoever held it, latest first."""
    return AuditEntry.objects.filter(by_post_id=post.pk).order_by("-sequence")


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an entry. state: added, removed, changed or same; before and after are texts."""

    label: str
    before: str
    after: str
    state: str

    @property
    def word(self) -> str:
        """The state in a word."""
        words = {"added": _("ajouté"), "removed": _("retiré"), "changed": _("modifié"), "same": _("inchangé")}
        return words[self.state]


def changes(entry: AuditEntry) -> list[Change]:
    """Every field that the entry speaks of, those that changed first."""
    before, after = entry.before or {}, entry.after or {}
    names = list(dict.fromkeys([*before, *after]))
    found = [_change(entry.object_type, name, before, after) for name in names]
    return sorted(found, key=lambda change: change.state == "same")


def _change(object_type: str, name: str, before: dict[str, Any], after: dict[str, Any]) -> Change:
    old, new = before.get(name), after.get(name)
    return Change(
        audit.field_label(object_type, name),
        readable(object_type, name, old),
        readable(object_type, name, new),
        _state(old, new),
    )


def _state(old: Any, new: Any) -> str:
    if old == new:
        return "same"
    if old in (None, "", []):
        return "added"
    return "removed" if new in (None, "", []) else "changed"


def readable(object_type: str, name: str, value: Any) -> str:
    """A value in words: choices by their label, dates in full, yes and no, "—" for nothing."""
    if value is None or value in ("", []):
        return formatting.BLANK
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return ", ".join(readable(object_type, name, item) for item in value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, indent=1)
    return _choice(object_type, name, value) or _dated(value)


def _choice(object_type: str, name: str, value: Any) -> str:
    try:
        flat = apps.get_model(object_type)._meta.get_field(name).flatchoices
    except (LookupError, ValueError, FieldDoesNotExist, AttributeError):
        return ""
    return str(dict(flat).get(value, ""))


def _dated(value: Any) -> str:
    if isinstance(value, int):
        return formatting.amount(value)
    text = str(value)
    try:
        if ISO_DATE.fullmatch(text):
            return formatting.day(date.fromisoformat(text))
        if ISO_MOMENT.match(text):
            return formatting.moment(datetime.fromisoformat(text))
    except ValueError:
        return text
    return text


def words_for(app_label: str, name: str, value: str) -> tuple[str, str]:
    """Label and value, in words, of a form's field in that room; the name itself when nobody knows it."""
    object_type = next(iter(_types_with(app_label, name)), "")
    label = audit.field_label(object_type, name)
    if label == name:
        known = audit.field_labels_by_name()
        # Of fields made for each of many things, a room names the kind: "indicator-…".
        label = known.get(name) or known.get(f"{name.partition('-')[0]}-") or name
    return label, (_choice(object_type, name, value) or value)


def _types_with(app_label: str, name: str) -> list[str]:
    if not apps.is_installed(f"azalai.{app_label}"):
        return []
    models = apps.get_app_config(app_label).get_models()
    return [m._meta.label_lower for m in models if name in {f.name for f in m._meta.fields}]


def object_url(entry: AuditEntry) -> str:
    """Where the object stands today, "" when it has no page or is gone; one query."""
    try:
        model = apps.get_model(entry.object_type)
    except (LookupError, ValueError):
        return ""
    if not hasattr(model, "get_absolute_url"):
        return ""
    obj = model._default_manager.filter(pk=entry.object_id).first()
    return obj.get_absolute_url() if obj else ""


def rows(found: QuerySet[AuditEntry]) -> Iterator[tuple[str, ...]]:
    """Lines of the download, one for each field that an entry speaks of, after a head."""
    yield COLUMNS
    for entry in found.iterator(chunk_size=500):
        yield from _rows_of(entry)


def _rows_of(entry: AuditEntry) -> Iterator[tuple[str, ...]]:
    start = (
        str(entry.sequence),
        localtime(entry.at).isoformat(timespec="seconds"),
        entry.by_name,
        entry.by_post,
        audit.action_label(entry.action),
        audit.object_type_label(entry.object_type),
        entry.object_label,
    )
    for change in changes(entry) or [Change("", "", "", "same")]:
        yield (*start, change.label, change.before, change.after, entry.reason, entry.hash)
