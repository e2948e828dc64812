"""The analytical preamble of the matrix: what the facts say, and what a person made of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from azalai.frames.models import Country


class Preamble(models.Model):
    """The preamble for a country and a year; year 0 speaks of all years together.

    facts: figures of the last refresh, code -> number or None (see engines.preamble).
    """

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("année"), default=0)
    facts = models.JSONField(_("chiffres"), default=dict)
    drafted_at = models.DateTimeField(_("chiffres du"))
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["country", "year"]
        verbose_name = _("préambule de la matrice")
        verbose_name_plural = _("préambules de la matrice")
        constraints = [
            models.UniqueConstraint(fields=["country", "year"], name="evaluation_preamble_once"),
            models.CheckConstraint(
                condition=Q(year=0) | Q(year__gte=1990, year__lte=2100),
                name="evaluation_preamble_year_likely",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.year or ''}".strip()


class Paragraph(models.Model):
    """What a person wrote in place of a drafted paragraph; the draft itself is made from the facts.

    facts: the figures that the person had before the eyes.
    """

    preamble = models.ForeignKey(Preamble, on_delete=models.CASCADE, related_name="paragraphs")
    code = models.SlugField(_("paragraphe"), max_length=40)
    text = models.TextField(_("texte"))
    facts = models.JSONField(_("chiffres au moment de l'écriture"), default=dict)
    edited_at = models.DateTimeField(_("écrit le"))
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["preamble", "id"]
        verbose_name = _("paragraphe du préambule")
        verbose_name_plural = _("paragraphes du préambule")
        constraints = [
            models.UniqueConstraint(fields=["preamble", "code"], name="evaluation_paragraph_once"),
            models.CheckConstraint(condition=~Q(text=""), name="evaluation_paragraph_says_something"),
        ]

    def __str__(self) -> str:
        return self.code
