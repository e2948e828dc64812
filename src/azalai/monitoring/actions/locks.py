"""Locking one organisation, and letting it write again for a while."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.actors.models import Organisation
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.monitoring import rules
from azalai.monitoring.actions.campaigns import needed
from azalai.monitoring.enums import CampaignState, LockKind
from azalai.monitoring.models import Campaign, CampaignLock


@transaction.atomic
def lock_organisation(
    *,
    by: Author,
    at: datetime,
    campaign: Campaign,
    organisation: Organisation,
    reason: str,
    until: date | None = None,
) -> CampaignLock:
    """It may no longer write in the campaign, up to a day or for good. Another lock gives way to this one.

    Raises ValidationError: no reason, a day gone by, nothing asked of that organisation.
    """
    return _set(by, at, campaign, organisation, LockKind.LOCK, reason, until)


@transaction.atomic
def unlock_organisation(
    *, by: Author, at: datetime, campaign: Campaign, organisation: Organisation, reason: str, until: date
) -> CampaignLock:
    """It may write although the campaign is over, up to that day included. Raises as lock_organisation."""
    return _set(by, at, campaign, organisation, LockKind.UNLOCK, reason, until)


def _set(
    by: Author,
    at: datetime,
    campaign: Campaign,
    organisation: Organisation,
    kind: str,
    reason: str,
    until: date | None,
) -> CampaignLock:
    rules.check_keep_campaigns(by)
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    _check(campaign, organisation, until, localdate(at))
    reason = needed(reason)
    for old in campaign.locks.select_for_update().filter(organisation=organisation, lifted_at__isnull=True):
        _lift(by, at, old)
    lock = CampaignLock.objects.create(
        campaign=campaign,
        organisation=organisation,
        kind=kind,
        reason=reason[:500],
        until=until,
        set_at=at,
        set_by_id=by.person_id,
    )
    after = {"organisation": str(organisation), "until": until}
    word = "locked" if kind == LockKind.LOCK else "unlocked"
    audit.record(by=by, at=at, action=f"monitoring.{word}", obj=campaign, after=after, reason=reason)
    return lock


def _check(campaign: Campaign, organisation: Organisation, until: date | None, today: date) -> None:
    if campaign.state == CampaignState.DRAFT:
        raise ValidationError(_("La campagne n'est pas encore ouverte."))
    if until is not None and until < today:
        raise ValidationError({"until": _("Cette date est déjà passée.")})
    if not campaign.reports.filter(organisation=organisation).exists():
        raise ValidationError({"organisation": _("Cette campagne ne demande rien à cet organisme.")})


@transaction.atomic
def lift_lock(*, by: Author, at: datetime, lock: CampaignLock) -> CampaignLock:
    """End a lock or a temporary opening at once; nothing happens when it has ended."""
    rules.check_keep_campaigns(by)
    found = CampaignLock.objects.select_for_update().get(pk=lock.pk)
    if found.lifted_at is None:
        _lift(by, at, found)
        before = {"organisation": str(found.organisation), "until": found.until}
        audit.record(by=by, at=at, action="monitoring.lock-lifted", obj=found.campaign, before=before)
    return found


def _lift(by: Author, at: datetime, lock: CampaignLock) -> None:
    lock.lifted_at, lock.lifted_by_id = at, by.person_id
    lock.save(update_fields=["lifted_at", "lifted_by"])
