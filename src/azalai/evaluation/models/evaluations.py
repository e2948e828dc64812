"""One evaluation, its ratings by criterion, and what the other side replies to each."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.actors.models import Organisation
from azalai.engines.naming.text import words
from azalai.evaluation.enums import (
    EVALUATION_TRANSITIONS,
    FROZEN,
    HIGHEST,
    LOWEST,
    UNDER_REPLY,
    EvaluationKind,
    EvaluationState,
    Outcome,
    Position,
)
from azalai.frames.models import Country, Framework, FrameworkItem
from azalai.frames.partial import PartialDateField, order_check
from azalai.interventions.models import Intervention
from azalai.plans.models import Plan

STATE = EvaluationState


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def in_country(self, country: str) -> EvaluationQuerySet:
        """Those of a country (ISO alpha-2)."""
        return self.filter(country_id=country)

    def settled(self) -> EvaluationQuerySet:
        """Those that no longer change."""
        return self.filter(state__in=FROZEN)

    def by_others(self) -> EvaluationQuerySet:
        """Those that are not the partner's own."""
        return self.exclude(kind=EvaluationKind.SELF)

    def search(self, text: str) -> EvaluationQuerySet:
        """Every word of the text stands in the subject's title or the evaluator's name."""
        found = self
        for word in words(text):
            found = found.filter(search_text__contains=word)
        return found


