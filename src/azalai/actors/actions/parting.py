"""Parts two records that were merged, as far as nothing has been built on the merge since."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from azalai.actors import rules
from azalai.actors.models import Merge, Organisation
from azalai.actors.references import followers
from azalai.core import audit
from azalai.core.authorship import Author


def obstacle(merge: Merge) -> str:
    """Why the two cannot be parted, in a sentence; "" when they can."""
    if merge.undone_at is not None:
        return _("Ces fiches sont déjà séparées.")
    if merge.kept.merged_into_id:
        return _("« %s » a elle-même été réunie à une autre fiche : séparez d'abord celle-là.") % merge.kept
    if any(not _is_as_left(change) for change in merge.names):
        return (
            _(
                "Les noms de « %s » ont changé depuis la réunion : les fiches ne peuvent plus être séparées"
                " d'elles-mêmes. Inscrivez l'autre organisme de nouveau ; le journal dit ce qu'il avait."
            )
            % merge.kept
        )
    return ""


def _is_as_left(change: dict[str, Any]) -> bool:
    """The row still holds what the merge wrote."""
    rows = apps.get_model(change["model"])._base_manager.filter(pk=change["pk"])
    return rows.values(*change["after"]).first() == change["after"]


@transaction.atomic
def part_organisations(*, by: Author, at: datetime, merge: Merge, reason: str = "") -> Merge:
    """Give the merged record back its names and what still points where the merge put it.

    What was written or changed since stays with the other. Raises ValidationError with `obstacle`.
    """
    rules.check_merge_actors(by)
    merge = Merge.objects.select_for_update().select_related("merged", "kept").get(pk=merge.pk)
    if sentence := obstacle(merge):
        raise ValidationError(sentence)
    try:
        with transaction.atomic():
            left = _give_back(merge)
    except IntegrityError as error:
        raise ValidationError(
            _("Ce qui a été écrit depuis la réunion empêche de séparer ces fiches.")
        ) from error
    merge.undone_at, merge.undone_by_id = at, by.person_id
    merge.save(update_fields=["undone_at", "undone_by"])
    after = {"left": [f"{name} : {', '.join(map(str, keys))}" for name, keys in left.items()]}
    pairs = ((merge.merged, merge.kept, "parted"), (merge.kept, merge.merged, "released"))
    for obj, other, action in pairs:
        told = {"other": other.full_name} | after
        audit.record(by=by, at=at, action=f"organisation.{action}", obj=obj, after=told, reason=reason)
    return merge


def _give_back(merge: Merge) -> dict[str, list[int]]:
    """Names first, then what pointed at the record; keys of the rows that somebody has changed since."""
    merged, kept = merge.merged, merge.kept
    # The record's own spellings leave first: an organisation has only one name of each kind.
    ours = {"organisation_id": merged.pk}
    for change in sorted(merge.names, key=lambda one: not ours.items() <= one["before"].items()):
        apps.get_model(change["model"])._base_manager.filter(pk=change["pk"]).update(**change["before"])
    Organisation.objects.filter(pk=merged.pk).update(merged_into=None)
    left = {one.key: rest for one in followers() if (rest := _return(one, merge))}
    for row in Organisation.objects.filter(pk__in=[merged.pk, kept.pk]):
        row.refresh_search()
    return left


def _return(reference: Any, merge: Merge) -> list[int]:
    keys = merge.moved.get(reference.key, [])
    rows = reference.of(merge.kept_id).filter(pk__in=keys)
    back = set(rows.values_list("pk", flat=True))
    rows.update(**{reference.field: merge.merged_id})
    if back:
        reference.after(sorted(back))
    return [key for key in keys if key not in back]
