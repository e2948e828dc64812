"""What an intervention consists of: bodies, objectives, places, people, money, counts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Organisation
from azalai.frames.models import FrameworkItem, Place
from azalai.interventions.enums import BodyRole, BudgetKind, CountKind
from azalai.interventions.groups import group_title
from azalai.interventions.models.interventions import Intervention

PEOPLE = ("women", "men", "girls", "boys")


class InterventionBody(models.Model):
    """A body that takes part: as written, with the organisation where it was recognised."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="bodies")
    role = models.CharField(_("qualité"), max_length=12, choices=BodyRole.choices)
    text = models.CharField(_("tel qu'écrit"), max_length=300)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="intervention_roles"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["intervention", "role", "position", "id"]
        verbose_name = _("organisme participant")
        verbose_name_plural = _("organismes participants")
        indexes = [models.Index(fields=["organisation", "role"])]
        constraints = [
            models.UniqueConstraint(fields=["intervention", "role", "text"], name="interventions_body_once"),
            models.CheckConstraint(
                condition=Q(role__in=BodyRole.values), name="interventions_body_role_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="interventions_body_is_named"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def name(self) -> str:
        """As the register names it, else as written."""
        return str(self.organisation) if self.organisation else self.text


class InterventionObjective(models.Model):
    """An objective of the Global Compact, of the national policy or of the SDGs that it serves."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="objectives")
    item = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="interventions")

    class Meta:
        ordering = ["intervention", "item__framework__code", "item__order"]
        verbose_name = _("objectif")
        verbose_name_plural = _("objectifs")
        constraints = [
            models.UniqueConstraint(fields=["intervention", "item"], name="interventions_objective_once")
        ]

    def __str__(self) -> str:
        return str(self.item)


class InterventionPlace(models.Model):
    """A place of any level. share: percentage of the intervention there, None when unknown."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="places")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="interventions")
    share = models.DecimalField(_("part"), max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["intervention", "place__pcode"]
        verbose_name = _("lieu d'intervention")
        verbose_name_plural = _("lieux d'intervention")
        constraints = [
            models.UniqueConstraint(fields=["intervention", "place"], name="interventions_place_once"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gte=0, share__lte=100),
                name="interventions_place_share_is_percentage",
            ),
        ]

    def __str__(self) -> str:
        return str(self.place)


class TargetGroup(models.Model):
    """People reached or to be reached. A number that nobody gave is empty, not zero."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="target_groups")
    group = models.SlugField(_("groupe"), max_length=40)
    women = models.PositiveIntegerField(_("femmes"), null=True, blank=True)
    men = models.PositiveIntegerField(_("hommes"), null=True, blank=True)
    girls = models.PositiveIntegerField(_("filles"), null=True, blank=True)
    boys = models.PositiveIntegerField(_("garçons"), null=True, blank=True)
    total = models.PositiveIntegerField(_("total"), null=True, blank=True)

    class Meta:
        ordering = ["intervention", "id"]
        verbose_name = _("groupe cible")
        verbose_name_plural = _("groupes cibles")
        constraints = [
            models.UniqueConstraint(fields=["intervention", "group"], name="interventions_group_once"),
            models.CheckConstraint(condition=~Q(group=""), name="interventions_group_is_named"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0}),
                    name=f"interventions_group_{name}_not_negative",
                )
                for name in (*PEOPLE, "total")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """In the language of the page."""
        return group_title(self.group)

    @property
    def people(self) -> int | None:
        """The total as given, else the sum of what was given, None when nothing was."""
        if self.total is not None:
            return self.total
        known = [getattr(self, name) for name in PEOPLE if getattr(self, name) is not None]
        return sum(known) if known else None


class Budget(models.Model):
    """An amount of one currency, by source and year where known."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="budgets")
    kind = models.CharField(
        _("nature du montant"), max_length=10, choices=BudgetKind.choices, default=BudgetKind.PLANNED
    )
    amount = models.DecimalField(_("montant"), max_digits=20, decimal_places=2)
    currency = models.CharField(_("monnaie"), max_length=3)
    source = models.CharField(_("source telle qu'écrite"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="intervention_budgets",
    )
    year = models.PositiveSmallIntegerField(_("année"), null=True, blank=True)

    class Meta:
        ordering = ["intervention", "kind", "year", "id"]
        verbose_name = _("montant")
        verbose_name_plural = _("budget")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=BudgetKind.values), name="interventions_budget_kind_known"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="interventions_budget_not_negative"),
            models.CheckConstraint(
                condition=Q(Exact(Length("currency"), 3)), name="interventions_budget_currency_is_code"
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=True) | Q(year__gte=1990, year__lte=2100),
                name="interventions_budget_year_likely",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class Count(models.Model):
    """How many sessions, participants or items; see enums.COUNTS_OF."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="counts")
    kind = models.CharField(_("ce qui est compté"), max_length=12, choices=CountKind.choices)
    value = models.PositiveIntegerField(_("nombre"))

    class Meta:
        ordering = ["intervention", "id"]
        verbose_name = _("dénombrement")
        verbose_name_plural = _("dénombrements")
        constraints = [
            models.UniqueConstraint(fields=["intervention", "kind"], name="interventions_count_once"),
            models.CheckConstraint(
                condition=Q(kind__in=CountKind.values), name="interventions_count_kind_known"
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="interventions_count_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} : {self.value}"
