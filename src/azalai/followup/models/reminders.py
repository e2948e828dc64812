"""Questions to owners, "où en êtes-vous ?", and the mail that carries them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from azalai.core.outbox import Outgoing
from azalai.core.signed_links import new_nonce
from azalai.followup.models.points import ActionPoint

LIFETIME = timedelta(days=45)


class Reminder(Outgoing):
    """One mail to one person, with every point that is asked about that day.

    base: address of the site, for the links. person: None where nobody could be reached for a point.
    """

    base = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-queued_at", "-id"]
        verbose_name = _("relance de suivi")
        verbose_name_plural = _("relances de suivi")
        indexes = [models.Index(fields=["sent_at", "dropped_at"], name="followup_reminder_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(person__isnull=False),
                name="followup_reminder_sent_to_someone",
            )
        ]

    def __str__(self) -> str:
        return str(_("Relance du %(day)s") % {"day": self.queued_at.date()})


class Ask(models.Model):
    """One person is asked where one point is. nonce: secret of the link. asked_on: civil day, so that nobody
    is asked twice about the same point in a day. answered_at: when the link answered last."""

    reminder = models.ForeignKey(Reminder, on_delete=models.CASCADE, related_name="asks")
    point = models.ForeignKey(ActionPoint, on_delete=models.CASCADE, related_name="asks")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    nonce = models.CharField(max_length=32, unique=True, default=new_nonce, editable=False)
    asked_at = models.DateTimeField(_("demandé le"))
    asked_on = models.DateField()
    answered_at = models.DateTimeField(_("répondu le"), null=True)

    class Meta:
        ordering = ["reminder", "id"]
        verbose_name = _("question au responsable")
        verbose_name_plural = _("questions aux responsables")
        indexes = [models.Index(fields=["point", "-asked_at"], name="followup_ask_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=["point", "person", "asked_on"],
                condition=Q(person__isnull=False),
                name="followup_ask_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["point", "asked_on"],
                condition=Q(person__isnull=True),
                name="followup_ask_nobody_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point} ?"

    def is_alive(self, at: datetime) -> bool:
        """The link is young enough."""
        return self.asked_at <= at < self.asked_at + LIFETIME
