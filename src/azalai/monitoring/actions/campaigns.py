"""Preparing, opening and closing a campaign; what it asks; who may write in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.monitoring import rules
from azalai.monitoring.calendars import period_of
from azalai.monitoring.enums import CampaignKind, CampaignState, ReportState
from azalai.monitoring.models import Campaign, Report
from azalai.monitoring.queries.expected import subjects
from azalai.plans.models import Plan

DATES = ("opens_on", "due_on", "closes_on")
BATCH = 2000


@transaction.atomic
def prepare_campaign(
    *,
    by: Author,
    at: datetime,
    plan: Plan,
    kind: str,
    year: int,
    opens_on: date,
    due_on: date,
    closes_on: date,
    quarter: int | None = None,
    guidance: str = "",
    asks_unlinked: bool = False,
) -> Campaign:
    """A campaign that nobody outside the secretariat sees yet; quarter: 1 to 4, for a quarter only.

    Raises ValidationError by field: a period without its quarter, asked already, dates out of order.
    """
    rules.check_keep_campaigns(by)
    quarter = quarter if kind == CampaignKind.QUARTER else None
    _check_period(plan, kind, year, quarter)
    _check_dates({"opens_on": opens_on, "due_on": due_on, "closes_on": closes_on})
    first, last = period_of(year, quarter)
    campaign = Campaign.objects.create(
        country_id=plan.country,
        plan=plan,
        kind=kind,
        year=year,
        quarter=quarter,
        period_start=first,
        period_end=last,
        opens_on=opens_on,
        due_on=due_on,
        closes_on=closes_on,
        guidance=guidance.strip(),
        asks_unlinked=asks_unlinked,
        created_at=at,
        created_by_id=by.person_id,
    )
    _record(by, at, campaign, "campaign-prepared", after=_said(campaign))
    return campaign


def _check_period(plan: Plan, kind: str, year: int, quarter: int | None) -> None:
    if kind == CampaignKind.QUARTER and quarter not in (1, 2, 3, 4):
        raise ValidationError({"quarter": _("Choisissez le trimestre.")})
    if not 1990 <= year <= 2100:
        raise ValidationError({"year": _("Donnez une année entre 1990 et 2100.")})
    if Campaign.objects.filter(plan=plan, kind=kind, year=year, quarter=quarter).exists():
        raise ValidationError({"year": _("Une campagne existe déjà pour cette période et ce plan.")})


def _check_dates(dates: Mapping[str, date]) -> None:
    found = {}
    if dates["due_on"] < dates["opens_on"]:
        found["due_on"] = _("On ne peut pas être en retard avant l'ouverture de la saisie.")
    if dates["closes_on"] < dates["due_on"]:
        found["closes_on"] = _("La campagne ne peut pas être close avant la date limite « à temps ».")
    if found:
        raise ValidationError(found)


@transaction.atomic
def change_campaign(
    *,
    by: Author,
    at: datetime,
    campaign: Campaign,
    opens_on: date,
    due_on: date,
    closes_on: date,
    guidance: str = "",
    asks_unlinked: bool = False,
) -> Campaign:
    """Other dates, another guidance; the period stays. Raises ValidationError when it is closed."""
    rules.check_keep_campaigns(by)
    found = _locked(campaign)
    if found.state == CampaignState.CLOSED:
        raise ValidationError(_("Une campagne close ne se modifie plus : rouvrez-la d'abord."))
    before = _said(found)
    found.opens_on, found.due_on, found.closes_on = opens_on, due_on, closes_on
    found.guidance, found.asks_unlinked = guidance.strip(), asks_unlinked
    _check_dates({name: getattr(found, name) for name in DATES})
    after = _said(found)
    if before != after:
        found.save()
        _record(by, at, found, "campaign-changed", before=before, after=after)
    return found


@transaction.atomic
def open_campaign(*, by: Author, at: datetime, campaign: Campaign, base: str = "") -> Campaign:
    """Partners see it, and what each has to report is listed. base: address of the site, for messages.

    Raises ValidationError when it was opened already or there is nothing to ask.
    """
    rules.check_keep_campaigns(by)
    found = _locked(campaign)
    if found.state != CampaignState.DRAFT:
        raise ValidationError(_("Cette campagne est déjà ouverte."))
    found.state, found.opened_at, found.opened_by_id = CampaignState.OPEN, at, by.person_id
    found.base = base
    found.save()
    number = _expect(found, at)
    if not number:
        raise ValidationError(
            _(
                "Rien à demander : aucune intervention publiée ne sert ce plan dans la période, et aucune "
                "activité n'y a de responsable reconnu. Rattachez d'abord les interventions au plan."
            )
        )
    _record(by, at, found, "campaign-opened", after={"expected": number})
    return found


@transaction.atomic
def update_expected(*, by: Author, at: datetime, campaign: Campaign) -> int:
    """Ask also what was declared since; what is asked stays. How many reports were added."""
    rules.check_keep_campaigns(by)
    found = _locked(campaign)
    if found.state != CampaignState.OPEN:
        raise ValidationError(
            _("La liste des rapports attendus se complète tant que la campagne est ouverte.")
        )
    number = _expect(found, at)
    if number:
        _record(by, at, found, "campaign-completed", after={"expected": number})
    return number


def _expect(campaign: Campaign, at: datetime) -> int:
    """Make the reports that are missing."""
    known = set(campaign.reports.values_list("organisation", "intervention", "node_key"))
    new = [
        Report(
            campaign=campaign,
            organisation_id=one.organisation,
            intervention_id=one.intervention,
            node_key=one.node_key,
            label=one.label,
            expected_at=at,
        )
        for one in subjects(campaign)
        if (one.organisation, one.intervention, one.node_key) not in known
    ]
    Report.objects.bulk_create(new, batch_size=BATCH)
    return len(new)


@transaction.atomic
def close_campaign(*, by: Author, at: datetime, campaign: Campaign) -> Campaign:
    """Nobody writes in it any more, unless unlocked. Raises ValidationError when it is not open."""
    rules.check_keep_campaigns(by)
    found = _locked(campaign)
    if not found.may_become(CampaignState.CLOSED):
        raise ValidationError(_("Seule une campagne ouverte peut être close."))
    found.state, found.closed_at, found.closed_by_id = CampaignState.CLOSED, at, by.person_id
    found.save()
    missing = found.reports.filter(state__in=[ReportState.EXPECTED, ReportState.DRAFT]).count()
    _record(by, at, found, "campaign-closed", after={"missing": missing})
    return found


@transaction.atomic
def reopen_campaign(
    *, by: Author, at: datetime, campaign: Campaign, closes_on: date, reason: str
) -> Campaign:
    """Everybody may write again up to another day. Raises ValidationError: no reason, a day gone by."""
    rules.check_keep_campaigns(by)
    found = _locked(campaign)
    if found.state != CampaignState.CLOSED:
        raise ValidationError(_("Seule une campagne close peut être rouverte."))
    if closes_on < max(localdate(at), found.due_on):
        raise ValidationError({"closes_on": _("Donnez une date à venir, après la date « à temps ».")})
    reason = needed(reason)
    before = {"closes_on": found.closes_on}
    found.state, found.closed_at, found.closed_by_id = CampaignState.OPEN, None, None
    found.closes_on = closes_on
    found.save()
    after = {"closes_on": closes_on}
    _record(by, at, found, "campaign-reopened", before=before, after=after, reason=reason)
    return found


@transaction.atomic
def delete_campaign(*, by: Author, at: datetime, campaign: Campaign) -> None:
    """Throw away one that was never opened."""
    rules.check_keep_campaigns(by)
    found = _locked(campaign)
    if found.state != CampaignState.DRAFT:
        raise ValidationError(_("Une campagne qui a été ouverte ne se supprime pas."))
    _record(by, at, found, "campaign-deleted", before=_said(found))
    found.delete()


def needed(reason: str, field: str = "reason") -> str:
    """The reason, without blanks around it; ValidationError when there is none."""
    if not reason.strip():
        raise ValidationError({field: _("Donnez le motif.")})
    return reason.strip()


def _locked(campaign: Campaign) -> Campaign:
    return Campaign.objects.select_for_update().get(pk=campaign.pk)


def _said(campaign: Campaign) -> dict[str, Any]:
    names = (*DATES, "guidance", "asks_unlinked")
    return {"period": campaign.period_name} | {name: getattr(campaign, name) for name in names}


def _record(by: Author, at: datetime, campaign: Campaign, word: str, **more: Any) -> None:
    audit.record(by=by, at=at, action=f"monitoring.{word}", obj=campaign, **more)
