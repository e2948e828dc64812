"""Values that people give, with their history."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.actors.models import Organisation
from azalai.frames.models import FrameworkItem, Place
from azalai.indicators.enums import IN_FORCE, PENDING, STATE_TRANSITIONS, Kind, State
from azalai.indicators.models.sheets import Indicator
from azalai.indicators.periods import PERIOD

_STAMPED = (("validated", (*IN_FORCE,)), ("published", (State.PUBLISHED,)))


class ValueQuerySet(models.QuerySet["Value"]):
    def in_force(self) -> ValueQuerySet:
        """Validated or published, and not replaced."""
        return self.filter(state__in=IN_FORCE)

    def pending(self) -> ValueQuerySet:
        """Somebody must still act."""
        return self.filter(state__in=PENDING)

    def standing(self) -> ValueQuerySet:
        """In force or pending: neither replaced nor withdrawn."""
        return self.filter(state__in=[*IN_FORCE, *PENDING])


class Value(models.Model):
    """One figure of an indicator for a period and a place (None: the whole country).

    A row is never rewritten: a correction is a row of its own, which `replaces` the earlier one. For one
    indicator, period and place, one value at most is in force and one at most waits.
    numerator, denominator: of a ratio; denominator alone: weight of a mean.
    method_text: "" when measured as the sheet says, else how; such a value is not added to others.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="values")
    period = models.CharField(_("période"), max_length=7, validators=[PERIOD])
    place = models.ForeignKey(
        Place, verbose_name=_("lieu"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisme qui donne la valeur"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    kind = models.CharField(_("nature de la valeur"), max_length=14, choices=Kind.choices)
    amount = models.DecimalField(_("valeur"), max_digits=24, decimal_places=6, null=True, blank=True)
    numerator = models.DecimalField(_("numérateur"), max_digits=24, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(
        _("dénominateur"), max_digits=24, decimal_places=6, null=True, blank=True
    )
    method_text = models.CharField(_("autre méthode"), max_length=300, blank=True)
    definition_version = models.PositiveSmallIntegerField(_("version de la définition"))
    unit_version = models.PositiveSmallIntegerField(_("version de l'unité"))
    method_version = models.PositiveSmallIntegerField(_("version de la méthode"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    comment = models.TextField(_("commentaire"), blank=True)
    evidence = models.CharField(_("preuve"), max_length=300, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=State.choices, default=State.ENTERED)
    reason = models.CharField(_("motif"), max_length=500, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    entered_at = models.DateTimeField(_("saisie le"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    validated_at = models.DateTimeField(_("validée le"), null=True, blank=True)
    validated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(_("publiée le"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("remplacée ou retirée le"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ValueQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "period", "place__pcode", "-id"]
        verbose_name = _("valeur d'indicateur")
        verbose_name_plural = _("valeurs d'indicateurs")
        indexes = [
            models.Index(fields=["indicator", "period", "state"]),
            models.Index(fields=["state", "entered_at"]),
        ]
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=["indicator", "period", *(["place"] if has_place else [])],
                    condition=Q(state__in=[str(one) for one in states], place__isnull=not has_place),
                    name=f"indicators_value_{word}_{'place' if has_place else 'country'}_once",
                )
                for word, states in (("in_force", IN_FORCE), ("pending", PENDING))
                for has_place in (True, False)
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="indicators_value_state_known"),
            models.CheckConstraint(
                condition=Q(kind=Kind.NUMBER, amount__isnull=False)
                | Q(
                    kind__in=[Kind.UNKNOWN, Kind.NOT_APPLICABLE],
                    amount__isnull=True,
                    numerator__isnull=True,
                    denominator__isnull=True,
                ),
                name="indicators_value_amount_by_kind",
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gte=0),
                name="indicators_value_denominator_not_negative",
            ),
            *(
                models.CheckConstraint(
                    condition=~Q(state__in=[str(one) for one in states]) | Q(**{f"{name}_at__isnull": False}),
                    name=f"indicators_value_{name}_dated",
                )
                for name, states in _STAMPED
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.REPLACED, State.WITHDRAWN], ended_at__isnull=False)
                | ~Q(state__in=[State.REPLACED, State.WITHDRAWN]) & Q(ended_at__isnull=True),
                name="indicators_value_end_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.RETURNED, State.WITHDRAWN]) | ~Q(reason=""),
                name="indicators_value_refused_says_why",
            ),
        ]

    def __str__(self) -> str:
        where = f" · {self.place}" if self.place_id else ""
        return f"{self.period}{where} · {self.indicator}"[:200]

    def get_absolute_url(self) -> str:
        return reverse("indicators:value", args=[self.public_id])

    def may_become(self, state: str) -> bool:
        """The state table allows it."""
        return state in STATE_TRANSITIONS[self.state]

    @property
    def is_pending(self) -> bool:
        """Somebody must still act."""
        return self.state in PENDING

    @property
    def is_in_force(self) -> bool:
        """It counts."""
        return self.state in IN_FORCE


class ValuePart(models.Model):
    """A detail of a value by one category of one variable ("sex", "women")."""

    value = models.ForeignKey(Value, on_delete=models.CASCADE, related_name="parts")
    variable = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(_("catégorie"), max_length=100)
    kind = models.CharField(_("nature de la valeur"), max_length=14, choices=Kind.choices)
    amount = models.DecimalField(_("valeur"), max_digits=24, decimal_places=6, null=True, blank=True)

    class Meta:
        ordering = ["value", "variable__order", "id"]
        verbose_name = _("détail d'une valeur")
        verbose_name_plural = _("détails d'une valeur")
        constraints = [
            models.UniqueConstraint(fields=["value", "variable", "category"], name="indicators_part_once"),
            models.CheckConstraint(condition=~Q(category=""), name="indicators_part_is_named"),
            models.CheckConstraint(
                condition=Q(kind=Kind.NUMBER, amount__isnull=False)
                | Q(kind__in=[Kind.UNKNOWN, Kind.NOT_APPLICABLE], amount__isnull=True),
                name="indicators_part_amount_by_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} : {self.amount}"


class CrossPart(models.Model):
    """A detail of a value by a category of each of two variables ("women" of "sex", "18-24" of "age").

    It stands beside the details by one variable, and is never computed from them.
    """

    value = models.ForeignKey(Value, on_delete=models.CASCADE, related_name="crossings")
    first = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="+")
    first_category = models.CharField(_("catégorie de la première variable"), max_length=100)
    second = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="+")
    second_category = models.CharField(_("catégorie de la seconde variable"), max_length=100)
    kind = models.CharField(_("nature de la valeur"), max_length=14, choices=Kind.choices)
    amount = models.DecimalField(_("valeur"), max_digits=24, decimal_places=6, null=True, blank=True)

    class Meta:
        ordering = ["value", "id"]
        verbose_name = _("détail croisé d'une valeur")
        verbose_name_plural = _("détails croisés d'une valeur")
        constraints = [
            models.UniqueConstraint(
                fields=["value", "first", "first_category", "second", "second_category"],
                name="indicators_crosspart_once",
            ),
            models.CheckConstraint(
                condition=~Q(first=models.F("second")), name="indicators_crosspart_two_variables"
            ),
            models.CheckConstraint(
                condition=~Q(first_category="") & ~Q(second_category=""), name="indicators_crosspart_is_named"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.NUMBER, amount__isnull=False)
                | Q(kind__in=[Kind.UNKNOWN, Kind.NOT_APPLICABLE], amount__isnull=True),
                name="indicators_crosspart_amount_by_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_category} × {self.second_category} : {self.amount}"


class Contest(models.Model):
    """A person disagrees with what the system counts: it stands beside the number and replaces nothing."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="contests")
    period = models.CharField(_("période"), max_length=7, validators=[PERIOD])
    declared = models.DecimalField(
        _("valeur déclarée"), max_digits=24, decimal_places=6, null=True, blank=True
    )
    text = models.TextField(_("commentaire"))
    computed = models.DecimalField(
        _("valeur calculée ce jour-là"), max_digits=24, decimal_places=6, null=True, blank=True
    )
    stated_at = models.DateTimeField(_("dit le"))
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    stated_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    signed = models.CharField(_("signature"), max_length=200)
    settled_at = models.DateTimeField(_("réglé le"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_text = models.CharField(_("suite donnée"), max_length=500, blank=True)

    class Meta:
        ordering = ["-stated_at", "-id"]
        verbose_name = _("remarque sur une valeur calculée")
        verbose_name_plural = _("remarques sur des valeurs calculées")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="indicators_contest_says_something"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, settled_text="")
                | Q(settled_at__isnull=False) & ~Q(settled_text=""),
                name="indicators_contest_settled_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} · {self.indicator}"[:200]
