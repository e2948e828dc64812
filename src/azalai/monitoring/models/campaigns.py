"""A campaign asks every organisation how its activities stand, for one period."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Organisation
from azalai.frames.models import Country
from azalai.monitoring.enums import CAMPAIGN_TRANSITIONS, CampaignKind, CampaignState, LockKind
from azalai.plans.models import Plan


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def in_country(self, country: str) -> CampaignQuerySet:
        """Those of a country (ISO alpha-2)."""
        return self.filter(country_id=country)

    def announced(self) -> CampaignQuerySet:
        """Those that partners know of."""
        return self.exclude(state=CampaignState.DRAFT)


class Campaign(models.Model):
    """One period of one plan. year, quarter: what the period is called; quarter is empty for a year.

    period_start, period_end: its days, both included. opens_on: from when reports may be written; due_on:
    last day on which a report is on time; closes_on: last day on which one may be sent at all. base:
    address of the site when it was opened, for links in messages that leave later.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="campaigns")
    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="campaigns")
    kind = models.CharField(_("période"), max_length=8, choices=CampaignKind.choices)
    year = models.PositiveSmallIntegerField(_("année"))
    quarter = models.PositiveSmallIntegerField(_("trimestre"), null=True, blank=True)
    period_start = models.DateField(_("début de la période"))
    period_end = models.DateField(_("fin de la période"))
    opens_on = models.DateField(_("ouverture de la saisie"))
    due_on = models.DateField(_("à temps jusqu'au"))
    closes_on = models.DateField(_("close après le"))
    guidance = models.TextField(_("consigne aux organismes"), blank=True)
    asks_unlinked = models.BooleanField(
        _("demander aussi les interventions rattachées à aucun plan"), default=False
    )
    state = models.CharField(
        _("état"), max_length=6, choices=CampaignState.choices, default=CampaignState.DRAFT
    )
    base = models.URLField(blank=True, editable=False)
    created_at = models.DateTimeField(_("préparée le"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(_("ouverte le"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("close le"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-period_end", "-kind", "-id"]
        verbose_name = _("campagne de collecte")
        verbose_name_plural = _("campagnes de collecte")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "year", "quarter"],
                condition=Q(kind=CampaignKind.QUARTER),
                name="monitoring_campaign_quarter_once",
            ),
            models.UniqueConstraint(
                fields=["plan", "year"],
                condition=Q(kind=CampaignKind.YEAR),
                name="monitoring_campaign_year_once",
            ),
            models.CheckConstraint(
                condition=Q(kind=CampaignKind.QUARTER, quarter__gte=1, quarter__lte=4)
                | Q(kind=CampaignKind.YEAR, quarter__isnull=True),
                name="monitoring_campaign_period_named",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gt=F("period_start")), name="monitoring_campaign_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on"), closes_on__gte=F("due_on")),
                name="monitoring_campaign_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CampaignState.values), name="monitoring_campaign_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=CampaignState.DRAFT, opened_at__isnull=True)
                | ~Q(state=CampaignState.DRAFT) & Q(opened_at__isnull=False),
                name="monitoring_campaign_opened_dated",
            ),
            models.CheckConstraint(
                condition=Q(state=CampaignState.CLOSED, closed_at__isnull=False)
                | ~Q(state=CampaignState.CLOSED) & Q(closed_at__isnull=True, closed_by__isnull=True),
                name="monitoring_campaign_closed_dated",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=False) | Q(opened_by__isnull=True),
                name="monitoring_campaign_opener_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.period_name

    def get_absolute_url(self) -> str:
        return reverse("monitoring:campaign", args=[self.public_id])

    @property
    def period_name(self) -> str:
        """ "2e trimestre 2026", "Année 2025"."""
        if self.quarter is None:
            return gettext("Année %(year)s") % {"year": self.year}
        names = (
            gettext("1er trimestre"),
            gettext("2e trimestre"),
            gettext("3e trimestre"),
            gettext("4e trimestre"),
        )
        return f"{names[self.quarter - 1]} {self.year}"

    def may_become(self, state: str) -> bool:
        """The state table allows it."""
        return state in CAMPAIGN_TRANSITIONS[self.state]

    def is_writable_on(self, day: date) -> bool:
        """Reports may be written that day, unless a lock says otherwise."""
        return self.state == CampaignState.OPEN and self.opens_on <= day <= self.closes_on

    def is_late_on(self, day: date) -> bool:
        """A report sent that day comes late."""
        return day > self.due_on


class CampaignLockQuerySet(models.QuerySet["CampaignLock"]):
    def in_force(self, on: date) -> CampaignLockQuerySet:
        """Neither lifted nor over that day; the last day is included."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), lifted_at__isnull=True)


class CampaignLock(models.Model):
    """One organisation may no longer write in a campaign, or may again for a while; always with a reason.

    until: last day on which it holds; an unlock always has one.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="locks")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisme"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("effet"), max_length=6, choices=LockKind.choices)
    reason = models.CharField(_("motif"), max_length=500)
    until = models.DateField(_("jusqu'au"), null=True, blank=True)
    set_at = models.DateTimeField(_("décidé le"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(_("levé le"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = CampaignLockQuerySet.as_manager()

    class Meta:
        ordering = ["-set_at", "-id"]
        verbose_name = _("verrou")
        verbose_name_plural = _("verrous")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "organisation"],
                condition=Q(lifted_at__isnull=True),
                name="monitoring_lock_one_at_a_time",
            ),
            models.CheckConstraint(condition=Q(kind__in=LockKind.values), name="monitoring_lock_kind_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="monitoring_lock_has_reason"),
            models.CheckConstraint(
                condition=~Q(kind=LockKind.UNLOCK) | Q(until__isnull=False),
                name="monitoring_lock_unlock_ends",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=False) | Q(lifted_by__isnull=True),
                name="monitoring_lock_lifted_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.organisation}"
