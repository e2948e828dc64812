"""What an intervention is tied to: lines of plans, documents."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from azalai.interventions.models.interventions import Intervention
from azalai.plans.models import Plan


class PlanLink(models.Model):
    """The intervention contributes to a line of a plan.

    The line is known by its key, which is the same in all versions: a new version keeps the link.
    """

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="plan_links")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="contributions")
    node_key = models.UUIDField(_("ligne du plan"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    linked_at = models.DateTimeField(_("rattachée le"))
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["intervention", "plan", "id"]
        verbose_name = _("contribution au plan")
        verbose_name_plural = _("contributions au plan")
        indexes = [models.Index(fields=["plan", "node_key"])]
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "plan", "node_key"], name="interventions_planlink_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.intervention} → {self.plan}"


class InterventionDocument(models.Model):
    """A document: an address on the web, or a file kept here."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(_("titre"), max_length=300)
    url = models.URLField(_("adresse"), max_length=1000, blank=True)
    file = models.FileField(_("fichier"), upload_to="interventions/", blank=True)
    file_name = models.CharField(_("nom du fichier"), max_length=255, blank=True)
    added_at = models.DateTimeField(_("ajouté le"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["intervention", "id"]
        verbose_name = _("document de l'intervention")
        verbose_name_plural = _("documents de l'intervention")
        constraints = [
            models.CheckConstraint(
                condition=Q(url="") & ~Q(file="") | ~Q(url="") & Q(file=""),
                name="interventions_document_url_or_file",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="interventions_document_has_title"),
        ]

    def __str__(self) -> str:
        return self.title
