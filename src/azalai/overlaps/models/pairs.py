"""Two interventions of different organisations, what the radar says of them and what people say."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.actors.models import Organisation
from azalai.frames.models import Country
from azalai.interventions.enums import Publication, Status
from azalai.interventions.models import Intervention
from azalai.overlaps.enums import FOUND, OVERLAPPING, SYNERGIES, NoticeKind, Relation

_SPACE = uuid.UUID("6b1f9c1c-3f0c-5a3c-9c59-0a7a1a9d1e55")


def pair_id(left: uuid.UUID, right: uuid.UUID) -> uuid.UUID:
    """The same two interventions always make the pair of the same identifier."""
    first, second = sorted((str(left), str(right)))
    return uuid.uuid5(_SPACE, f"{first}|{second}")


class PairQuerySet(models.QuerySet["Pair"]):
    def in_country(self, country: str) -> PairQuerySet:
        """Those of a country (ISO alpha-2)."""
        return self.filter(country_id=country)

    def living(self) -> PairQuerySet:
        """Decided by a person, or found by the latest passage and still open; both interventions published.

        What a passage found is open no more once one of both is cancelled, or both have the same lead.
        """
        cancelled = Q(left__status=Status.CANCELLED) | Q(right__status=Status.CANCELLED)
        one_lead = Q(left__lead__isnull=False, left__lead=F("right__lead"))
        return self.filter(~Q(verdict="") | (Q(is_current=True) & ~cancelled & ~one_lead)).filter(
            left__publication=Publication.PUBLISHED, right__publication=Publication.PUBLISHED
        )

    def waiting(self) -> PairQuerySet:
        """Nobody has decided yet."""
        return self.filter(verdict="")

    def said(self, *relations: str) -> PairQuerySet:
        """What holds of them is one of these: the decision where there is one, else the radar's label."""
        return self.filter(Q(verdict__in=relations) | Q(verdict="", label__in=relations))

    def of_organisations(self, keys: Any) -> PairQuerySet:
        """One of the two is led by one of these organisations."""
        return self.filter(Q(left__lead__in=keys) | Q(right__lead__in=keys))


