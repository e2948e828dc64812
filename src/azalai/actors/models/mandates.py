"""What an organisation is charged with, and by which text."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from azalai.actors.models.organisations import Organisation
from azalai.frames.partial import PartialDateField, in_force, order_check


class MandateQuerySet(models.QuerySet["Mandate"]):
    def current(self, on: date) -> MandateQuerySet:
        """Mandates in force on that day."""
        return self.filter(in_force(on))


class Mandate(models.Model):
    """A mission, with the legal text that gives it where known. It is never removed: it gets an end."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates")
    text = models.TextField(_("mandat"))
    basis_title = models.CharField(_("texte qui le fonde"), max_length=250, blank=True)
    basis_reference = models.CharField(_("référence du texte"), max_length=120, blank=True)
    basis_date = PartialDateField(_("date du texte"))
    valid_from = PartialDateField(_("depuis"))
    valid_to = PartialDateField(_("jusqu'à"))
    source = models.CharField(_("source"), max_length=250, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "id"]
        verbose_name = _("mandat")
        verbose_name_plural = _("mandats")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="actors_mandate_has_text"),
            order_check("actors_mandate_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.text[:200]

    @property
    def basis(self) -> str:
        """Title and reference of the legal text: "Arrêté portant création (0316/MI/SP/D)"."""
        both = self.basis_title and self.basis_reference
        return (
            f"{self.basis_title} ({self.basis_reference})"
            if both
            else self.basis_title or self.basis_reference
        )
