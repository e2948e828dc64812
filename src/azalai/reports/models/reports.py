"""A report through its states; a correction of a validated one is a new version."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.frames.models import Country
from azalai.reports.enums import FROZEN, REPORT_TRANSITIONS, ReportKind, ReportState
from azalai.reports.periods import Period


class ReportQuerySet(models.QuerySet["Report"]):
    def in_country(self, country: str) -> ReportQuerySet:
        """Those of a country (ISO alpha-2)."""
        return self.filter(country_id=country)

    def frozen(self) -> ReportQuerySet:
        """Validated, published or not."""
        return self.filter(state__in=FROZEN)

    def light(self) -> ReportQuerySet:
        """Without the chapters, which weigh."""
        return self.defer("chapters")


class Report(models.Model):
    """One version of a report.

    chapters: blocks as `reports.drafting` makes them; passages and figures stand in their own tables.
    as_of: day of the figures. quarter: 1 to 4 for a quarterly, else None. compiled_at: when it was counted.
    returned_because: why the last submission was sent back. previous: the version that this one corrects.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("nature"), max_length=10, choices=ReportKind.choices)
    year = models.PositiveSmallIntegerField(_("année"))
    quarter = models.PositiveSmallIntegerField(_("trimestre"), null=True, blank=True)
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="following", editable=False
    )
    state = models.CharField(_("état"), max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    as_of = models.DateField(_("chiffres arrêtés au"))
    chapters = models.JSONField(default=list)
    created_at = models.DateTimeField(_("commencé le"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    compiled_at = models.DateTimeField(_("chiffres comptés le"))
    compiled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(_("soumis le"), null=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    returned_because = models.TextField(_("motif du renvoi"), blank=True)
    validated_at = models.DateTimeField(_("validé le"), null=True)
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    validation_reference = models.CharField(_("acte de validation"), max_length=200, blank=True)
    published_at = models.DateTimeField(_("diffusé le"), null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-quarter", "kind", "-number"]
        verbose_name = _("bilan")
        verbose_name_plural = _("bilans")
        constraints = [
            models.UniqueConstraint(
                fields=["country", "kind", "year", "quarter", "number"],
                name="reports_report_version_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["country", "kind", "year", "quarter"],
                condition=Q(state__in=["draft", "submitted"]),
                name="reports_report_open_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(kind__in=ReportKind.values), name="reports_report_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="reports_report_state_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="quarterly", quarter__gte=1, quarter__lte=4)
                | ~Q(kind="quarterly") & Q(quarter__isnull=True),
                name="reports_report_quarter_fits_kind",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="reports_report_year_plausible"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at__isnull=True)
                | ~Q(state="draft") & Q(submitted_at__isnull=False),
                name="reports_report_submission_dated",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted"], validated_at__isnull=True)
                | Q(state__in=["validated", "published"], validated_at__isnull=False),
                name="reports_report_validation_dated",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False)
                | ~Q(state="published") & Q(published_at__isnull=True),
                name="reports_report_publication_dated",
            ),
            models.CheckConstraint(
                condition=Q(validated_at__isnull=False) | Q(validation_reference=""),
                name="reports_report_act_when_validated",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.title}, {self.period.subtitle[0].lower()}{self.period.subtitle[1:]} (version"
            f" {self.number})"
        )

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.public_id])

    @property
    def period(self) -> Period:
        """Its kind and days."""
        return Period(self.kind, self.year, self.quarter)

    @property
    def title(self) -> str:
        """ "Bilan annuel"."""
        return str(self.get_kind_display())

    @property
    def is_frozen(self) -> bool:
        """It never changes again."""
        return self.state in FROZEN

    def may_become(self, state: str) -> bool:
        """The state table allows it."""
        return state in REPORT_TRANSITIONS[self.state]
