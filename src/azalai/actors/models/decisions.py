"""What people decided about records and names: merged, not the same, no organisation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from azalai.actors.enums import Verdict
from azalai.actors.models.organisations import Organisation
from azalai.frames.models import Country


class Merge(models.Model):
    """Two records became one. What was changed is kept, so that they may be parted again.

    moved: "app.model.field" → keys of the rows that pointed at `merged` and now point at `kept`.
    names: rows whose values were changed, each {"model", "pk", "label", "before", "after"}.
    """

    merged = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="merges_away")
    kept = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="merges_in")
    reason = models.CharField(_("motif"), max_length=500, blank=True)
    moved = models.JSONField(default=dict)
    names = models.JSONField(default=list)
    done_at = models.DateTimeField(_("réunies le"))
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("séparées le"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-done_at", "-id"]
        verbose_name = _("réunion de fiches")
        verbose_name_plural = _("réunions de fiches")
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="actors_merge_open_once"
            ),
            models.CheckConstraint(condition=~Q(merged=F("kept")), name="actors_merge_of_two"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=False) | Q(undone_by__isnull=True),
                name="actors_merge_undoing_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"


class Distinction(models.Model):
    """A person said that two records are not the same; the one with the smaller key stands first."""

    first = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("décidé le"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-decided_at", "-id"]
        verbose_name = _("fiches distinctes")
        verbose_name_plural = _("fiches distinctes")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="actors_distinction_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="actors_distinction_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"


class SetAside(models.Model):
    """A name met in documents that a person said to be no organisation. key: see Spelling.key."""

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=250, editable=False)
    text = models.CharField(_("nom tel qu'écrit"), max_length=300)
    verdict = models.CharField(_("décision"), max_length=10, choices=Verdict.choices)
    reason = models.CharField(_("motif"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("décidé le"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["text", "id"]
        verbose_name = _("nom écarté")
        verbose_name_plural = _("noms écartés")
        constraints = [
            models.UniqueConstraint(fields=["country", "key"], name="actors_setaside_key_once"),
            models.CheckConstraint(condition=~Q(key=""), name="actors_setaside_has_key"),
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values), name="actors_setaside_verdict_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text
