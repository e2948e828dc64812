"""Organisations: ministries, agencies, associations, bodies of concertation, networks, projects."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from azalai.actors.enums import OrganisationKind
from azalai.engines.naming.text import searchable, words
from azalai.frames.models import Country, FrameworkItem, Place


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def active(self) -> OrganisationQuerySet:
        """Those that were not merged into another."""
        return self.filter(merged_into__isnull=True)

    def in_country(self, country: str) -> OrganisationQuerySet:
        """Those of a country's register (ISO alpha-2)."""
        return self.filter(country_id=country)

    def search(self, text: str) -> OrganisationQuerySet:
        """Every word of the text stands in a name or a spelling, whatever its accents and strokes."""
        found = self
        for word in words(text):
            found = found.filter(search_text__contains=word)
        return found


class Organisation(models.Model):
    """One body, with one acronym and name of today; how else it is written stands in its spellings."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="organisations")
    code = models.SlugField(_("code"), max_length=60)
    name_fr = models.CharField(_("nom"), max_length=250, blank=True)
    name_en = models.CharField(_("nom anglais"), max_length=250, blank=True)
    acronym = models.CharField(_("sigle"), max_length=40, blank=True)
    kind = models.CharField(
        _("nature"),
        max_length=15,
        choices=OrganisationKind.choices,
        default=OrganisationKind.ORGANISATION,
    )
    category = models.ForeignKey(
        FrameworkItem, verbose_name=_("catégorie"), on_delete=models.PROTECT, related_name="organisations"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("rattaché à"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    place = models.ForeignKey(
        Place,
        verbose_name=_("lieu"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
    )
    note = models.TextField(_("note"), blank=True)
    unconfirmed = models.CharField(_("à confirmer"), max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("réuni à"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
    )
    search_text = models.TextField(blank=True, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["search_text", "id"]
        verbose_name = _("organisme")
        verbose_name_plural = _("organismes")
        constraints = [
            models.UniqueConstraint(fields=["country", "code"], name="actors_organisation_code_once"),
            models.CheckConstraint(
                condition=~Q(name_fr="") | ~Q(acronym=""), name="actors_organisation_is_named"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="actors_organisation_kind_known"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="actors_organisation_not_own_parent"),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="actors_organisation_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.acronym or self.name

    def get_absolute_url(self) -> str:
        return reverse("actors:organisation", args=[self.public_id])

    @property
    def name(self) -> str:
        """In the language of the page where known, else in the other one; "" when unknown."""
        first, second = (self.name_fr, self.name_en)[:: -1 if get_language() == "en" else 1]
        return first or second

    @property
    def full_name(self) -> str:
        """Name and acronym: "Direction de la surveillance du territoire (DST)"."""
        return f"{self.name} ({self.acronym})" if self.name and self.acronym else self.name or self.acronym

    @property
    def unconfirmed_fields(self) -> tuple[str, ...]:
        """Names of the fields to confirm."""
        return tuple(self.unconfirmed.split())

    @property
    def kept(self) -> Organisation:
        """Itself, or the record that stands for it today after one merge or several."""
        found = self
        while found.merged_into is not None:
            found = found.merged_into
        return found

    def refresh_search(self) -> None:
        """Keep the text that `search` looks in; acronym first, so that lists sort by it."""
        others = [text for spelling in self.spellings.all() for text in spelling.texts]
        self.search_text = searchable(self.acronym, self.name_fr, self.name_en, *others)
        self.save(update_fields=["search_text"])
