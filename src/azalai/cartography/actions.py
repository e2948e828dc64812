"""Writes of the room: a need is stated, and withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.cartography import rules
from azalai.cartography.enums import NeedLevel
from azalai.cartography.models import RegionalNeed
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.frames.models import FrameworkItem, Place
from azalai.frames.partial import is_partial_date


@transaction.atomic
def state_need(
    *,
    by: Author,
    at: datetime,
    item: FrameworkItem,
    place: Place,
    level: int,
    source: str,
    source_date: str,
    note: str = "",
) -> RegionalNeed:
    """A source says that the region needs work on the objective.

    level: a NeedLevel. source_date: partial. Raises ValidationError (place, level, source, source_date)
    for what is no region, or is said already.
    """
    rules.check_state_need(by)
    _check(item, place, level, source, source_date)
    made = RegionalNeed(
        item=item,
        place=place,
        level=level,
        source=source.strip(),
        source_date=source_date,
        note=note.strip(),
        declared_at=at,
        declared_by_id=by.person_id,
        declared_post_id=by.post_id,
    )
    made.save()
    audit.record(by=by, at=at, action="need.stated", obj=made, after=_told(made))
    return made


def _check(item: FrameworkItem, place: Place, level: int, source: str, source_date: str) -> None:
    wrong: dict[str, str] = {}
    if place.level != 1 or place.valid_to:
        wrong["place"] = _("Choisissez une région d'aujourd'hui.")
    if level not in NeedLevel.values:
        wrong["level"] = _("Choisissez un niveau de besoin.")
    if not source.strip():
        wrong["source"] = _("Écrivez qui le dit : un document, une enquête, une réunion.")
    if not source_date:
        wrong["source_date"] = _("Écrivez la date de la source, au moins l'année.")
    if wrong:
        raise ValidationError(wrong)
    is_partial_date(source_date)
    if RegionalNeed.objects.standing().filter(item=item, place=place).exists():
        raise ValidationError(
            {"item": _("Ce besoin est déjà énoncé pour cette région : retirez-le d'abord s'il a changé.")}
        )


@transaction.atomic
def withdraw_need(*, by: Author, at: datetime, need: RegionalNeed, reason: str) -> RegionalNeed:
    """The need no longer stands; it stays in the history. Raises ValidationError (reason)."""
    need = RegionalNeed.objects.select_for_update(of=("self",)).get(pk=need.pk)
    rules.check_withdraw_need(by, need)
    if not reason.strip():
        raise ValidationError({"reason": _("Écrivez pourquoi ce besoin est retiré.")})
    need.withdrawn_at, need.withdrawn_by_id = at, by.person_id
    need.save(update_fields=["withdrawn_at", "withdrawn_by_id"])
    audit.record(by=by, at=at, action="need.withdrawn", obj=need, before=_told(need), reason=reason.strip())
    return need


def _told(need: RegionalNeed) -> dict[str, object]:
    return {
        "objective": str(need.item),
        "region": str(need.place),
        "level": str(need.get_level_display()),
        "source": need.source,
        "source_date": need.source_date,
        "note": need.note,
    }
