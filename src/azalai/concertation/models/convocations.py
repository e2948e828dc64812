"""Convocations, one per seat and meeting, and the messages that leave for them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.concertation.enums import (
    ANSWERS,
    CONVOCATION_TRANSITIONS,
    WAITING,
    AnswerChannel,
    Attendance,
    ConvocationState,
    MessageKind,
    Recipient,
)
from azalai.concertation.models.bodies import Seat
from azalai.concertation.models.meetings import Meeting
from azalai.core.outbox import Outgoing
from azalai.core.signed_links import new_nonce


class ConvocationQuerySet(models.QuerySet["Convocation"]):
    def waiting(self) -> ConvocationQuerySet:
        """Nobody has answered yet."""
        return self.filter(state__in=WAITING)

    def answered(self) -> ConvocationQuerySet:
        """Someone answered; what was said may still change."""
        return self.filter(state__in=ANSWERS)


class Convocation(models.Model):
    """A seat is called to a meeting. The state says where the call stands; see enums.

    nonce, deputy_nonce: secrets of the two links; a new one makes the old link worthless.
    deputy_name: who comes instead, as written by who answered. answered_for: whose link answered.
    attendance: what was seen at the meeting, whatever had been answered.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="convocations")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="convocations")
    state = models.CharField(
        _("état"), max_length=10, choices=ConvocationState.choices, default=ConvocationState.DRAFT
    )
    nonce = models.CharField(max_length=32, unique=True, default=new_nonce, editable=False)
    deputy_nonce = models.CharField(max_length=32, unique=True, default=new_nonce, editable=False)
    sent_at = models.DateTimeField(_("envoyée le"), null=True)
    moved_at = models.DateTimeField(_("état depuis"), null=True)
    answered_at = models.DateTimeField(_("répondu le"), null=True)
    answered_for = models.CharField(max_length=10, choices=Recipient.choices, blank=True)
    channel = models.CharField(_("voie"), max_length=12, choices=AnswerChannel.choices, blank=True)
    deputy_name = models.CharField(_("suppléant désigné"), max_length=150, blank=True)
    remark = models.CharField(_("remarque"), max_length=300, blank=True)
    attendance = models.CharField(_("présence"), max_length=12, choices=Attendance.choices, blank=True)

    objects = ConvocationQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "id"]
        verbose_name = _("convocation")
        verbose_name_plural = _("convocations")
        indexes = [models.Index(fields=["meeting", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="concertation_convocation_once"),
            models.CheckConstraint(
                condition=Q(state__in=ConvocationState.values), name="concertation_convocation_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ANSWERS, answered_at__isnull=False)
                | ~Q(state__in=ANSWERS) & Q(answered_at__isnull=True)
                | Q(state__in=[ConvocationState.CANCELLED, ConvocationState.RELAYED]),
                name="concertation_convocation_answer_dated",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, channel="")
                | Q(answered_at__isnull=False) & ~Q(channel=""),
                name="concertation_convocation_answer_has_channel",
            ),
            models.CheckConstraint(
                condition=Q(attendance__in=["", *Attendance.values]),
                name="concertation_convocation_attendance_known",
            ),
            models.CheckConstraint(
                condition=Q(state=ConvocationState.DRAFT)
                | Q(sent_at__isnull=False)
                | Q(state=ConvocationState.CANCELLED),
                name="concertation_convocation_sent_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} · {self.meeting}"

    def get_absolute_url(self) -> str:
        return reverse("concertation:convocation", args=[self.public_id])

    @property
    def uid(self) -> str:
        """Of the calendar's event: always the same, and known to nobody but who was called."""
        return f"{self.public_id}@azalai"

    @property
    def is_waiting(self) -> bool:
        """Nobody has answered, and an answer is still hoped for."""
        return self.state in WAITING

    @property
    def is_filled(self) -> bool:
        """Someone is announced for the seat, the member or a deputy named."""
        if self.state == ConvocationState.PRESENT:
            return True
        return self.state == ConvocationState.EXCUSED and bool(self.deputy_name)

    def may_become(self, state: str) -> bool:
        """The state table allows it."""
        return state in CONVOCATION_TRANSITIONS[self.state]


class Message(Outgoing):
    """A mail to one person about a convocation, from the moment it is decided to the moment it has left.

    step: sequence of the meeting at that time, so that each change is told once.
    """

    convocation = models.ForeignKey(Convocation, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(_("objet"), max_length=12, choices=MessageKind.choices)
    recipient = models.CharField(_("pour"), max_length=10, choices=Recipient.choices)
    step = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-queued_at", "-id"]
        verbose_name = _("message de convocation")
        verbose_name_plural = _("messages de convocation")
        indexes = [models.Index(fields=["sent_at", "dropped_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["convocation", "kind", "step", "recipient", "person"],
                condition=Q(person__isnull=False),
                name="concertation_message_once",
            ),
            models.UniqueConstraint(
                fields=["convocation", "kind", "step", "recipient"],
                condition=Q(person__isnull=True),
                name="concertation_message_to_nobody_once",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(person__isnull=False),
                name="concertation_message_sent_to_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.convocation}"
