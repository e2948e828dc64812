"""Stakeholder analysis (guidelines, step 1): dated judgements, one after the other."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.actors.enums import Conflict, Engagement, Level, Stance
from azalai.actors.models.organisations import Organisation


class AnalysisQuerySet(models.QuerySet["Analysis"]):
    def latest_on(self, day: date) -> AnalysisQuerySet:
        """The one analysis of each organisation that held on that day."""
        known = self.filter(on__lte=day)
        later = Analysis.objects.filter(organisation=OuterRef("organisation"), on__lte=day).filter(
            Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk"))
        )
        return known.exclude(Exists(later))


class Analysis(models.Model):
    """What was thought of an organisation on a day. It never changes: a new one stands beside it.

    on: the day of the judgement. interest, influence: 1 to 5, None when not judged. post: of the author.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="analyses")
    on = models.DateField(_("date de l'analyse"))
    role = models.TextField(_("rôle dans la gouvernance de la migration"), blank=True)
    interest = models.PositiveSmallIntegerField(_("intérêt"), choices=Level.choices, null=True, blank=True)
    influence = models.PositiveSmallIntegerField(_("influence"), choices=Level.choices, null=True, blank=True)
    stance = models.CharField(_("position"), max_length=10, choices=Stance.choices, default=Stance.UNKNOWN)
    conflict = models.CharField(
        _("conflit d'intérêts"), max_length=10, choices=Conflict.choices, default=Conflict.UNKNOWN
    )
    conflict_text = models.TextField(_("en quoi consiste le conflit"), blank=True)
    capacity_need = models.TextField(_("besoin de renforcement"), blank=True)
    trust = models.TextField(_("ce qui instaurerait la confiance"), blank=True)
    engagement = models.CharField(
        _("façon de travailler ensemble"), max_length=12, choices=Engagement.choices, blank=True
    )
    under_represented = models.BooleanField(_("groupe sous-représenté"), default=False)
    under_represented_reason = models.TextField(_("pourquoi"), blank=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="stakeholder_analyses")
    recorded_at = models.DateTimeField(_("enregistrée le"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = AnalysisQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = _("analyse de partie prenante")
        verbose_name_plural = _("analyses de parties prenantes")
        indexes = [models.Index(fields=["organisation", "on"])]
        constraints = [
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 1, f"{name}__lte": 5}),
                    name=f"actors_analysis_{name}_is_level",
                )
                for name in ("interest", "influence")
            ),
            models.CheckConstraint(
                condition=Q(stance__in=Stance.values), name="actors_analysis_stance_known"
            ),
            models.CheckConstraint(
                condition=Q(conflict__in=Conflict.values), name="actors_analysis_conflict_known"
            ),
            models.CheckConstraint(
                condition=~Q(conflict=Conflict.YES) | ~Q(conflict_text=""),
                name="actors_analysis_conflict_told",
            ),
            models.CheckConstraint(
                condition=Q(engagement__in=["", *Engagement.values]), name="actors_analysis_engagement_known"
            ),
            models.CheckConstraint(
                condition=Q(under_represented=False) | ~Q(under_represented_reason=""),
                name="actors_analysis_under_represented_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.on:%d/%m/%Y}"
