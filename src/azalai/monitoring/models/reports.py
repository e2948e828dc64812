"""Reports, and what was approved of them."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Organisation
from azalai.indicators.models import Indicator
from azalai.interventions.models import Intervention
from azalai.monitoring.enums import (
    REPORT_TRANSITIONS,
    WITH_PARTNER,
    EnteredVia,
    ReportState,
)
from azalai.monitoring.models.campaigns import Campaign
from azalai.monitoring.models.content import ReportContent, content_checks, sent_checks
from azalai.plans.models import Plan

SENT = Q(state__in=[ReportState.SUBMITTED, ReportState.CHECKED, ReportState.APPROVED])


def person() -> models.ForeignKey:
    """Who did it; empty for the system."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")


class ReportQuerySet(models.QuerySet["Report"]):
    def of_organisations(self, keys: frozenset[int]) -> ReportQuerySet:
        """Those that these organisations owe."""
        return self.filter(organisation__in=keys)

    def with_subject(self) -> ReportQuerySet:
        """With what a line shows; no further query."""
        return self.select_related("campaign__plan", "organisation", "intervention")


class Report(ReportContent):
    """What one organisation says, in one campaign, of one intervention or of one line of the plan.

    Exactly one of intervention and node_key is set; a line of the plan is known by its key, which is the
    same in all versions. label: what it is about, as it was called when it was last written.
    The content is the one being worked on; what was approved stands in the versions, and holds while a
    correction is under way. version_number: of the latest version, 0 before the first approval.
    returned_until: last day to correct what was sent back, even where the campaign is closed by then.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="reports")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisme"), on_delete=models.PROTECT, related_name="campaign_reports"
    )
    intervention = models.ForeignKey(
        Intervention, on_delete=models.CASCADE, null=True, blank=True, related_name="campaign_reports"
    )
    node_key = models.UUIDField(_("ligne du plan"), null=True, blank=True)
    label = models.CharField(_("activité"), max_length=500)
    state = models.CharField(
        _("état du rapport"), max_length=9, choices=ReportState.choices, default=ReportState.EXPECTED
    )
    via = models.CharField(_("saisi par"), max_length=5, choices=EnteredVia.choices, default=EnteredVia.WEB)
    version_number = models.PositiveSmallIntegerField(_("version approuvée"), default=0)
    reason = models.TextField(_("motif du renvoi, de la correction ou de la dispense"), blank=True)
    returned_until = models.DateField(_("à corriger jusqu'au"), null=True, blank=True)
    expected_at = models.DateTimeField(_("attendu depuis le"))
    updated_at = models.DateTimeField(_("modifié le"), null=True, blank=True)
    updated_by = person()
    submitted_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    submitted_by = person()
    checked_at = models.DateTimeField(_("vérifié le"), null=True, blank=True)
    checked_by = person()
    approved_at = models.DateTimeField(_("approuvé le"), null=True, blank=True)
    approved_by = person()
    returned_at = models.DateTimeField(_("renvoyé le"), null=True, blank=True)
    returned_by = person()

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["campaign", "organisation", "label", "id"]
        verbose_name = _("rapport d'activité")
        verbose_name_plural = _("rapports d'activité")
        indexes = [
            models.Index(fields=["campaign", "organisation", "state"]),
            models.Index(fields=["node_key"]),
            models.Index(fields=["state", "submitted_at"]),  # what waits, among all that was ever sent
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(intervention__isnull=True, node_key__isnull=False)
                | Q(intervention__isnull=False, node_key__isnull=True),
                name="monitoring_report_about_one_thing",
            ),
            models.UniqueConstraint(
                fields=["campaign", "organisation", "intervention"],
                condition=Q(intervention__isnull=False),
                name="monitoring_report_intervention_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "organisation", "node_key"],
                condition=Q(node_key__isnull=False),
                name="monitoring_report_line_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="monitoring_report_state_known"
            ),
            models.CheckConstraint(
                condition=Q(via__in=EnteredVia.values), name="monitoring_report_via_known"
            ),
            models.CheckConstraint(
                condition=~SENT | Q(submitted_at__isnull=False), name="monitoring_report_submitted_dated"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ReportState.CHECKED, ReportState.APPROVED], checked_at__isnull=False)
                | ~Q(state__in=[ReportState.CHECKED, ReportState.APPROVED]),
                name="monitoring_report_checked_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.APPROVED)
                | Q(approved_at__isnull=False, version_number__gte=1),
                name="monitoring_report_approved_dated",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True)
                | Q(approved_by__isnull=True)
                | ~Q(checked_by=F("approved_by")),
                name="monitoring_report_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ReportState.RETURNED, ReportState.AMENDING, ReportState.EXEMPT])
                | ~Q(reason=""),
                name="monitoring_report_has_reason",
            ),
            *content_checks("monitoring_report"),
            *sent_checks("monitoring_report", SENT),
        ]

    def __str__(self) -> str:
        return self.label[:200]

    def get_absolute_url(self) -> str:
        return reverse("monitoring:report", args=[self.public_id])

    def may_become(self, state: str) -> bool:
        """The state table allows it."""
        return state in REPORT_TRANSITIONS[self.state]

    @property
    def is_with_partner(self) -> bool:
        """The organisation has something to do."""
        return self.state in WITH_PARTNER

    @property
    def stamp(self) -> str:
        """Changes whenever it is written: two people must not overwrite each other unseen."""
        return self.updated_at.isoformat() if self.updated_at else ""


class ReportVersionQuerySet(models.QuerySet["ReportVersion"]):
    def standing_on(self, plan: Plan, on: date) -> ReportVersionQuerySet:
        """What was approved of a plan and speaks of that day or an earlier one, latest last."""
        return self.filter(plan=plan, stands_on__lte=on).order_by("stands_on", "approved_at", "id")


class ReportVersion(ReportContent):
    """What a report said when it was approved; never changed afterwards.

    plan, organisation, intervention, node_key: as the report has them, so that the state of a plan is one
    query. stands_on: the day of which it speaks: the end of the period, or the day of approval where that
    comes first. is_current: no later version speaks of the same thing for the same organisation.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, null=True, related_name="+")
    node_key = models.UUIDField(null=True)
    stands_on = models.DateField(_("dit l'état au"))
    is_current = models.BooleanField(default=True)
    submitted_at = models.DateTimeField(_("envoyé le"))
    submitted_by = person()
    checked_at = models.DateTimeField(_("vérifié le"))
    checked_by = person()
    approved_at = models.DateTimeField(_("approuvé le"))
    approved_by = person()

    objects = ReportVersionQuerySet.as_manager()

    class Meta:
        ordering = ["report", "number"]
        verbose_name = _("version approuvée d'un rapport")
        verbose_name_plural = _("versions approuvées d'un rapport")
        indexes = [
            models.Index(fields=["plan", "stands_on"]),
            models.Index(fields=["plan"], condition=Q(is_current=True), name="monitoring_version_current"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="monitoring_version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="monitoring_version_counts_from_one"),
            models.UniqueConstraint(
                fields=["plan", "organisation", "intervention"],
                condition=Q(is_current=True, intervention__isnull=False),
                name="monitoring_version_intervention_current_once",
            ),
            models.UniqueConstraint(
                fields=["plan", "organisation", "node_key"],
                condition=Q(is_current=True, node_key__isnull=False),
                name="monitoring_version_line_current_once",
            ),
            *content_checks("monitoring_version"),
            *sent_checks("monitoring_version", Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.report} · {self.number}"


class DeclaredContribution(models.Model):
    """What an approved version says that its activity added to an indicator in the period of its campaign.

    Written with the version and never changed; the same as in its content, where an indicator can find it.
    value: None where it does not apply.
    """

    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="declared")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(_("contribution"), max_digits=24, decimal_places=6, null=True)

    class Meta:
        ordering = ["indicator", "version"]
        verbose_name = _("contribution déclarée")
        verbose_name_plural = _("contributions déclarées")
        constraints = [
            models.UniqueConstraint(fields=["version", "indicator"], name="monitoring_contribution_once")
        ]

    def __str__(self) -> str:
        return f"{self.version} · {self.indicator_id}"
