"""Files of minutes that were handed over: what was read of them, kept until and after they are taken over."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.concertation.models.minutes import Minutes
from azalai.frames.models import Country


class MinutesFile(models.Model):
    """What was read of a file. The file itself is not kept: attendance lists hold names and telephones.

    content: the text as `content.to_plain` gives it; reading: head, agenda and findings as the reader answers
    them; source: lines of the document, columns of persons and contacts left out.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("nom du fichier"), max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.JSONField()
    reading = models.JSONField()
    source = models.JSONField(default=list)
    received_at = models.DateTimeField(_("reçu le"))
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    minutes = models.OneToOneField(
        Minutes,
        on_delete=models.PROTECT,
        null=True,
        related_name="source_file",
        verbose_name=_("repris dans"),
    )

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = _("fichier de compte rendu")
        verbose_name_plural = _("fichiers de comptes rendus")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="concertation_minutesfile_named")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("concertation:minutes_preview", args=[self.public_id])
