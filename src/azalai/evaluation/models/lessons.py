"""Good practices and lessons, and where they were used again."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.engines.naming.text import words
from azalai.evaluation.enums import LESSON_TRANSITIONS, LessonKind, LessonState
from azalai.evaluation.models.evaluations import Evaluation
from azalai.frames.models import Country, FrameworkItem, Place
from azalai.interventions.models import Intervention
from azalai.plans.models import Plan


class LessonQuerySet(models.QuerySet["Lesson"]):
    def in_country(self, country: str) -> LessonQuerySet:
        """Those of a country (ISO alpha-2)."""
        return self.filter(country_id=country)

    def search(self, text: str) -> LessonQuerySet:
        """Every word of the text stands in the title, the account or the context."""
        found = self
        for word in words(text):
            found = found.filter(search_text__contains=word)
        return found


class Lesson(models.Model):
    """Something learnt, with the context in which it holds. evaluation, intervention: where it comes from."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="lessons")
    kind = models.CharField(_("nature"), max_length=14, choices=LessonKind.choices)
    title = models.CharField(_("en une phrase"), max_length=200)
    text = models.TextField(_("ce qui a été fait, et ce qui en est résulté"))
    people = models.CharField(_("pour qui"), max_length=300, blank=True)
    conditions = models.TextField(_("à quelles conditions"), blank=True)
    places = models.ManyToManyField(Place, verbose_name=_("où"), related_name="+", blank=True)
    objectives = models.ManyToManyField(
        FrameworkItem, verbose_name=_("objectifs du Pacte mondial"), related_name="lessons", blank=True
    )
    evidence = models.TextField(_("preuves"))
    evidence_url = models.URLField(_("adresse d'une preuve"), max_length=1000, blank=True)
    evaluation = models.ForeignKey(
        Evaluation, verbose_name=_("évaluation"), on_delete=models.PROTECT, null=True, related_name="lessons"
    )
    intervention = models.ForeignKey(
        Intervention,
        verbose_name=_("intervention"),
        on_delete=models.PROTECT,
        null=True,
        related_name="lessons",
    )
    state = models.CharField(
        _("état"), max_length=10, choices=LessonState.choices, default=LessonState.PROPOSED
    )
    state_reason = models.CharField(_("motif"), max_length=500, blank=True)
    proposed_at = models.DateTimeField(_("proposée le"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(_("décidée le"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    search_text = models.TextField(blank=True, editable=False)

    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-id"]
        verbose_name = _("bonne pratique ou leçon")
        verbose_name_plural = _("bonnes pratiques et leçons")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=LessonKind.values), name="evaluation_lesson_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state=LessonState.PROPOSED, settled_at__isnull=True, settled_by__isnull=True)
                | Q(state__in=[LessonState.VALIDATED, LessonState.SET_ASIDE], settled_at__isnull=False),
                name="evaluation_lesson_settled_dated",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text="") & ~Q(evidence=""), name="evaluation_lesson_is_told"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evaluation:lesson", args=[self.public_id])

    def may_become(self, state: str) -> bool:
        """The state table allows it."""
        return state in LESSON_TRANSITIONS[self.state]


class Reuse(models.Model):
    """Somebody did it again: an intervention, or a line of a plan."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="reuses")
    intervention = models.ForeignKey(
        Intervention, on_delete=models.PROTECT, null=True, related_name="reused_lessons"
    )
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="reused_lessons")
    node_key = models.UUIDField(_("ligne du plan"), null=True)
    label = models.CharField(_("là où elle a été reprise"), max_length=500)
    note = models.CharField(_("ce qui a été repris"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(_("signalée le"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["lesson", "-recorded_at", "-id"]
        verbose_name = _("reprise d'une bonne pratique")
        verbose_name_plural = _("reprises de bonnes pratiques")
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "intervention"],
                condition=Q(intervention__isnull=False),
                name="evaluation_reuse_intervention_once",
            ),
            models.UniqueConstraint(
                fields=["lesson", "plan", "node_key"],
                condition=Q(plan__isnull=False),
                name="evaluation_reuse_line_once",
            ),
            models.CheckConstraint(
                condition=Q(intervention__isnull=False, plan__isnull=True, node_key__isnull=True)
                | Q(intervention__isnull=True, plan__isnull=False, node_key__isnull=False),
                name="evaluation_reuse_one_place",
            ),
        ]

    def __str__(self) -> str:
        return self.label
