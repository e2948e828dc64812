"""A plan and its versions."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.plans.enums import VERSION_TRANSITIONS, VersionStatus
from azalai.plans.models.uploads import Upload


class PlanQuerySet(models.QuerySet["Plan"]):
    def with_latest_version(self) -> PlanQuerySet:
        """Plans with their versions at hand, newest first: `latest_version` costs no query."""
        newest_first = PlanVersion.objects.order_by("-number")
        return self.prefetch_related(Prefetch("versions", queryset=newest_first))


class Plan(models.Model):
    """A plan of action through all its versions."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("titre"), max_length=300)
    country = models.CharField(_("pays"), max_length=2)
    created_at = models.DateTimeField(_("créé le"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["title", "id"]
        verbose_name = _("plan")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:plan", args=[self.public_id])

    def latest_version(self) -> PlanVersion:
        """The version with the highest number; a plan always has one."""
        return max(self.versions.all(), key=lambda version: version.number)

    def adopted_version(self) -> PlanVersion | None:
        """The adopted version with the highest number, the one in force."""
        adopted = [v for v in self.versions.all() if v.status == VersionStatus.ADOPTED]
        return max(adopted, key=lambda version: version.number, default=None)


class PlanVersion(models.Model):
    """One state of a plan. Only a draft can be edited; an adopted version never changes again.

    levels: kinds from the top; layouts, totals, remarks, glossary: as the compiler read them, for
    exports and checks.
    declared_total: whole units of the currency, as the document states it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    status = models.CharField(
        _("état"), max_length=10, choices=VersionStatus.choices, default=VersionStatus.DRAFT
    )
    title = models.CharField(_("titre dans le document"), max_length=300, blank=True)
    currency = models.CharField(_("monnaie"), max_length=4, blank=True)
    first_year = models.PositiveSmallIntegerField(_("première année"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("dernière année"), null=True, blank=True)
    declared_total = models.BigIntegerField(_("coût total déclaré"), null=True, blank=True)
    levels = models.JSONField(default=list)
    layouts = models.JSONField(default=list)
    totals = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    glossary = models.JSONField(default=list)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, null=True, related_name="versions")
    created_at = models.DateTimeField(_("créée le"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    submitted_at = models.DateTimeField(_("soumise le"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    adopted_at = models.DateTimeField(_("adoptée le"), null=True, blank=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    adopted_on = models.DateField(_("date de l'acte"), null=True, blank=True)
    adoption_reference = models.CharField(_("acte d'adoption"), max_length=200, blank=True)

    class Meta:
        ordering = ["plan", "-number"]
        verbose_name = _("version")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plans_version_number_unique"),
            models.UniqueConstraint(
                fields=["plan"], condition=~Q(status=VersionStatus.ADOPTED), name="plans_version_one_open"
            ),
            models.CheckConstraint(
                condition=Q(status__in=VersionStatus.values), name="plans_version_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=VersionStatus.ADOPTED) | Q(adopted_at__isnull=False),
                name="plans_version_adopted_has_date",
            ),
            models.CheckConstraint(
                condition=Q(first_year__isnull=True) | Q(last_year__gte=F("first_year")),
                name="plans_version_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} · version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("plans:version", args=[self.plan.public_id, self.number])

    @property
    def is_editable(self) -> bool:
        """Only a draft is."""
        return self.status == VersionStatus.DRAFT

    def may_become(self, status: str) -> bool:
        """The state table allows it."""
        return status in VERSION_TRANSITIONS[self.status]

    @property
    def year_numbers(self) -> list[int]:
        """Plan years, from 1; empty when the plan names no years."""
        if not self.first_year or not self.last_year:
            return []
        return list(range(1, self.last_year - self.first_year + 2))
