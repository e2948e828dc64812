"""Operational recommendations of an evaluation, on their way to the register of actions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Organisation
from azalai.evaluation.models.evaluations import Evaluation
from azalai.frames.models import FrameworkItem
from azalai.frames.partial import PartialDateField


class Recommendation(models.Model):
    """What should be done. It enters the register when the evaluation is closed, and lives there."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="recommendations")
    number = models.PositiveSmallIntegerField(_("numéro"))
    text = models.TextField(_("recommandation"))
    criterion = models.ForeignKey(
        FrameworkItem, verbose_name=_("critère"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    deadline = PartialDateField(_("échéance"))
    written_at = models.DateTimeField(_("écrite le"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["evaluation", "number"]
        verbose_name = _("recommandation d'une évaluation")
        verbose_name_plural = _("recommandations d'évaluations")
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "number"], name="evaluation_recommendation_once"),
            models.CheckConstraint(condition=~Q(text=""), name="evaluation_recommendation_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"[:200]


class RecommendationOwner(models.Model):
    """Who is asked to carry it out."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="owners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recommendation", "id"]
        verbose_name = _("responsable d'une recommandation")
        verbose_name_plural = _("responsables de recommandations")
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "organisation"], name="evaluation_recommendationowner_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)
