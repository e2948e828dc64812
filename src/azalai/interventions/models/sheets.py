"""Workbooks of interventions handed over, kept as received."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.interventions.enums import UploadStatus


class SheetUpload(models.Model):
    """A workbook in the secretariat's layout; taken over once a person accepted its preview."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("nom du fichier"), max_length=255)
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to="interventions/classeurs/")
    status = models.CharField(
        _("état"), max_length=8, choices=UploadStatus.choices, default=UploadStatus.WAITING
    )
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
        verbose_name = _("classeur d'interventions")
        verbose_name_plural = _("classeurs d'interventions")
        constraints = [
            models.CheckConstraint(
                condition=Q(status=UploadStatus.WAITING, accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(status=UploadStatus.ACCEPTED, accepted_at__isnull=False),
                name="interventions_sheetupload_accepted_dated",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("interventions:sheet", args=[self.public_id])
