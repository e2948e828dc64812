"""What was decided or recommended, and is followed to its end."""

from __future__ import annotations

import hashlib
import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.actors.models import Organisation
from azalai.concertation.models import AgendaItem, Body, Meeting, MinutesAction
from azalai.engines.naming.text import spelling_key
from azalai.followup.enums import (
    FINISHED,
    OPEN_STATES,
    POINT_TRANSITIONS,
    REASONED,
    PointKind,
    PointState,
    Priority,
    SourceKind,
    Stage,
)
from azalai.followup.sources import Source
from azalai.frames.models import Country, FrameworkItem
from azalai.frames.partial import PartialDateField

PERSON = settings.AUTH_USER_MODEL
NO_DEADLINE = date.max


def fingerprint_of(source: Source, text: str) -> str:
    """The same for one source and text, however the text is spaced and accented; "" without object_id."""
    if not source.object_id:
        return ""
    told = "\n".join([source.object_type, source.object_id, spelling_key(text)])
    return hashlib.sha256(told.encode()).hexdigest()[:40]


class PointQuerySet(models.QuerySet["ActionPoint"]):
    def in_country(self, country: str) -> PointQuerySet:
        """Points of a country (ISO alpha-2)."""
        return self.filter(country_id=country)

    def open(self) -> PointQuerySet:
        """Something is still expected of their owners."""
        return self.filter(stage=Stage.OPEN)

    def late(self, on: date) -> PointQuerySet:
        """Open, and the last day of their deadline is past."""
        return self.open().filter(sort_on__lt=on)