class Evaluation(models.Model):
    """What one side thinks of an intervention, of a line of a plan or of a whole plan, over a period.

    plan without node_key: the whole plan. The key of a line is the same in all versions. subject_title: as
    it read when the evaluation was begun. framework: the version of the criteria and of the scale that it
    keeps to its end. partner: the organisation whose work is rated, None when nobody answers for it.
    evaluator: who rates, as printed. evaluator_post: the post that may write an external evaluation.
    form_key: of the form that began it, so that a form sent twice begins once.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="evaluations")
    kind = models.CharField(_("nature"), max_length=12, choices=EvaluationKind.choices)
    intervention = models.ForeignKey(
        Intervention, on_delete=models.PROTECT, null=True, related_name="evaluations"
    )
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="evaluations")
    node_key = models.UUIDField(_("ligne du plan"), null=True)
    subject_title = models.CharField(_("ce qui est évalué"), max_length=500)
    framework = models.ForeignKey(
        Framework, verbose_name=_("critères"), on_delete=models.PROTECT, related_name="+"
    )
    partner = models.ForeignKey(
        Organisation,
        verbose_name=_("partenaire évalué"),
        on_delete=models.PROTECT,
        null=True,
        related_name="evaluations",
    )
    evaluator = models.CharField(_("évaluateur"), max_length=200)
    evaluator_post = models.ForeignKey(
        Post,
        verbose_name=_("poste de l'évaluateur"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    period_start = PartialDateField(_("début de la période"))
    period_end = PartialDateField(_("fin de la période"))
    summary = models.TextField(_("synthèse"), blank=True)
    state = models.CharField(_("état"), max_length=10, choices=STATE.choices, default=STATE.DRAFT)
    reply_due = models.DateField(_("réponse attendue pour le"), null=True)
    created_at = models.DateTimeField(_("commencée le"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    shared_at = models.DateTimeField(_("communiquée le"), null=True)
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("réponse reçue le"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("close le"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(_("publiée le"), null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    search_text = models.TextField(blank=True, editable=False)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("évaluation")
        verbose_name_plural = _("évaluations")
        indexes = [
            models.Index(fields=["country", "state"]),
            models.Index(fields=["plan", "node_key"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=EvaluationKind.values), name="evaluation_evaluation_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=STATE.values), name="evaluation_evaluation_state_known"
            ),
            models.CheckConstraint(
                condition=Q(intervention__isnull=False, plan__isnull=True)
                | Q(intervention__isnull=True, plan__isnull=False),
                name="evaluation_evaluation_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(node_key__isnull=True) | Q(plan__isnull=False),
                name="evaluation_evaluation_line_of_plan",
            ),
            models.CheckConstraint(
                condition=~Q(subject_title="") & ~Q(evaluator=""), name="evaluation_evaluation_is_named"
            ),
            models.CheckConstraint(
                condition=~Q(kind=EvaluationKind.SELF) | Q(partner__isnull=False),
                name="evaluation_evaluation_self_has_partner",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=UNDER_REPLY)
                | Q(shared_at__isnull=False, reply_due__isnull=False, partner__isnull=False),
                name="evaluation_evaluation_shared_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state=STATE.DRAFT) | Q(shared_at__isnull=True, closed_at__isnull=True),
                name="evaluation_evaluation_draft_undated",
            ),
            models.CheckConstraint(
                condition=Q(state=STATE.ANSWERED, answered_at__isnull=False)
                | Q(state__in=[STATE.DRAFT, STATE.SHARED], answered_at__isnull=True)
                | Q(state__in=FROZEN),
                name="evaluation_evaluation_answer_dated",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FROZEN, closed_at__isnull=False)
                | ~Q(state__in=FROZEN) & Q(closed_at__isnull=True),
                name="evaluation_evaluation_closed_dated",
            ),
            models.CheckConstraint(
                condition=Q(state=STATE.PUBLISHED, published_at__isnull=False)
                | ~Q(state=STATE.PUBLISHED) & Q(published_at__isnull=True),
                name="evaluation_evaluation_published_dated",
            ),
            order_check("evaluation_evaluation_period_in_order", start="period_start", end="period_end"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.subject_title}"[:300]

    def get_absolute_url(self) -> str:
        return reverse("evaluation:evaluation", args=[self.public_id])

    def may_become(self, state: str) -> bool:
        """The state table allows it."""
        return state in EVALUATION_TRANSITIONS[self.state]

    @property
    def is_self(self) -> bool:
        """The partner rates its own work; the secretariat then has the right of reply."""
        return self.kind == EvaluationKind.SELF

    @property
    def is_frozen(self) -> bool:
        """Nothing in it changes any more."""
        return self.state in FROZEN


class Rating(models.Model):
    """One criterion rated. value: 1 to 6, None when it cannot be assessed, which is not zero.

    A criterion that nobody rated has no row. rests_on_file: it was given with a file joined to it, which
    then is evidence by itself. first_value: what it was before a reply changed it; only
    meaningful once revised_at is set.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="ratings")
    criterion = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(_("note"), null=True)
    reasoning = models.TextField(_("raisonnement"))
    evidence = models.TextField(_("preuves"), blank=True)
    evidence_url = models.URLField(_("adresse d'une preuve"), max_length=1000, blank=True)
    rests_on_file = models.BooleanField(_("preuve jointe"), default=False)
    rated_at = models.DateTimeField(_("notée le"))
    rated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    first_value = models.PositiveSmallIntegerField(_("première note"), null=True)
    revised_at = models.DateTimeField(_("revue le"), null=True)
    revised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["evaluation", "criterion__order", "id"]
        verbose_name = _("appréciation")
        verbose_name_plural = _("appréciations")
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "criterion"], name="evaluation_rating_once"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=LOWEST, value__lte=HIGHEST),
                name="evaluation_rating_on_the_scale",
            ),
            models.CheckConstraint(
                condition=Q(first_value__isnull=True) | Q(first_value__gte=LOWEST, first_value__lte=HIGHEST),
                name="evaluation_rating_first_on_the_scale",
            ),
            models.CheckConstraint(condition=~Q(reasoning=""), name="evaluation_rating_is_reasoned"),
            models.CheckConstraint(
                condition=Q(value__isnull=True)
                | ~Q(evidence="")
                | ~Q(evidence_url="")
                | Q(rests_on_file=True),
                name="evaluation_rating_has_evidence",
            ),
            models.CheckConstraint(
                condition=Q(revised_at__isnull=False) | Q(revised_by__isnull=True, first_value__isnull=True),
                name="evaluation_rating_revision_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion.title} : {self.value if self.value is not None else '—'}"

    def get_absolute_url(self) -> str:
        return f"{self.evaluation.get_absolute_url()}#c-{self.criterion.code}"

    @property
    def is_assessed(self) -> bool:
        """A value was given; what cannot be assessed enters no number."""
        return self.value is not None

    @property
    def says_evidence(self) -> bool:
        """In words or by an address, without any file."""
        return bool(self.evidence or self.evidence_url)

    @property
    def said(self) -> Reply | None:
        """What the other side replied, None while it has not."""
        return getattr(self, "reply", None)


class Reply(models.Model):
    """The right of reply on one rating, and what whoever rated answers."""

    rating = models.OneToOneField(Rating, on_delete=models.CASCADE, related_name="reply")
    position = models.CharField(_("position"), max_length=10, choices=Position.choices)
    text = models.TextField(_("explication"), blank=True)
    replied_at = models.DateTimeField(_("répondu le"))
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    replied_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(_("suite donnée"), max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("réponse de l'évaluateur"), blank=True)
    answered_at = models.DateTimeField(_("réponse donnée le"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["rating"]
        verbose_name = _("droit de réponse")
        verbose_name_plural = _("droits de réponse")
        constraints = [
            models.CheckConstraint(
                condition=Q(position__in=Position.values), name="evaluation_reply_position_known"
            ),
            models.CheckConstraint(
                condition=Q(position=Position.AGREES) | ~Q(text=""), name="evaluation_reply_says_why"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answer="", answered_at__isnull=True, answered_by__isnull=True)
                | Q(outcome__in=Outcome.values, answered_at__isnull=False) & ~Q(answer=""),
                name="evaluation_reply_answer_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating} : {self.get_position_display()}"

    @property
    def contests(self) -> bool:
        """It does not simply agree."""
        return self.position != Position.AGREES

    @property
    def waits(self) -> bool:
        """Whoever rated still owes an answer."""
        return self.contests and self.answered_at is None
