"""Places with their P-codes, in versions, and the other names that people use for them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.engines.naming.text import words
from azalai.frames.enums import PlaceNameKind
from azalai.frames.models.countries import Country
from azalai.frames.partial import PartialDateField, in_force, order_check


class PlaceQuerySet(models.QuerySet["Place"]):
    def current(self, on: date) -> PlaceQuerySet:
        """Places as they were that day. The codes are younger than most documents: for a day before
        the list itself, the open versions answer."""
        return self.filter(in_force(on) | Q(valid_to=""))

    def in_country(self, country: str) -> PlaceQuerySet:
        """Places of a country (ISO alpha-2)."""
        return self.filter(country_id=country)

    def search(self, text: str) -> PlaceQuerySet:
        """Every word of the text stands in a name or a code, whatever its accents and hyphens."""
        found = self
        for word in words(text):
            found = found.filter(search_text__contains=word)
        return found


class Place(models.Model):
    """An administrative unit in one version. level: 1 region or province, 2 department, 3 commune."""

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="places")
    pcode = models.CharField(_("code du lieu"), max_length=20)
    name = models.CharField(_("nom"), max_length=100)
    level = models.PositiveSmallIntegerField(_("niveau"))
    parent = models.ForeignKey(
        "self", verbose_name=_("relève de"), on_delete=models.PROTECT, null=True, related_name="children"
    )
    valid_from = PartialDateField(_("en vigueur depuis"))
    valid_to = PartialDateField(_("jusqu'à"))
    source = models.CharField(_("source"), max_length=200)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True)
    search_text = models.TextField(blank=True, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["country", "pcode", "-valid_from", "-id"]
        verbose_name = _("lieu")
        verbose_name_plural = _("lieux")
        constraints = [
            models.UniqueConstraint(fields=["pcode", "valid_from"], name="frames_place_version_once"),
            models.UniqueConstraint(
                fields=["pcode"], condition=Q(valid_to=""), name="frames_place_one_open_version"
            ),
            models.CheckConstraint(condition=Q(level__in=[1, 2, 3]), name="frames_place_level_known"),
            models.CheckConstraint(
                condition=Q(level=1, parent__isnull=True) | Q(level__gt=1, parent__isnull=False),
                name="frames_place_parent_by_level",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # Said in full: a comparison with nothing is neither true nor false, and would pass.
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="frames_place_centroid_whole",
            ),
            order_check("frames_place_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('frames:places')}?q={self.pcode}"


class PlaceName(models.Model):
    """Another name of a place: as its source writes it, as people do, as a map or an older list does."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(_("nom"), max_length=100)
    kind = models.CharField(_("origine"), max_length=10, choices=PlaceNameKind.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["kind", "text"]
        verbose_name = _("autre nom d'un lieu")
        verbose_name_plural = _("autres noms de lieux")
        constraints = [
            models.UniqueConstraint(fields=["place", "text"], name="frames_placename_once"),
            models.CheckConstraint(
                condition=Q(kind__in=PlaceNameKind.values), name="frames_placename_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text
