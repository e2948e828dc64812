"""What two partners work out after an overlap or a synergy was seen."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.actors.models import Organisation
from azalai.overlaps.enums import (
    JOINT_TRANSITIONS,
    OPEN_STATES,
    JointKind,
    JointResult,
    JointState,
    PartyAnswer,
)
from azalai.overlaps.models.pairs import Pair


class JointAction(models.Model):
    """An invitation to both partners of a pair, and what follows to its result.

    due_on: date of the meeting, or by which something must be agreed. result: only once concluded.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="joint_actions")
    kind = models.CharField(_("forme"), max_length=10, choices=JointKind.choices)
    title = models.CharField(_("objet"), max_length=200)
    purpose = models.TextField(_("ce qui est proposé"))
    due_on = models.DateField(_("échéance"), null=True, blank=True)
    place = models.CharField(_("lieu de la réunion"), max_length=200, blank=True)
    state = models.CharField(_("état"), max_length=10, choices=JointState.choices, default=JointState.INVITED)
    invited_at = models.DateTimeField(_("invitation du"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    invited_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    result = models.CharField(_("résultat"), max_length=16, choices=JointResult.choices, blank=True)
    outcome = models.TextField(_("ce qui a été obtenu"), blank=True)
    closed_at = models.DateTimeField(_("close le"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-invited_at", "-id"]
        verbose_name = _("action conjointe")
        verbose_name_plural = _("actions conjointes")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=JointKind.values), name="overlaps_joint_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=JointState.values), name="overlaps_joint_state_known"
            ),
            models.CheckConstraint(
                condition=Q(result__in=["", *JointResult.values]), name="overlaps_joint_result_known"
            ),
            models.CheckConstraint(
                condition=Q(state=JointState.CONCLUDED) & ~Q(result="")
                | ~Q(state=JointState.CONCLUDED) & Q(result=""),
                name="overlaps_joint_result_when_concluded",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, closed_at__isnull=True)
                | ~Q(state__in=OPEN_STATES) & Q(closed_at__isnull=False),
                name="overlaps_joint_closed_dated",
            ),
            models.UniqueConstraint(
                fields=["pair"], condition=Q(state__in=OPEN_STATES), name="overlaps_joint_open_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("overlaps:joint", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        """Something is still expected."""
        return self.state in OPEN_STATES

    def may_become(self, state: str) -> bool:
        """The state table allows it."""
        return state in JOINT_TRANSITIONS[self.state]


class JointParty(models.Model):
    """An organisation that was invited, and its answer."""

    joint = models.ForeignKey(JointAction, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(
        _("réponse"), max_length=8, choices=PartyAnswer.choices, default=PartyAnswer.WAITING
    )
    reason = models.TextField(_("motif ou condition"), blank=True)
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["joint", "id"]
        verbose_name = _("partenaire invité")
        verbose_name_plural = _("partenaires invités")
        constraints = [
            models.UniqueConstraint(fields=["joint", "organisation"], name="overlaps_party_once"),
            models.CheckConstraint(
                condition=Q(answer=PartyAnswer.WAITING, answered_at__isnull=True)
                | Q(
                    answer__in=[PartyAnswer.ACCEPTED, PartyAnswer.DECLINED],
                    answered_at__isnull=False,
                ),
                name="overlaps_party_answer_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} : {self.get_answer_display()}"


class JointMessage(models.Model):
    """One message of the exchange between both partners and the secretariat."""

    joint = models.ForeignKey(JointAction, on_delete=models.CASCADE, related_name="messages")
    text = models.TextField(_("message"))
    written_at = models.DateTimeField(_("écrit le"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    written_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    signed = models.CharField(_("signature"), max_length=200)

    class Meta:
        ordering = ["joint", "written_at", "id"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="overlaps_message_says_something")]

    def __str__(self) -> str:
        return self.text[:80]
