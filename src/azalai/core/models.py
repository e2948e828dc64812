"""The audit trail, and nothing of the domain."""

from __future__ import annotations

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class AuditEntry(models.Model):
    """One write: who, what, when, before and after, chained to the entry before it.

    No foreign key: the trail outlives what it speaks of. Written only by `core.audit.record`.
    """

    sequence = models.PositiveBigIntegerField("rang", unique=True)
    at = models.DateTimeField("date et heure", db_index=True)
    by_person_id = models.BigIntegerField("personne", null=True, db_index=True)
    by_name = models.CharField("nom affiché", max_length=200)
    by_post_id = models.BigIntegerField("poste", null=True, db_index=True)
    by_post = models.CharField("poste affiché", max_length=200, blank=True)
    action = models.CharField("action", max_length=80, db_index=True)
    object_type = models.CharField("type d'objet", max_length=80)
    object_id = models.CharField("identifiant", max_length=80)
    object_label = models.CharField("objet", max_length=300)
    before = models.JSONField("avant", null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField("après", null=True, encoder=DjangoJSONEncoder)
    reason = models.TextField("motif", blank=True)
    # Folded text for searching without accents; derived from the rest, hence not signed.
    search = models.TextField(blank=True, editable=False)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-sequence"]
        verbose_name = "inscription au journal"
        verbose_name_plural = "journal"
        indexes = [models.Index(fields=["object_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.object_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it once; an entry is never changed afterwards."""
        if not self._state.adding:
            raise TypeError("an audit entry is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: an entry is never removed."""
        raise TypeError("an audit entry is never removed")


class AuditHead(models.Model):
    """The end of the chain: one row, locked while an entry is added, so that a cut tail shows."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)
    seal = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="core_audithead_is_single")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"
