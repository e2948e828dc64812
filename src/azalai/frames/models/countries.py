"""The country profile: what differs between two countries is data, not code."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from azalai.frames.enums import LegalKind, LegalState
from azalai.frames.partial import PartialDateField, first_day


class Country(models.Model):
    """One country. The lists keep the shape of the shipped profile (see frames.dataset.profiles)."""

    iso2 = models.CharField(_("code ISO"), max_length=2, primary_key=True)
    iso3 = models.CharField(_("code ISO à trois lettres"), max_length=3, unique=True)
    name_fr = models.CharField(_("nom"), max_length=100)
    name_en = models.CharField(_("nom anglais"), max_length=100)
    name_ar = models.CharField(_("nom arabe"), max_length=100, blank=True)
    official_name_fr = models.CharField(_("nom officiel"), max_length=150)
    official_name_en = models.CharField(_("nom officiel anglais"), max_length=150)
    time_zone = models.CharField(_("fuseau horaire"), max_length=40)
    currency_code = models.CharField(_("code de la monnaie"), max_length=3)
    currency_label = models.CharField(_("monnaie, telle qu'on l'imprime"), max_length=20)
    currency_name_fr = models.CharField(_("monnaie"), max_length=60)
    currency_name_en = models.CharField(_("monnaie en anglais"), max_length=60)
    currency_decimals = models.PositiveSmallIntegerField(_("décimales affichées"))
    secretariat_name_fr = models.CharField(_("secrétariat"), max_length=200, blank=True)
    secretariat_name_en = models.CharField(_("secrétariat en anglais"), max_length=200, blank=True)
    secretariat_acronym = models.CharField(_("sigle du secrétariat"), max_length=30, blank=True)
    secretariat = models.JSONField(_("fiche du secrétariat"), default=dict)
    interface_languages = models.JSONField(_("langues des pages"), default=list)
    languages = models.JSONField(_("langues"), default=list)
    levels = models.JSONField(_("niveaux d'administration"), default=list)
    plan_levels = models.JSONField(_("niveaux des plans"), default=list)
    framework_codes = models.JSONField(_("cadres de référence"), default=list)
    bodies = models.JSONField(_("instances"), default=list)
    data_protection = models.JSONField(_("données personnelles"), default=dict)
    reviews = models.JSONField(_("calendrier des examens"), default=list)
    version = models.CharField(_("version"), max_length=20)
    valid_from = PartialDateField(_("en vigueur depuis"))
    source = models.TextField(_("source"))
    unconfirmed = models.JSONField(_("à confirmer"), default=list)

    class Meta:
        ordering = ["name_fr"]
        verbose_name = _("profil de pays")
        verbose_name_plural = _("profils de pays")
        constraints = [
            models.CheckConstraint(
                condition=Q(currency_decimals__lte=4), name="frames_country_decimals_sensible"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("frames:country")

    @property
    def name(self) -> str:
        """In the language of the page."""
        return self.name_en if get_language() == "en" else self.name_fr

    def level_name(self, level: int) -> str:
        """ "région", "department"…: singular, in the language of the page; the number when unknown."""
        key = "singular_en" if get_language() == "en" else "singular_fr"
        return next((one[key] for one in self.levels if one["level"] == level), str(level))


class LegalBasis(models.Model):
    """A dated legal text. Relations to other texts are codes of the same country, as shipped."""

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="laws")
    code = models.SlugField(_("code"), max_length=60)
    title_fr = models.TextField(_("intitulé"))
    kind = models.CharField(_("nature"), max_length=20, choices=LegalKind.choices)
    date = PartialDateField(_("date"))
    reference = models.CharField(_("numéro"), max_length=60, blank=True)
    repealed_by = models.ForeignKey(
        "self", verbose_name=_("abrogé par"), on_delete=models.PROTECT, null=True, related_name="repealed"
    )
    repealed_on = PartialDateField(_("abrogé le"))
    amended_by = models.JSONField(_("modifié par"), default=list)
    relations = models.JSONField(_("liens"), default=dict)
    note = models.TextField(_("note"), blank=True)
    unconfirmed = models.CharField(_("à confirmer"), max_length=200, blank=True)

    class Meta:
        ordering = ["-date", "code"]
        verbose_name = _("texte juridique")
        verbose_name_plural = _("textes juridiques")
        constraints = [
            models.UniqueConstraint(fields=["country", "code"], name="frames_legalbasis_code_once"),
            models.CheckConstraint(
                condition=Q(kind__in=LegalKind.values), name="frames_legalbasis_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(repealed_by=F("id")), name="frames_legalbasis_not_repealed_by_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title_fr

    def state_on(self, day: datetime.date) -> LegalState:
        """Where the text stands that day; a repeal known without its date counts from the repealing text."""
        begins, repealed = first_day(self.date), self._repealed_on()
        if begins and begins > day:
            return LegalState.COMING
        if repealed and repealed <= day:
            return LegalState.REPEALED
        return LegalState.AMENDED if self.amended_by else LegalState.IN_FORCE

    def _repealed_on(self) -> datetime.date | None:
        return first_day(self.repealed_on or (self.repealed_by.date if self.repealed_by else ""))

    def snapshot(self) -> dict[str, Any]:
        """What the audit trail keeps of it."""
        return {"title_fr": self.title_fr, "date": self.date, "repealed_on": self.repealed_on}
