"""Findings of the compiler on a version, and what people decided about them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from azalai.plans.enums import Decision, Severity
from azalai.plans.models.nodes import Node
from azalai.plans.models.plans import Plan, PlanVersion


class Finding(models.Model):
    """One thing that the compiler found; made anew at each check, the decision outlives it."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="findings")
    node = models.ForeignKey(Node, on_delete=models.CASCADE, null=True, related_name="findings")
    position = models.PositiveIntegerField()
    code = models.CharField(_("code"), max_length=8)
    severity = models.CharField(_("gravité"), max_length=8, choices=Severity.choices)
    fingerprint = models.CharField(max_length=20)
    node_name = models.CharField(max_length=80, blank=True)
    table = models.PositiveIntegerField(default=0)
    row = models.PositiveIntegerField(default=0)
    sheet = models.CharField(max_length=100, blank=True)
    column = models.CharField(_("colonne"), max_length=200, blank=True)
    message = models.TextField(_("constat"))
    declared = models.JSONField(null=True)
    computed = models.JSONField(null=True)
    difference = models.JSONField(null=True)
    cause = models.TextField(_("cause probable"), blank=True)

    class Meta:
        ordering = ["version", "position"]
        verbose_name = _("constat")
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="plans_finding_position_unique"),
            models.CheckConstraint(
                condition=Q(severity__in=Severity.values), name="plans_finding_severity_known"
            ),
        ]
        indexes = [models.Index(fields=["version", "fingerprint"])]

    def __str__(self) -> str:
        return f"{self.code} {self.node_name}".strip()


class FindingDecision(models.Model):
    """What a person decided about a finding of a plan, whatever the version; the last one counts."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="decisions")
    fingerprint = models.CharField(max_length=20)
    code = models.CharField(_("code"), max_length=8)
    message = models.TextField(_("constat au moment de la décision"))
    decision = models.CharField(_("décision"), max_length=10, choices=Decision.choices)
    reason = models.TextField(_("motif"))
    decided_at = models.DateTimeField(_("décidé le"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_by_name = models.CharField(_("décidé par"), max_length=400)
    version_number = models.PositiveSmallIntegerField(_("version"))

    class Meta:
        ordering = ["plan", "-decided_at", "-id"]
        verbose_name = _("décision sur un constat")
        verbose_name_plural = _("décisions sur les constats")
        indexes = [models.Index(fields=["plan", "fingerprint"])]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="plans_decision_has_reason"),
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="plans_decision_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code} : {self.get_decision_display()}"