class ActionPoint(models.Model):
    """An action point or a recommendation: who must do what by when, and how far it has come.

    deadline: as understood, partial; deadline_text: as written; due_on: its last day. stage and sort_on
    follow state and due_on, in a form that one index serves: what has no deadline comes last.
    body: whose members read it. meeting: where it was decided; minutes_action: as the adopted minutes say it.
    source_*: see `sources.Source`;
    fingerprint: of source and text. reason: of a refusal, a block, a drop. progress: percent, None while
    nobody has said. heard_at: last news of the owner. search_text: folded, for searching.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("nature"), max_length=15, choices=PointKind.choices)
    text = models.TextField(_("ce qui est à faire"))
    note = models.TextField(_("précision"), blank=True)
    owner_post = models.ForeignKey(
        Post,
        verbose_name=_("poste responsable"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="action_points",
    )
    deadline = PartialDateField(_("échéance"))
    deadline_text = models.CharField(_("échéance telle qu'écrite"), max_length=200, blank=True)
    due_on = models.DateField(_("dernier jour"), null=True, editable=False)
    sort_on = models.DateField(default=NO_DEADLINE, editable=False)
    priority = models.CharField(_("priorité"), max_length=6, choices=Priority.choices, blank=True)
    body = models.ForeignKey(
        Body,
        verbose_name=_("instance"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="action_points",
    )
    meeting = models.ForeignKey(
        Meeting,
        verbose_name=_("réunion"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="action_points",
    )
    minutes_action = models.OneToOneField(
        MinutesAction, on_delete=models.PROTECT, null=True, related_name="followed_point", editable=False
    )
    source_kind = models.CharField(
        _("origine"), max_length=10, choices=SourceKind.choices, default=SourceKind.OTHER
    )
    source_label = models.CharField(_("source"), max_length=300, blank=True)
    source_url = models.CharField(max_length=300, blank=True)
    source_type = models.CharField(max_length=80, blank=True)
    source_id = models.CharField(max_length=80, blank=True)
    fingerprint = models.CharField(max_length=40, blank=True, editable=False)
    state = models.CharField(
        _("état"), max_length=12, choices=PointState.choices, default=PointState.PROPOSED
    )
    stage = models.CharField(max_length=6, choices=Stage.choices, default=Stage.OPEN, editable=False)
    reason = models.TextField(_("motif"), blank=True)
    progress = models.PositiveSmallIntegerField(_("avancement"), null=True, blank=True)
    search_text = models.TextField(blank=True, editable=False)
    registered_at = models.DateTimeField(_("inscrite le"))
    registered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    moved_at = models.DateTimeField(_("dans cet état depuis"))
    moved_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    heard_at = models.DateTimeField(_("dernières nouvelles"), null=True)
    heard_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(_("faite le"), null=True)
    done_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(_("vérifiée le"), null=True)
    verified_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PointQuerySet.as_manager()

    class Meta:
        ordering = ["sort_on", "id"]
        verbose_name = _("action ou recommandation")
        verbose_name_plural = _("actions et recommandations")
        indexes = [
            models.Index(fields=["country", "state", "sort_on", "id"], name="followup_point_state"),
            models.Index(fields=["country", "stage", "sort_on", "id", "state"], name="followup_point_stage"),
            models.Index(fields=["country", "sort_on", "id"], name="followup_point_sorted"),
            models.Index(fields=["country", "registered_at", "id"], name="followup_point_newest"),
            models.Index(fields=["body", "stage", "sort_on", "id"], name="followup_point_of_body"),
            models.Index(fields=["source_type", "source_id"], name="followup_point_source"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="followup_point_says_something"),
            models.CheckConstraint(condition=Q(kind__in=PointKind.values), name="followup_point_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=PointState.values), name="followup_point_state_known"
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.OPEN, state__in=OPEN_STATES)
                | Q(stage=Stage.CLOSED) & ~Q(state__in=OPEN_STATES),
                name="followup_point_stage_follows_state",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True, sort_on=NO_DEADLINE) | Q(due_on=F("sort_on")),
                name="followup_point_sorted_by_deadline",
            ),
            models.CheckConstraint(
                condition=Q(priority__in=["", *Priority.values]), name="followup_point_priority_known"
            ),
            models.CheckConstraint(
                condition=Q(source_kind__in=SourceKind.values), name="followup_point_source_known"
            ),
            models.CheckConstraint(
                condition=Q(progress__isnull=True) | Q(progress__lte=100), name="followup_point_percent"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=REASONED) | ~Q(reason=""), name="followup_point_says_why"
            ),
            models.CheckConstraint(
                condition=Q(deadline="", due_on__isnull=True) | ~Q(deadline="") & Q(due_on__isnull=False),
                name="followup_point_due_when_understood",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, done_at__isnull=False, progress=100)
                | ~Q(state__in=FINISHED)
                & Q(done_at__isnull=True, done_by__isnull=True)
                & (Q(progress__isnull=True) | Q(progress__lt=100)),
                name="followup_point_done_dated",
            ),
            models.CheckConstraint(
                condition=Q(state=PointState.VERIFIED, verified_at__isnull=False)
                | ~Q(state=PointState.VERIFIED) & Q(verified_at__isnull=True, verified_by__isnull=True),
                name="followup_point_verified_dated",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True)
                | Q(done_by__isnull=True)
                | ~Q(verified_by=F("done_by")),
                name="followup_point_verified_by_another",
            ),
            models.UniqueConstraint(
                fields=["country", "fingerprint"],
                condition=~Q(fingerprint=""),
                name="followup_point_of_source_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 120 else f"{self.text[:119].rstrip()}…"

    def get_absolute_url(self) -> str:
        return reverse("followup:point", args=[self.public_id])

    @property
    def number(self) -> str:
        """How people name it: "A12" for an action, "R12" for a recommendation; in no separate series."""
        return f"{'R' if self.kind == PointKind.RECOMMENDATION else 'A'}{self.pk}"

    @property
    def is_open(self) -> bool:
        """Something is still expected of its owners."""
        return self.state in OPEN_STATES

    def stand(self, state: str) -> None:
        """Stand in that state, and in its stage; what is checked before is the affair of the action."""
        self.state = state
        self.stage = Stage.OPEN if state in OPEN_STATES else Stage.CLOSED

    @property
    def since(self) -> date:
        """The day from which its age counts: of the meeting that decided it, else of its registration."""
        return self.meeting.starts_on if self.meeting else localdate(self.registered_at)

    def may_become(self, state: str) -> bool:
        """The state table allows it."""
        return state in POINT_TRANSITIONS[self.state]

    def days_late(self, on: date) -> int:
        """Days since the last day of the deadline, 0 when it is not late."""
        return max(0, (on - self.due_on).days) if self.is_open and self.due_on else 0

    @property
    def owner_keys(self) -> frozenset[int]:
        """Keys of the organisations that own it; no query where `owners` was prefetched."""
        return frozenset(row.organisation_id for row in self.owners.all() if row.organisation_id)


class PointOwner(models.Model):
    """Who is to act: as written, with the organisation where it was recognised."""

    point = models.ForeignKey(ActionPoint, on_delete=models.CASCADE, related_name="owners")
    text = models.CharField(_("tel qu'écrit"), max_length=300)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisme"),
        on_delete=models.PROTECT,
        null=True,
        related_name="owned_points",
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["point", "position", "id"]
        verbose_name = _("responsable")
        verbose_name_plural = _("responsables")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="followup_owner_named"),
            models.UniqueConstraint(
                fields=["point", "organisation"],
                condition=Q(organisation__isnull=False),
                name="followup_owner_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation) if self.organisation else self.text


class PointLine(models.Model):
    """A line of a plan that the point serves, by its key, which is the same in all versions."""

    point = models.ForeignKey(ActionPoint, on_delete=models.CASCADE, related_name="lines")
    node_key = models.UUIDField(_("ligne du plan"), db_index=True)

    class Meta:
        ordering = ["point", "id"]
        verbose_name = _("ligne de plan servie")
        verbose_name_plural = _("lignes de plan servies")
        constraints = [models.UniqueConstraint(fields=["point", "node_key"], name="followup_line_once")]

    def __str__(self) -> str:
        return f"{self.point} → {self.node_key}"


class PointObjective(models.Model):
    """An objective of a framework that the point serves."""

    point = models.ForeignKey(ActionPoint, on_delete=models.CASCADE, related_name="objectives")
    item = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="action_points")

    class Meta:
        ordering = ["point", "id"]
        verbose_name = _("objectif servi")
        verbose_name_plural = _("objectifs servis")
        constraints = [models.UniqueConstraint(fields=["point", "item"], name="followup_objective_once")]

    def __str__(self) -> str:
        return f"{self.point} → {self.item}"


class AgendaPoint(models.Model):
    """The point is treated under an item of a meeting's agenda."""

    point = models.ForeignKey(ActionPoint, on_delete=models.CASCADE, related_name="agenda_items")
    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="followed_point")
    added_at = models.DateTimeField(_("mise à l'ordre du jour le"))
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["point", "id"]
        verbose_name = _("action à l'ordre du jour")
        verbose_name_plural = _("actions à l'ordre du jour")

    def __str__(self) -> str:
        return f"{self.point} · {self.item.meeting}"
