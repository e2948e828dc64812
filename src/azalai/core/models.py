"""The audit trail, what is being typed, and nothing of the domain."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from azalai.formats.enclosure import KINDS


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


class Attachment(models.Model):
    """A file joined to an object of a room above; see core.attachments, which alone writes here.

    No foreign key: object_type ("forum.post") and object_id (primary key, as text) say whose it is.
    kind: a key of formats.enclosure.KINDS, judged by content. added_by: post, else name, as readers see it.
    A file that was removed leaves its row: who took it away, when and why.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    object_type = models.CharField("type d'objet", max_length=80)
    object_id = models.CharField("identifiant", max_length=80)
    name = models.CharField("fichier", max_length=170)
    title = models.CharField("intitulé", max_length=200, blank=True)
    kind = models.CharField("genre", max_length=8)
    size = models.PositiveIntegerField("taille en octets")
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to="attachments/", blank=True)
    added_at = models.DateTimeField("joint le")
    added_by_person_id = models.BigIntegerField(null=True)
    added_by_post_id = models.BigIntegerField(null=True)
    added_by = models.CharField("joint par", max_length=200)
    removed_at = models.DateTimeField("retiré le", null=True)
    removed_by = models.CharField("retiré par", max_length=200, blank=True)
    removed_because = models.CharField("motif du retrait", max_length=300, blank=True)

    class Meta:
        ordering = ["added_at", "id"]
        verbose_name = "pièce jointe"
        verbose_name_plural = "pièces jointes"
        indexes = [models.Index(fields=["object_type", "object_id"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="core_attachment_not_empty"),
            models.CheckConstraint(
                condition=models.Q(kind__in=sorted(KINDS)), name="core_attachment_kind_known"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="core_attachment_named"),
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True, removed_by="", removed_because="")
                & ~models.Q(content="")
                | models.Q(removed_at__isnull=False, content="") & ~models.Q(removed_by=""),
                name="core_attachment_kept_or_removed",
            ),
            models.UniqueConstraint(
                fields=["object_type", "object_id", "sha256"],
                condition=models.Q(removed_at__isnull=True),
                name="core_attachment_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.name

    @property
    def is_removed(self) -> bool:
        """Only the row is left."""
        return self.removed_at is not None


class Visit(models.Model):
    """When a person last opened the first page from a post (0: without one); see core.visits.

    before: end of the visit before the present one, None on the first. Neither audited nor shown to anyone
    else: it only tells what is new to its owner.
    """

    person_id = models.BigIntegerField("personne")
    post_id = models.BigIntegerField("poste", default=0)
    seen_at = models.DateTimeField("vue le")
    before = models.DateTimeField("visite précédente", null=True)

    class Meta:
        verbose_name = "dernière visite"
        verbose_name_plural = "dernières visites"
        constraints = [
            models.UniqueConstraint(fields=["person_id", "post_id"], name="core_visit_once"),
            models.CheckConstraint(
                condition=models.Q(before__isnull=True) | models.Q(before__lte=models.F("seen_at")),
                name="core_visit_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.post_id}"


class Job(models.Model):
    """Long work that goes on without the page that asked for it; see core.jobs, which alone writes here.

    kind: name in the registry; arguments: plain values. by_*: who asked, with the rights of that moment.
    worker: who does it now; beat_at: its last sign of life. attempts: how often it was begun.
    done, total, step: how far it is, in words of the work. url: what came of it.
    Not a record of the secretariat: what the work writes is audited by itself; finished jobs go in time.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("travail", max_length=60)
    title = models.CharField("intitulé", max_length=200)
    arguments = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    once = models.CharField(max_length=200, blank=True)
    by_person_id = models.BigIntegerField("personne", null=True)
    by_name = models.CharField("nom affiché", max_length=200)
    by_post_id = models.BigIntegerField("poste", null=True, db_index=True)
    by_post = models.CharField("poste affiché", max_length=200, blank=True)
    by_roles = models.JSONField(default=list)
    language = models.CharField(max_length=10, default="fr")
    state = models.CharField("état", max_length=8, default="queued")
    worker = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    step = models.CharField("étape", max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)
    result = models.CharField("résultat", max_length=300, blank=True)
    error = models.TextField("ce qui n'a pas été", blank=True)
    queued_at = models.DateTimeField("demandé le", db_index=True)
    started_at = models.DateTimeField("commencé le", null=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField("fini le", null=True)

    class Meta:
        ordering = ["-queued_at", "-id"]
        verbose_name = "travail"
        verbose_name_plural = "travaux"
        indexes = [models.Index(fields=["state", "queued_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "running", "done", "failed", "dropped"]),
                name="core_job_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="running") & ~models.Q(worker="") & models.Q(beat_at__isnull=False)
                | ~models.Q(state="running") & models.Q(worker=""),
                name="core_job_running_has_worker",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "running"], ended_at__isnull=True)
                | models.Q(state__in=["done", "failed", "dropped"], ended_at__isnull=False),
                name="core_job_end_dated",
            ),
            models.UniqueConstraint(
                fields=["kind", "once"],
                condition=models.Q(state__in=["queued", "running"]) & ~models.Q(once=""),
                name="core_job_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def get_words(self) -> str:
        """Its state in words."""
        from azalai.core.jobs.states import JobState

        return str(JobState(self.state).label)

    @property
    def is_open(self) -> bool:
        """It waits or goes on."""
        return self.state in ("queued", "running")

    @property
    def share(self) -> int:
        """How far it is, 0 to 100."""
        if self.state == "done":
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0
