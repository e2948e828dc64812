"""Workbooks of reports handed over, kept as received."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.monitoring.enums import SheetStatus
from azalai.monitoring.models.campaigns import Campaign


class ReportSheet(models.Model):
    """A workbook that an organisation filled in; what is right of it is taken over once a person has seen
    the preview. taken, refused: rows of each, once it was; a draft counts as taken.

    headings: what a person said of columns with a heading of their own, folded heading → key of a column,
    "" for one that is not read. rows: of its largest table, as received. outcomes: number of a row → "sent"
    or "draft", once it was taken over.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="sheets")
    name = models.CharField(_("nom du fichier"), max_length=255)
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to="monitoring/classeurs/")
    status = models.CharField(
        _("état"), max_length=8, choices=SheetStatus.choices, default=SheetStatus.WAITING
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
    rows = models.PositiveIntegerField(_("lignes"), default=0)
    headings = models.JSONField(default=dict, blank=True)
    outcomes = models.JSONField(default=dict, blank=True)
    taken = models.PositiveIntegerField(_("lignes reprises"), default=0)
    refused = models.PositiveIntegerField(_("lignes refusées"), default=0)

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = _("classeur de rapports")
        verbose_name_plural = _("classeurs de rapports")
        constraints = [
            models.CheckConstraint(
                condition=Q(status=SheetStatus.WAITING, accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(status=SheetStatus.ACCEPTED, accepted_at__isnull=False),
                name="monitoring_sheet_accepted_dated",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("monitoring:sheet", args=[self.public_id])
