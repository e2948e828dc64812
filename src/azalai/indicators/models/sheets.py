"""The sheet of an indicator: the twelve fields of tool 8 and what they need around them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Organisation
from azalai.core import facts
from azalai.engines.naming.text import words
from azalai.frames.models import Country, FrameworkItem, Place
from azalai.indicators.enums import (
    Adding,
    Answer,
    Direction,
    Entry,
    Frequency,
    Kind,
    Level,
    Measure,
    Nature,
    OverTime,
)
from azalai.indicators.periods import PERIOD
from azalai.plans.models import Plan


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def in_country(self, country: str) -> IndicatorQuerySet:
        """Those of a country (ISO alpha-2)."""
        return self.filter(country_id=country)

    def living(self) -> IndicatorQuerySet:
        """Those that are still followed."""
        return self.filter(closed_at__isnull=True)

    def search(self, text: str) -> IndicatorQuerySet:
        """Every word of the text stands in the title, the code or the definitions."""
        found = self
        for word in words(text):
            found = found.filter(search_text__contains=word)
        return found


class Indicator(models.Model):
    """One indicator. Tool 8's fields: objectives, measure_text, title, definitions, unit, standards,
    data_sources, methodology, frequency, variables with disaggregation, responsible with other_actors,
    and the baseline.

    definition_version, unit_version, method_version: grow when that field changes its meaning; each value
    keeps those under which it was measured. fact_code: of `core.facts`, "" where a person gives values.
    baseline_kind: "" while nobody has said anything.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(_("numéro"), max_length=30)
    title = models.TextField(_("indicateur"))
    nature = models.CharField(_("type"), max_length=10, choices=Nature.choices, blank=True)
    level = models.CharField(_("niveau"), max_length=10, choices=Level.choices, blank=True)
    measure = models.CharField(
        _("forme des valeurs"), max_length=10, choices=Measure.choices, default=Measure.NUMBER
    )
    direction = models.CharField(_("sens"), max_length=5, choices=Direction.choices, default=Direction.UP)
    measure_text = models.TextField(_("mesure à déployer"), blank=True)
    definitions = models.TextField(_("définitions"), blank=True)
    definition_version = models.PositiveSmallIntegerField(_("version de la définition"), default=1)
    unit = models.CharField(_("unité de mesure"), max_length=200, blank=True)
    unit_version = models.PositiveSmallIntegerField(_("version de l'unité"), default=1)
    standards = models.TextField(_("normes internationales"), blank=True)
    data_sources = models.TextField(_("sources de données"), blank=True)
    methodology = models.TextField(_("méthode"), blank=True)
    method_version = models.PositiveSmallIntegerField(_("version de la méthode"), default=1)
    frequency = models.CharField(_("périodicité"), max_length=8, choices=Frequency.choices, blank=True)
    disaggregation = models.TextField(_("ventilation, en clair"), blank=True)
    responsible = models.ForeignKey(
        Organisation,
        verbose_name=_("acteur principal"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
    )
    other_actors = models.TextField(_("autres acteurs"), blank=True)
    baseline_kind = models.CharField(max_length=14, choices=Kind.choices, blank=True)
    baseline = models.DecimalField(
        _("valeur de référence"), max_digits=24, decimal_places=6, null=True, blank=True
    )
    baseline_period = models.CharField(_("période de référence"), max_length=7, blank=True)
    baseline_text = models.TextField(_("référence, telle qu'écrite"), blank=True)
    target_text = models.TextField(_("cible, telle qu'écrite"), blank=True)
    adding = models.CharField(
        _("agrégation des lieux"), max_length=5, choices=Adding.choices, default=Adding.NONE
    )
    over_time = models.CharField(
        _("agrégation des périodes"), max_length=5, choices=OverTime.choices, default=OverTime.LAST
    )
    double_counting = models.BooleanField(_("doubles comptes possibles entre lieux"), default=False)
    entry = models.CharField(_("qui saisit"), max_length=14, choices=Entry.choices, default=Entry.SECRETARIAT)
    fact_code = models.CharField(_("fait compté par le système"), max_length=80, blank=True)
    binding_reason = models.CharField(_("motif du rattachement"), max_length=300, blank=True)
    bound_at = models.DateTimeField(_("rattaché le"), null=True, blank=True)
    bound_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("créé le"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(_("modifié le"), null=True, blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("abandonné le"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_reason = models.CharField(_("motif de l'abandon"), max_length=300, blank=True)
    search_text = models.TextField(blank=True, editable=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["country", "code", "id"]
        verbose_name = _("indicateur")
        verbose_name_plural = _("indicateurs")
        constraints = [
            models.UniqueConstraint(fields=["country", "code"], name="indicators_indicator_code_once"),
            models.CheckConstraint(condition=~Q(title=""), name="indicators_indicator_has_title"),
            models.CheckConstraint(condition=~Q(code=""), name="indicators_indicator_has_code"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__in": values}), name=f"indicators_indicator_{name}_known"
                )
                for name, values in (
                    ("nature", ["", *Nature.values]),
                    ("level", ["", *Level.values]),
                    ("measure", Measure.values),
                    ("direction", Direction.values),
                    ("frequency", ["", *Frequency.values]),
                    ("adding", Adding.values),
                    ("over_time", OverTime.values),
                    ("entry", Entry.values),
                )
            ),
            models.CheckConstraint(
                condition=Q(baseline_kind=Kind.NUMBER, baseline__isnull=False)
                | Q(baseline_kind__in=["", Kind.UNKNOWN, Kind.NOT_APPLICABLE], baseline__isnull=True),
                name="indicators_indicator_baseline_by_kind",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, closed_reason="")
                | Q(closed_at__isnull=False) & ~Q(closed_reason=""),
                name="indicators_indicator_closed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(bound_at__isnull=False) | Q(bound_by__isnull=True),
                name="indicators_indicator_binder_dated",
            ),
            models.CheckConstraint(
                condition=Q(updated_at__isnull=False) | Q(updated_by__isnull=True),
                name="indicators_indicator_update_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.title[:200]

    def get_absolute_url(self) -> str:
        return reverse("indicators:indicator", args=[self.public_id])

    @property
    def fact(self) -> facts.Fact | None:
        """What the system counts for it, None where nothing does or the room is not there yet."""
        return facts.fact(self.fact_code) if self.fact_code else None

    @property
    def is_computed(self) -> bool:
        """It is bound to a fact: nobody types its values, whether or not the room is there."""
        return bool(self.fact_code)

    @property
    def is_live(self) -> bool:
        """The system counts it today."""
        return self.fact is not None

    @property
    def is_closed(self) -> bool:
        """It is no longer followed."""
        return self.closed_at is not None

    @property
    def unit_label(self) -> str:
        """The unit as the sheet gives it, else that of the fact, "" when neither says."""
        if self.unit or self.measure == Measure.PERCENT:
            return self.unit or "%"
        return str(self.fact.unit) if self.fact else ""

    @property
    def takes_percent(self) -> bool:
        """Its figures may be written with "%"."""
        return self.measure == Measure.PERCENT or self.unit_label.strip() == "%"

    @property
    def stamp(self) -> str:
        """Changes whenever it is written: two people must not overwrite each other unseen."""
        return self.updated_at.isoformat() if self.updated_at else ""


class PlanTie(models.Model):
    """A line of a plan whose advance the indicator measures, in this version and those to come.

    text: the indicator as the plan writes it; text_key: its folded words, by which the plan is loaded once.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="ties")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="indicator_ties")
    node_key = models.UUIDField()
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("tel que le plan l'écrit"))
    text_key = models.CharField(max_length=300)
    tied_at = models.DateTimeField(_("rattaché le"))
    tied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["plan", "node_key", "position", "id"]
        verbose_name = _("rattachement à un plan")
        verbose_name_plural = _("rattachements à un plan")
        constraints = [
            models.UniqueConstraint(fields=["plan", "node_key", "text_key"], name="indicators_plantie_once"),
            models.CheckConstraint(condition=~Q(text_key=""), name="indicators_plantie_has_words"),
        ]

    def __str__(self) -> str:
        return self.text[:200]


class IndicatorObjective(models.Model):
    """An objective of the Compact or of the SDGs whose advance it measures."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="objectives")
    item = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="indicators")

    class Meta:
        ordering = ["indicator", "item__framework__code", "item__order"]
        verbose_name = _("objectif mesuré")
        verbose_name_plural = _("objectifs mesurés")
        constraints = [
            models.UniqueConstraint(fields=["indicator", "item"], name="indicators_objective_once")
        ]

    def __str__(self) -> str:
        return str(self.item)


class IndicatorVariable(models.Model):
    """A variable by which values are detailed; an item of the framework "disaggregation"."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="variables")
    item = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["indicator", "item__order"]
        verbose_name = _("variable de ventilation")
        verbose_name_plural = _("variables de ventilation")
        constraints = [models.UniqueConstraint(fields=["indicator", "item"], name="indicators_variable_once")]

    def __str__(self) -> str:
        return str(self.item)


class Target(models.Model):
    """What is to be reached in a period ("2024", "2024-T1"), in a place or in the whole country."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    period = models.CharField(_("période"), max_length=7, validators=[PERIOD])
    place = models.ForeignKey(
        Place, verbose_name=_("lieu"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    amount = models.DecimalField(_("cible"), max_digits=24, decimal_places=6)
    source = models.CharField(_("source"), max_length=300, blank=True)
    set_at = models.DateTimeField(_("fixée le"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["indicator", "period", "place__pcode"]
        verbose_name = _("cible")
        verbose_name_plural = _("cibles")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period"],
                condition=Q(place__isnull=True),
                name="indicators_target_country_once",
            ),
            models.UniqueConstraint(
                fields=["indicator", "period", "place"], name="indicators_target_place_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} : {self.amount}"


class QualityAnswer(models.Model):
    """What a person says of one of tool 9's checks, with its evidence; check: code of the framework."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="quality_answers")
    check_code = models.SlugField(_("critère"), max_length=40)
    answer = models.CharField(_("réponse"), max_length=14, choices=Answer.choices)
    evidence = models.TextField(_("preuve"))
    answered_at = models.DateTimeField(_("répondu le"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["indicator", "check_code"]
        verbose_name = _("réponse à un critère de qualité")
        verbose_name_plural = _("réponses aux critères de qualité")
        constraints = [
            models.UniqueConstraint(fields=["indicator", "check_code"], name="indicators_quality_once"),
            models.CheckConstraint(
                condition=Q(answer__in=Answer.values), name="indicators_quality_answer_known"
            ),
            models.CheckConstraint(condition=~Q(evidence=""), name="indicators_quality_has_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.check_code} : {self.get_answer_display()}"
