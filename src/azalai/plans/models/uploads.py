"""Files handed over, and what people said of their columns."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Upload(models.Model):
    """A plan's file as received, kept unchanged; `reading` is the compiler's last answer about it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("nom du fichier"), max_length=255)
    kind = models.CharField(_("format"), max_length=8)
    size = models.PositiveIntegerField(_("taille en octets"))
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.FileField(upload_to="plans/")
    country = models.CharField(_("pays"), max_length=2, blank=True)
    reading = models.JSONField(null=True)
    received_at = models.DateTimeField(_("reçu le"))
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = _("fichier reçu")
        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="plans_upload_not_empty")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plans:preview", args=[self.public_id])


class LayoutChoice(models.Model):
    """What a person said that the columns of a layout are, remembered for every file with these headers."""

    signature = models.CharField(max_length=16, unique=True)
    headers = models.JSONField(default=list)
    roles = models.JSONField(default=dict)  # column index (text) -> spelled role
    chosen_at = models.DateTimeField(_("choisi le"))
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("mise en page connue")
        verbose_name_plural = _("mises en page connues")

    def __str__(self) -> str:
        return " | ".join(header.replace("\n", " ") for header in self.headers if header)[:200]
