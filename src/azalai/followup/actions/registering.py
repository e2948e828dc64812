"""Points come into the register, once each, and are changed there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.accounts.models import Post
from azalai.actors.models import Organisation
from azalai.actors.recognition import Recogniser
from azalai.concertation.models import Body, Meeting, MinutesAction
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.naming.text import searchable
from azalai.followup import rules
from azalai.followup.enums import PointKind, PointState, Priority, SourceKind
from azalai.followup.models import ActionPoint, PointLine, PointObjective, PointOwner, fingerprint_of
from azalai.followup.models.points import NO_DEADLINE
from azalai.followup.sources import Owner, Source
from azalai.frames.models import FrameworkItem
from azalai.frames.partial import is_partial_date, last_day

# What change_point may change, the owners and links apart.
FIELDS = ("kind", "text", "note", "owner_post", "deadline", "deadline_text", "priority", "body")
AnyOwner = Owner | Organisation | str
NO_SOURCE = Source()


@transaction.atomic
def register_point(
    *,
    by: Author,
    at: datetime,
    country: str,
    kind: str,
    text: str,
    source: Source = NO_SOURCE,
    owners: Iterable[AnyOwner] = (),
    owner_post: Post | None = None,
    deadline: str = "",
    deadline_text: str = "",
    priority: str = "",
    plan_keys: Iterable[UUID] = (),
    objectives: Iterable[FrameworkItem | int] = (),
    body: Body | None = None,
    meeting: Meeting | None = None,
    minutes_action: MinutesAction | None = None,
    note: str = "",
) -> ActionPoint:
    """Follow an action or a recommendation. The same source and text again gives the point that is there.

    country: ISO alpha-2. owners: organisations, or names as written, which are recognised where they can
    be. deadline: partial ISO date as understood, deadline_text: as written. plan_keys: `plans.Node.key`.
    An action that was decided is accepted at once; a recommendation waits for its owner to accept it.
    Raises ValidationError by field.
    """
    rules.check_keep(by)
    fingerprint = fingerprint_of(source, text)
    known = ActionPoint.objects.in_country(country).filter(fingerprint=fingerprint).first()
    if fingerprint and known is not None:
        return known
    values: dict[str, Any] = {"kind": kind, "text": text, "note": note, "owner_post": owner_post}
    values |= {"deadline": deadline, "deadline_text": deadline_text, "priority": priority, "body": body}
    point = ActionPoint(
        country_id=country,
        **_checked(values),
        meeting=meeting,
        minutes_action=minutes_action,
        state=PointState.PROPOSED if kind == PointKind.RECOMMENDATION else PointState.ACCEPTED,
        fingerprint=fingerprint,
        registered_at=at,
        registered_by_id=by.person_id,
        moved_at=at,
        moved_by_id=by.person_id,
        **_source(source),
    )
    owned = _told(country, owners)
    point.search_text = _searched(point, owned)
    point.save()
    _own(point, owned)
    _tie(point, plan_keys, objectives)
    after = {"kind": kind, "text": point.text, "owners": [str(row) for row in owned], "deadline": deadline}
    audit.record(by=by, at=at, action="followup.point-registered", obj=point, after=after)
    return point


def _source(source: Source) -> dict[str, Any]:
    if source.kind not in SourceKind.values:
        raise ValidationError({"source": _("Cette origine n'est pas connue.")})
    return {
        "source_kind": source.kind,
        "source_label": source.label[:300],
        "source_url": source.url[:300],
        "source_type": source.object_type[:80],
        "source_id": source.object_id[:80],
    }


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    """Tidied, with the last day of the deadline; ValidationError by field."""
    errors: dict[str, str] = {}
    found = dict(values)
    if "text" in found:
        found["text"] = str(found["text"]).strip()
        if not found["text"]:
            errors["text"] = _("Dites ce qui est à faire.")
    if found.get("kind", PointKind.ACTION) not in PointKind.values:
        errors["kind"] = _("Choisissez : action ou recommandation.")
    if found.get("priority", "") not in ("", *Priority.values):
        errors["priority"] = _("Choisissez une priorité de la liste.")
    if "deadline" in found:
        found["due_on"] = _last_day(found["deadline"], errors)
        found["sort_on"] = found["due_on"] or NO_DEADLINE
    if "deadline_text" in found:
        found["deadline_text"] = str(found["deadline_text"]).strip()[:200]
    if errors:
        raise ValidationError(errors)
    return found


def _last_day(deadline: str, errors: dict[str, str]) -> Any:
    try:
        if deadline:
            is_partial_date(deadline)
    except ValidationError as error:
        errors["deadline"] = error.messages[0]
        return None
    return last_day(deadline)


def _told(country: str, owners: Iterable[AnyOwner]) -> list[PointOwner]:
    """The owners, each once, with their records; names as written are recognised where they can be.

    Not written yet. One query for the records, one more where a name has to be recognised.
    """
    told = list(owners)
    strings = [one for one in told if isinstance(one, str)]
    recogniser = Recogniser.for_country(country) if strings else None
    found: dict[Any, PointOwner] = {}
    for position, one in enumerate(told):
        owner = _owner(one, recogniser)
        row = PointOwner(text=owner.text[:300], organisation_id=owner.organisation, position=position)
        if owner.text:
            found.setdefault(owner.organisation or owner.text, row)
    records = Organisation.objects.in_bulk(
        [row.organisation_id for row in found.values() if row.organisation_id]
    )
    for row in found.values():
        row.organisation = records.get(row.organisation_id) if row.organisation_id else None
    return list(found.values())


def _own(point: ActionPoint, owners: Iterable[PointOwner]) -> None:
    """Write the owners of a point that has none."""
    rows = list(owners)
    for row in rows:
        row.point = point
    PointOwner.objects.bulk_create(rows)


def _owner(one: AnyOwner, recogniser: Recogniser | None) -> Owner:
    if isinstance(one, Organisation):
        return Owner(str(one), one.pk)
    if isinstance(one, Owner):
        return Owner(" ".join(one.text.split()) or _("Organisme"), one.organisation)
    text = " ".join(one.split())
    return Owner(text, recogniser.organisation_id(text) if recogniser and text else None)


def _tie(point: ActionPoint, plan_keys: Iterable[UUID], objectives: Iterable[FrameworkItem | int]) -> None:
    """Write the links, each once."""
    keys = dict.fromkeys(plan_keys)
    items = dict.fromkeys(one if isinstance(one, int) else one.pk for one in objectives)
    PointLine.objects.bulk_create(PointLine(point=point, node_key=key) for key in keys)
    PointObjective.objects.bulk_create(PointObjective(point=point, item_id=item) for item in items)


def _refresh(point: ActionPoint) -> None:
    """Keep the text that the search looks in."""
    point.search_text = _searched(point, point.owners.select_related("organisation"))
    point.save(update_fields=["search_text"])


def _searched(point: ActionPoint, owners: Iterable[PointOwner]) -> str:
    """What the search looks in: the words of the point and of its owners, folded."""
    rows = list(owners)
    names = [row.text for row in rows]
    names += [row.organisation.full_name for row in rows if row.organisation]
    return searchable(point.text, point.note, point.source_label, *names)


def _names(point: ActionPoint) -> list[str]:
    return [str(row) for row in point.owners.select_related("organisation")]


@transaction.atomic
def change_point(
    *,
    by: Author,
    at: datetime,
    point: ActionPoint,
    owners: Iterable[AnyOwner] | None = None,
    plan_keys: Iterable[UUID] | None = None,
    objectives: Iterable[FrameworkItem | int] | None = None,
    **values: Any,
) -> ActionPoint:
    """Change a point; values: some of FIELDS. None leaves owners and links as they are.

    Nothing is recorded when nothing changes. Raises ValidationError by field, TypeError for another field.
    """
    rules.check_keep(by)
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"unknown fields: {sorted(unknown)}")
    row = ActionPoint.objects.select_for_update().get(pk=point.pk)
    before = _facts(row, values)
    for name, value in _checked(values).items():
        setattr(row, name, value)
    row.save()
    if owners is not None:
        row.owners.all().delete()
        _own(row, _told(row.country_id, owners))
    _tie_again(row, plan_keys, objectives)
    _refresh(row)
    after = _facts(row, values)
    if before != after:
        audit.record(by=by, at=at, action="followup.point-changed", obj=row, before=before, after=after)
    return row


def _tie_again(
    row: ActionPoint,
    plan_keys: Iterable[UUID] | None,
    objectives: Iterable[FrameworkItem | int] | None,
) -> None:
    if plan_keys is not None:
        row.lines.all().delete()
        _tie(row, plan_keys, ())
    if objectives is not None:
        row.objectives.all().delete()
        _tie(row, (), objectives)


def _facts(row: ActionPoint, values: dict[str, Any]) -> dict[str, Any]:
    """Plain values for the trail."""
    found = {
        name: str(getattr(row, name) or "") if name in {"owner_post", "body"} else getattr(row, name)
        for name in values
    }
    found["owners"] = _names(row)
    found["lines"] = [str(key) for key in row.lines.values_list("node_key", flat=True)]
    found["objectives"] = [str(one.item) for one in row.objectives.select_related("item")]
    return found
