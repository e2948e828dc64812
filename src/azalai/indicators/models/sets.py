"""Lists of indicators that belong to others, with the country's answers."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.engines.aggregation.scoring import ANSWERS
from azalai.frames.models import Country
from azalai.frames.partial import PartialDateField


class IndicatorSet(models.Model):
    """One evaluation by a list of somebody else, as its file was handed over.

    reading: rows and faults of the file (`sets.Reading`), until it is taken over. method: code of
    `sets.methods`. accepted_at: when its rows became items.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="indicator_sets")
    title = models.CharField(_("titre de la liste"), max_length=200)
    owner = models.CharField(_("propriétaire"), max_length=200)
    version = models.CharField(_("version"), max_length=60, blank=True)
    licence = models.CharField(_("conditions d'emploi"), max_length=300, blank=True)
    evaluated_on = PartialDateField(_("date de l'évaluation"))
    method = models.CharField(_("méthode"), max_length=40)
    name = models.CharField(_("nom du fichier"), max_length=255)
    sha256 = models.CharField(max_length=64)
    reading = models.JSONField(default=dict)
    received_at = models.DateTimeField(_("reçu le"))
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    received_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(_("repris le"), null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = _("liste d'indicateurs d'un autre propriétaire")
        verbose_name_plural = _("listes d'indicateurs d'autres propriétaires")
        constraints = [
            models.UniqueConstraint(
                fields=["country", "title", "version", "evaluated_on"],
                condition=Q(accepted_at__isnull=False),
                name="indicators_set_once",
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(owner=""), name="indicators_set_is_named_and_owned"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=False) | Q(accepted_by__isnull=True),
                name="indicators_set_accepter_dated",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.title, self.version)))

    def get_absolute_url(self) -> str:
        return reverse("indicators:set", args=[self.public_id])


class SetItem(models.Model):
    """A question of the list, in its owner's words, with the country's answer and its evidence."""

    of = models.ForeignKey(IndicatorSet, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveIntegerField()
    domain = models.CharField(_("numéro du domaine"), max_length=30)
    domain_title = models.CharField(_("domaine"), max_length=300)
    code = models.CharField(_("numéro"), max_length=30)
    text = models.TextField(_("question ou indicateur"))
    answer = models.CharField(_("réponse"), max_length=14, blank=True)
    evidence = models.TextField(_("preuve"), blank=True)

    class Meta:
        ordering = ["of", "order"]
        verbose_name = _("question d'une liste")
        verbose_name_plural = _("questions d'une liste")
        constraints = [
            models.UniqueConstraint(fields=["of", "code"], name="indicators_setitem_code_once"),
            models.CheckConstraint(condition=Q(answer__in=ANSWERS), name="indicators_setitem_answer_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"[:200]
