"""Validation before adoption: the workshop's eight points, and the fourteen criteria of each activity."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Organisation
from azalai.plans.enums import PointConclusion
from azalai.plans.models.nodes import Node
from azalai.plans.models.plans import PlanVersion


class Review(models.Model):
    """A validation workshop on a version (guidelines, step 4: review and adopt the plan)."""

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="reviews")
    held_on = models.DateField(_("date"))
    place = models.CharField(_("lieu"), max_length=200)
    summary = models.TextField(_("synthèse"), blank=True)
    recorded_at = models.DateTimeField(_("enregistré le"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-held_on", "-id"]
        verbose_name = _("atelier de validation")
        verbose_name_plural = _("ateliers de validation")

    def __str__(self) -> str:
        return f"Atelier du {self.held_on:%d/%m/%Y}, {self.place}"

    def get_absolute_url(self) -> str:
        return reverse("plans:review", args=[self.version.plan.public_id, self.version.number, self.pk])


class ReviewParticipant(models.Model):
    """A body that took part; no names of persons are kept."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="participants")
    text = models.CharField(_("structure"), max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    count = models.PositiveSmallIntegerField(_("nombre de participants"), default=1)

    class Meta:
        ordering = ["id"]
        verbose_name = _("participant")

    def __str__(self) -> str:
        return self.text


class ReviewPoint(models.Model):
    """One of the eight points that the guidelines ask to discuss, with what was decided."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="points")
    code = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    conclusion = models.CharField(
        _("conclusion"), max_length=10, choices=PointConclusion.choices, default=PointConclusion.OPEN
    )
    discussion = models.TextField(_("ce qui a été dit"), blank=True)
    decision = models.TextField(_("décision"), blank=True)

    class Meta:
        ordering = ["review", "position"]
        verbose_name = _("point examiné")
        verbose_name_plural = _("points examinés")
        constraints = [
            models.UniqueConstraint(fields=["review", "code"], name="plans_reviewpoint_code_unique"),
            models.CheckConstraint(
                condition=Q(conclusion__in=PointConclusion.values), name="plans_reviewpoint_conclusion_known"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class CriterionAnswer(models.Model):
    """What a person says on one of the fourteen criteria for an activity, where the plan itself is silent."""

    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=60)
    text = models.TextField(_("réponse"))
    answered_at = models.DateTimeField(_("répondu le"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["node", "code"]
        verbose_name = _("réponse à un critère")
        verbose_name_plural = _("réponses aux critères")
        constraints = [
            models.UniqueConstraint(fields=["node", "code"], name="plans_criterionanswer_unique"),
            models.CheckConstraint(condition=~Q(text=""), name="plans_criterionanswer_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.node} · {self.code}"
