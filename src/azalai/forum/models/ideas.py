"""The idea box."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.concertation.models import AgendaItem
from azalai.core.audit import fold
from azalai.forum.enums import ANSWERED, IDEA_TRANSITIONS, WAITING, IdeaState
from azalai.frames.models import Country
from azalai.plans.models import Plan

PERSON = settings.AUTH_USER_MODEL
# In order: a migration must not change from one run to the next.
CLOSED = sorted([*ANSWERED, IdeaState.SET_ASIDE])


def fingerprint(secret: str) -> str:
    """What is kept of the secret of an idea: enough to know it again, not enough to find it."""
    return hashlib.sha256(f"azalai.forum.idea:{secret}".encode()).hexdigest()


class IdeaQuerySet(models.QuerySet["Idea"]):
    def waiting(self) -> IdeaQuerySet:
        """Those that nobody has answered."""
        return self.filter(state__in=WAITING)


class Idea(models.Model):
    """An idea put in the box, and its answer.

    person, post: who signs; both empty for an anonymous idea, whose author is kept nowhere. seal: fingerprint
    of the secret that was given to the author, who alone can follow the idea by it.
    answer: the reasons, required by every answer. key: of the form; sent twice, it is one idea.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("l'idée en une phrase"), max_length=200)
    text = models.TextField(_("explication"), blank=True)
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    seal = models.CharField(max_length=64, unique=True, editable=False)
    state = models.CharField(_("état"), max_length=10, choices=IdeaState.choices, default=IdeaState.RECEIVED)
    received_at = models.DateTimeField(_("reçue le"))
    studied_at = models.DateTimeField(_("à l'étude depuis"), null=True)
    answered_at = models.DateTimeField(_("réponse donnée le"), null=True)
    answered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(_("réponse"), blank=True)
    search_text = models.TextField(blank=True, editable=False)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = _("idée")
        verbose_name_plural = _("idées")
        indexes = [models.Index(fields=["country", "state"])]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="forum_idea_titled"),
            models.CheckConstraint(condition=Q(state__in=IdeaState.values), name="forum_idea_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, answered_at__isnull=False) & ~Q(answer="")
                | Q(state__in=sorted(WAITING), answered_at__isnull=True, answer=""),
                name="forum_idea_answered_with_reasons",
            ),
            models.CheckConstraint(
                condition=~Q(state=IdeaState.STUDIED) | Q(studied_at__isnull=False),
                name="forum_idea_study_dated",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(post__isnull=True), name="forum_idea_signed_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = fold(f"{self.title} {self.text} {self.answer}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("forum:idea", args=[self.public_id])

    @property
    def is_anonymous(self) -> bool:
        return self.person_id is None

    @property
    def is_waiting(self) -> bool:
        """Nobody has answered yet."""
        return self.state in WAITING

    def may_become(self, state: str) -> bool:
        """The state table allows it."""
        return state in IDEA_TRANSITIONS[self.state]

    def days_at(self, at: datetime) -> int:
        """Days from receipt to the answer, or to that moment while there is none."""
        return max(0, ((self.answered_at or at) - self.received_at).days)


class IdeaLink(models.Model):
    """What became of an idea: an address with its label, an item of an agenda, or a line of a plan."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("ce que c'est"), max_length=200)
    url = models.CharField(_("adresse"), max_length=500, blank=True)
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="+")
    node_key = models.UUIDField(null=True)
    added_at = models.DateTimeField(_("ajouté le"))
    added_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["idea", "added_at", "id"]
        verbose_name = _("suite donnée")
        verbose_name_plural = _("suites données")
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="forum_idealink_labelled"),
            models.CheckConstraint(
                condition=Q(plan__isnull=True, node_key__isnull=True)
                | Q(plan__isnull=False, node_key__isnull=False),
                name="forum_idealink_line_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class IdeaNoticeQuerySet(models.QuerySet["IdeaNotice"]):
    def pending(self) -> IdeaNoticeQuerySet:
        """Those that have not left yet."""
        return self.filter(due_at__isnull=False)

    def free(self, since: datetime) -> IdeaNoticeQuerySet:
        """Of these, those that no process has been sending since that moment."""
        return self.filter(Q(claimed_at__isnull=True) | Q(claimed_at__lt=since))


class IdeaNotice(models.Model):
    """An address to which word of an idea goes; the row goes with the last mail that needs it.

    secret: of the link to follow the idea, so that the mail can hold it. due_at: a mail must leave now.
    until_answer: the author asked to be told the answer as well. No page shows the address.
    """

    idea = models.OneToOneField(Idea, on_delete=models.CASCADE, related_name="notice")
    address = models.EmailField()
    language = models.CharField(max_length=8)
    secret = models.CharField(max_length=32)
    base = models.CharField(max_length=200)
    until_answer = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=200, blank=True)

    objects = IdeaNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("adresse pour une idée")
        verbose_name_plural = _("adresses pour des idées")

    def __str__(self) -> str:
        return str(self.idea)
