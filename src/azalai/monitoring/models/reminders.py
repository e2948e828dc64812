"""Mail about what is still to report."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from azalai.actors.models import Organisation
from azalai.core.outbox import Outgoing
from azalai.monitoring.enums import ReminderKind
from azalai.monitoring.models.campaigns import Campaign


class Reminder(Outgoing):
    """One message to one person who speaks for an organisation; each kind once, those asked once a day.

    step: day of a message that the secretariat asked for, as YYYYMMDD; 0 for those that the calendar asks.
    text: a word of the secretariat. missing: how many reports were missing when it was decided.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="reminders")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("raison"), max_length=6, choices=ReminderKind.choices)
    step = models.PositiveIntegerField(default=0)
    text = models.TextField(_("mot du secrétariat"), blank=True)
    missing = models.PositiveIntegerField(_("rapports manquants"), default=0)

    class Meta:
        ordering = ["campaign", "organisation", "queued_at", "id"]
        verbose_name = _("relance")
        verbose_name_plural = _("relances")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "organisation", "kind", "step", "person"],
                condition=Q(person__isnull=False),
                name="monitoring_reminder_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "organisation", "kind", "step"],
                condition=Q(person__isnull=True),
                name="monitoring_reminder_nobody_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ReminderKind.values), name="monitoring_reminder_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=ReminderKind.ASKED, step__gt=0) | ~Q(kind=ReminderKind.ASKED) & Q(step=0),
                name="monitoring_reminder_asked_has_day",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(person__isnull=False),
                name="monitoring_reminder_sent_to_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.organisation}"
