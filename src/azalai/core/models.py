"""The audit trail, what is being typed, and nothing of the domain."""

from __future__ import annotations

import uuid
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


class FormDraft(models.Model):
    """What was typed in a form and not sent, as typed; only the post that typed it sees it again.

    Not a record of the secretariat: it leaves no audit entry, and goes once sent, given up or too old.
    form: name in the registry; target: identifier of what is being changed, "" for something new.
    key: of the form as first opened. page, rank: which opened page wrote last, and its how-many-th time.
    closed_at: sent; the row then only tells writings that arrive late.
    """

    key = models.UUIDField(default=uuid.uuid4)
    post_id = models.BigIntegerField("poste")
    person_id = models.BigIntegerField("personne", null=True)
    form = models.CharField("formulaire", max_length=80)
    target = models.CharField("objet", max_length=80, blank=True)
    title = models.CharField("titre", max_length=200, blank=True)
    fields = models.JSONField("saisie", default=list)
    page = models.CharField(max_length=36, blank=True)
    rank = models.PositiveIntegerField(default=0)
    kept_at = models.DateTimeField("gardé le", db_index=True)
    closed_at = models.DateTimeField("envoyé le", null=True)

    class Meta:
        ordering = ["-kept_at", "-id"]
        verbose_name = "saisie commencée"
        verbose_name_plural = "saisies commencées"
        constraints = [
            models.UniqueConstraint(fields=["post_id", "key"], name="core_formdraft_key_once"),
            models.CheckConstraint(condition=~models.Q(form=""), name="core_formdraft_form_named"),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | models.Q(fields=[]),
                name="core_formdraft_sent_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.form
