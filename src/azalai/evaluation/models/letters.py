"""Mail to the partner whose work is rated: the right of reply is open, and until when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from azalai.core.outbox import Outgoing
from azalai.evaluation.models.evaluations import Evaluation


class Letter(Outgoing):
    """One message to one person who speaks for the partner.

    reply_due: the day that it tells; when another day holds by the time it leaves, it is dropped.
    base: address of the site where it was decided. person: None where nobody could be reached.
    """

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="letters")
    reply_due = models.DateField(_("réponse attendue pour le"))
    base = models.CharField(_("adresse du site"), max_length=200)

    class Meta:
        ordering = ["evaluation", "queued_at", "id"]
        verbose_name = _("annonce d'une évaluation")
        verbose_name_plural = _("annonces d'évaluations")
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(person__isnull=False),
                name="evaluation_letter_sent_to_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} · {self.reply_due}"
