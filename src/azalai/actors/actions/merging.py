"""Two records of one organisation become one; the other stays as a pointer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from azalai.actors import rules
from azalai.actors.actions.organisations import NAMES
from azalai.actors.actions.spellings import rename
from azalai.actors.actions.storing import insert
from azalai.actors.enums import OWN_KINDS, SpellingKind
from azalai.actors.models import Distinction, FocalPoint, Membership, Merge, Organisation, Spelling
from azalai.actors.references import Reference, followers
from azalai.core import audit
from azalai.core.authorship import Author

SPELLING_FIELDS = ("organisation_id", "kind", "text", "also", "valid_from", "valid_to", "note", "source")
KEPT_FIELDS = ("name_fr", "acronym", "name_en", "parent_id", "unconfirmed")
Snapshot = dict[tuple[str, int], dict[str, Any]]


@transaction.atomic
def merge_organisations(
    *,
    by: Author,
    at: datetime,
    merged: Organisation,
    kept: Organisation,
    names: Mapping[str, str] | None = None,
    reason: str = "",
) -> Merge:
    """All that is known of `merged` goes over to `kept`; `merged` stays, pointing at it.

    names: name_fr, acronym or name_en → "merged" where the other record's text becomes the name; every
    text stays known as a spelling. Raises ValidationError: one of the two is merged already, they are the
    same, of two countries, or one stands two levels below the other.
    """
    rules.check_merge_actors(by)
    rows = Organisation.objects.select_for_update().in_bulk([merged.pk, kept.pk])
    merged, kept = rows[merged.pk], rows[kept.pk]
    _check(merged, kept)
    before = snapshot(merged, kept)
    moved = {one.key: keys for one in followers() if (keys := _repoint(one, merged, kept))}
    _take_names(merged, kept, names or {})
    Organisation.objects.filter(pk=merged.pk).update(merged_into=kept)
    kept.refresh_search()
    made = Merge(merged=merged, kept=kept, reason=reason.strip(), moved=moved, done_at=at)
    made.done_by_id, made.names = by.person_id, changes(before, snapshot(merged, kept))
    insert(made, _("Cette fiche vient d'être réunie à une autre."))
    _record(made, by, at)
    return made


def _check(merged: Organisation, kept: Organisation) -> None:
    if merged.pk == kept.pk:
        raise ValidationError(_("Choisissez deux fiches différentes."))
    if merged.merged_into_id or kept.merged_into_id:
        raise ValidationError(_("L'une de ces fiches est déjà réunie à une autre."))
    if merged.country_id != kept.country_id:
        raise ValidationError(_("Les deux fiches doivent être du même pays."))
    above = kept.parent.parent if kept.parent else None
    while above is not None:
        if above.pk == merged.pk:
            raise ValidationError(
                _(
                    "« %(kept)s » relève de « %(merged)s » à travers un autre organisme : corrigez d'abord"
                    " son rattachement."
                )
                % {"kept": kept, "merged": merged}
            )
        above = above.parent


def snapshot(merged: Organisation, kept: Organisation) -> Snapshot:
    """The values that a merge may change, by model and key."""
    spellings = Spelling.objects.filter(organisation__in=[merged, kept])
    found: Snapshot = {
        ("actors.spelling", row["pk"]): {name: row[name] for name in SPELLING_FIELDS}
        for row in spellings.values("pk", *SPELLING_FIELDS)
    }
    values = Organisation.objects.filter(pk=kept.pk).values(*KEPT_FIELDS).get()
    return found | {("actors.organisation", kept.pk): dict(values)}


def changes(before: Snapshot, after: Snapshot) -> list[dict[str, Any]]:
    """Rows that differ, each with the fields that do: {"model", "pk", "label", "before", "after"}."""
    found = []
    for (model, key), old in before.items():
        new = after.get((model, key), old)
        fields = [name for name in old if old[name] != new[name]]
        if fields:
            sides = ({name: side[name] for name in fields} for side in (old, new))
            label = old.get("text") or old.get("name_fr") or old.get("acronym", "")
            found.append(
                {"model": model, "pk": key, "label": label}
                | dict(zip(("before", "after"), sides, strict=True))
            )
    return found


def _repoint(reference: Reference, merged: Organisation, kept: Organisation) -> list[int]:
    """Keys of the rows that now point at the one that is kept."""
    rows = reference.of(merged.pk).exclude(_stays(reference, kept))
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    reference.rows.filter(pk__in=keys).update(**{reference.field: kept})
    if keys:
        reference.after(keys)
    return keys


def _stays(reference: Reference, kept: Organisation) -> Q:
    """Rows that would say twice the same, or tie an organisation to itself: they stay where they are."""
    if reference.key == "actors.membership.organisation":
        networks = Membership.objects.filter(organisation=kept, valid_to="").values("network")
        return Q(network=kept) | Q(valid_to="", network__in=networks)
    if reference.key == "actors.membership.network":
        members = Membership.objects.filter(network=kept, valid_to="").values("organisation")
        return Q(organisation=kept) | Q(valid_to="", organisation__in=members)
    if reference.key == "actors.focalpoint.organisation":
        posts = FocalPoint.objects.filter(organisation=kept, ends_on__isnull=True).values("post")
        return Q(ends_on__isnull=True, post__in=posts)
    if reference.once_per:
        # Without the blanks: nothing is "in" a list that holds one, nor out of it.
        told = reference.of(kept.pk).filter(**{f"{reference.once_per}__isnull": False})
        return Q(**{f"{reference.once_per}__in": told.values(reference.once_per)})
    return Q(pk=kept.pk) if reference.key == "actors.organisation.parent" else Q(pk__in=[])


def _take_names(merged: Organisation, kept: Organisation, names: Mapping[str, str]) -> None:
    """Spellings go over; those chosen become the names of the one that is kept."""
    own: QuerySet[Spelling] = merged.spellings.filter(kind__in=OWN_KINDS)
    own.update(kind=SpellingKind.VARIANT)
    merged.spellings.update(organisation=kept)
    for field, kind in NAMES.items():
        text = getattr(merged, field)
        if names.get(field) == "merged" and text and text != getattr(kept, field):
            setattr(kept, field, text)
            rename(kept, kind, text, changed_on="", field=field)
            kept.unconfirmed = " ".join(name for name in kept.unconfirmed_fields if name != field)
    if kept.parent_id == merged.pk:
        kept.parent = merged.parent
    kept.save()


def _record(made: Merge, by: Author, at: datetime) -> None:
    """On both, with the keys that a hand would need to undo it."""
    references_ = [f"{name} : {', '.join(map(str, keys))}" for name, keys in sorted(made.moved.items())]
    facts = {"references": references_, "texts": [_told(change) for change in made.names]}
    audit.record(
        by=by,
        at=at,
        action="organisation.merged",
        obj=made.merged,
        after={"merged_into": made.kept.full_name} | facts,
        reason=made.reason,
    )
    audit.record(
        by=by,
        at=at,
        action="organisation.absorbed",
        obj=made.kept,
        after={"merged": made.merged.full_name} | facts,
        reason=made.reason,
    )


def _told(change: dict[str, Any]) -> str:
    """A changed row on one line: "OIM (actors.spelling 12) : kind name → variant"."""
    fields = (f"{name} {change['before'][name]} → {change['after'][name]}" for name in change["before"])
    return f"{change['label']} ({change['model']} {change['pk']}) : {' ; '.join(fields)}"


@transaction.atomic
def distinguish_organisations(
    *, by: Author, at: datetime, one: Organisation, other: Organisation
) -> Distinction:
    """Say that two records are not the same: they are no longer suggested as doubles."""
    rules.check_merge_actors(by)
    if one.pk == other.pk:
        raise ValidationError(_("Choisissez deux fiches différentes."))
    first, second = sorted((one, other), key=lambda row: row.pk)
    made, is_new = Distinction.objects.get_or_create(
        first=first, second=second, defaults={"decided_at": at, "decided_by_id": by.person_id}
    )
    if is_new:
        action, after = "organisation.distinguished", {"other": str(second)}
        audit.record(by=by, at=at, action=action, obj=first, after=after)
    return made
