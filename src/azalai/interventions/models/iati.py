"""IATI files handed over, kept as received, with what was read of them so far."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.interventions.enums import IatiStatus


class IatiUpload(models.Model):
    """A file of activities; read in steps, taken over once a person has seen what it holds.

    records: what each activity of the country would become (see actions.iati_uploads.Line), in the file's
    order; unknown: names of bodies that the register does not know → how often they occur.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("nom du fichier"), max_length=255)
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to="interventions/iati/")
    status = models.CharField(
        _("état"), max_length=10, choices=IatiStatus.choices, default=IatiStatus.READING
    )
    problem = models.TextField(_("défaut du fichier"), blank=True)
    records = models.JSONField(default=list)
    recognised = models.JSONField(default=list)
    unknown = models.JSONField(default=dict)
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
        verbose_name = _("fichier IATI")
        verbose_name_plural = _("fichiers IATI")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=IatiStatus.values), name="interventions_iatiupload_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status=IatiStatus.ACCEPTED, accepted_at__isnull=False)
                | ~Q(status=IatiStatus.ACCEPTED) & Q(accepted_at__isnull=True, accepted_by__isnull=True),
                name="interventions_iatiupload_accepted_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status=IatiStatus.UNREADABLE) | ~Q(problem=""),
                name="interventions_iatiupload_unreadable_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("interventions:iati", args=[self.public_id])