class Pair(models.Model):
    """A pair that the radar found. left stands before right in the order of public identifiers.

    label, score, sentence, rows: what the latest passage that found it says; rows are those of
    `engines.overlap.model.Row`. is_current: the latest passage found it.
    amount_at_stake: the smaller of both budgets in the country's currency, people_at_stake: the smaller
    of both numbers of people; None when either is unknown. verdict: the decision in force, "" before it.
    """

    public_id = models.UUIDField(unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    left = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="pairs_as_left")
    right = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="pairs_as_right")
    label = models.CharField(_("selon le radar"), max_length=14, choices=Relation.choices)
    score = models.FloatField(_("indice de doublon"))
    sentence = models.TextField(_("explication"))
    rows = models.JSONField(_("détail"), default=list)
    is_current = models.BooleanField(_("trouvée au dernier passage"), default=True)
    found_at = models.DateTimeField(_("trouvée le"))
    seen_at = models.DateTimeField(_("revue le"))
    amount_at_stake = models.DecimalField(
        _("budget en jeu"), max_digits=20, decimal_places=2, null=True, blank=True
    )
    people_at_stake = models.PositiveBigIntegerField(_("personnes en jeu"), null=True, blank=True)
    verdict = models.CharField(_("décision"), max_length=14, choices=Relation.choices, blank=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        ordering = [F("amount_at_stake").desc(nulls_last=True), "-score", "id"]
        verbose_name = _("recoupement")
        verbose_name_plural = _("recoupements")
        indexes = [models.Index(fields=["country", "is_current", "verdict", "label"])]
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="overlaps_pair_once"),
            models.CheckConstraint(condition=~Q(left=F("right")), name="overlaps_pair_of_two"),
            models.CheckConstraint(
                condition=Q(label__in=[one.value for one in FOUND]), name="overlaps_pair_label_known"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["", *Relation.values]), name="overlaps_pair_verdict_known"
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=1), name="overlaps_pair_score_is_probability"
            ),
            models.CheckConstraint(
                condition=Q(amount_at_stake__isnull=True) | Q(amount_at_stake__gte=0),
                name="overlaps_pair_amount_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left} · {self.right}"[:300]

    def get_absolute_url(self) -> str:
        return reverse("overlaps:pair", args=[self.public_id])

    @property
    def relation(self) -> str:
        """What holds: the decision where there is one, else what the radar says."""
        return self.verdict or self.label

    def get_relation_display(self) -> str:
        """In words."""
        return str(Relation(self.relation).label)

    @property
    def overlaps(self) -> bool:
        """It belongs to the matrix of overlaps."""
        return self.relation in OVERLAPPING

    @property
    def complements(self) -> bool:
        """It belongs to the matrix of complementary interventions."""
        return self.relation in SYNERGIES

    @property
    def is_double(self) -> bool:
        """The same work twice: beside any other relation, the score would only puzzle."""
        return self.relation in (Relation.SAME_PROJECT, Relation.DUPLICATE)

    @property
    def percent(self) -> int:
        """The score as a whole percentage."""
        return round(100 * self.score)

    def sides(self) -> tuple[Intervention, Intervention]:
        """Both interventions, left first."""
        return self.left, self.right


class Decision(models.Model):
    """What a person of the secretariat says of a pair, with a reason; the latest is in force.

    label, score, rows: what the radar said when it was decided.
    """

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="decisions")
    verdict = models.CharField(_("décision"), max_length=14, choices=Relation.choices)
    reason = models.TextField(_("motif"))
    label = models.CharField(max_length=14, choices=Relation.choices)
    score = models.FloatField()
    rows = models.JSONField(default=list)
    decided_at = models.DateTimeField(_("décidée le"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(_("remplacée le"), null=True, blank=True)

    class Meta:
        ordering = ["-decided_at", "-id"]
        verbose_name = _("décision sur un recoupement")
        verbose_name_plural = _("décisions sur des recoupements")
        constraints = [
            models.UniqueConstraint(
                fields=["pair"],
                condition=Q(superseded_at__isnull=True),
                name="overlaps_decision_in_force_once",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=Relation.values), name="overlaps_decision_verdict_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="overlaps_decision_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} · {self.pair}"[:300]


class Opinion(models.Model):
    """What one of the two partners says of a pair; the one given last replaces the earlier."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="opinions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(_("avis"), max_length=14, choices=Relation.choices)
    text = models.TextField(_("explication"), blank=True)
    stated_at = models.DateTimeField(_("donné le"))
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    stated_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pair", "id"]
        verbose_name = _("avis d'un partenaire")
        verbose_name_plural = _("avis des partenaires")
        constraints = [
            models.UniqueConstraint(fields=["pair", "organisation"], name="overlaps_opinion_once"),
            models.CheckConstraint(
                condition=Q(verdict__in=Relation.values), name="overlaps_opinion_verdict_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} : {self.get_verdict_display()}"


class Notice(models.Model):
    """An organisation was told of a pair, and why; by the system always, by mail where it went out.

    mailed_at: when the last message left; failure: why one did not.
    """

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="notices")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("motif"), max_length=8, choices=NoticeKind.choices)
    told_at = models.DateTimeField(_("dit le"))
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    mailed_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    failure = models.CharField(_("échec de l'envoi"), max_length=200, blank=True)
    seen_at = models.DateTimeField(_("lu le"), null=True, blank=True)

    class Meta:
        ordering = ["-told_at", "-id"]
        verbose_name = _("information d'un partenaire")
        verbose_name_plural = _("informations des partenaires")
        indexes = [models.Index(fields=["organisation", "seen_at"])]
        constraints = [
            models.UniqueConstraint(fields=["pair", "organisation", "kind"], name="overlaps_notice_once"),
            models.CheckConstraint(
                condition=Q(kind__in=NoticeKind.values), name="overlaps_notice_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_kind_display()}"
