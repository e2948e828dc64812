"""What a source says that a region needs. Presence is not kept: it is computed from the interventions."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.cartography.enums import NeedLevel
from azalai.frames.models import FrameworkItem, Place
from azalai.frames.partial import PartialDateField


class RegionalNeedQuerySet(models.QuerySet["RegionalNeed"]):
    def in_country(self, country: str) -> RegionalNeedQuerySet:
        """Needs of a country's regions (ISO alpha-2)."""
        return self.filter(place__country_id=country)

    def standing(self) -> RegionalNeedQuerySet:
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class RegionalNeed(models.Model):
    """A dated statement: this region needs work on this objective, says this source.

    A region without a statement may need as much: nothing is concluded from silence.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(
        FrameworkItem, verbose_name=_("objectif"), on_delete=models.PROTECT, related_name="regional_needs"
    )
    place = models.ForeignKey(
        Place, verbose_name=_("région"), on_delete=models.PROTECT, related_name="regional_needs"
    )
    level = models.PositiveSmallIntegerField(_("niveau du besoin"), choices=NeedLevel.choices)
    source = models.CharField(_("source"), max_length=300)
    source_date = PartialDateField(_("date de la source"))
    note = models.CharField(_("précision"), max_length=500, blank=True)
    declared_at = models.DateTimeField(_("énoncé le"))
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    declared_post = models.ForeignKey(
        Post, verbose_name=_("énoncé par"), on_delete=models.PROTECT, null=True, related_name="declared_needs"
    )
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = RegionalNeedQuerySet.as_manager()

    class Meta:
        ordering = ["-level", "item__order", "place__pcode", "id"]
        verbose_name = _("besoin d'une région")
        verbose_name_plural = _("besoins des régions")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "place"],
                condition=Q(withdrawn_at__isnull=True),
                name="cartography_need_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(level__in=NeedLevel.values), name="cartography_need_level_known"
            ),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(source_date=""), name="cartography_need_is_sourced"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=False) | Q(withdrawn_by__isnull=True),
                name="cartography_need_withdrawal_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} · {self.item}"[:200]

    def get_absolute_url(self) -> str:
        return f"{reverse('cartography:needs')}#besoin-{self.pk}"
