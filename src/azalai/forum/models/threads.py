"""Threads, what is written in them, and who follows them."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.actors.models import Organisation
from azalai.concertation.models import AgendaItem, Body, Meeting
from azalai.core.audit import fold
from azalai.core.models import Attachment
from azalai.forum.enums import THREAD_TRANSITIONS, Audience, Channel, Phase, Subject, ThreadState
from azalai.frames.models import Country
from azalai.interventions.models import Intervention
from azalai.plans.models import Plan

PERSON = settings.AUTH_USER_MODEL


def _only(subject: str, **filled: bool) -> Q:
    """The columns that a subject fills in, and no others."""
    columns = ("meeting", "item", "plan", "node_key", "intervention", "document")
    nulls = {f"{name}__isnull": not filled.get(name, False) for name in columns}
    return Q(subject=subject, **nulls)


class Thread(models.Model):
    """An exchange about one thing. subject says which columns are filled: a meeting, an item of its agenda,
    a line of a plan (by its key, whatever the version), a published intervention, a file, or none.

    body: the body whose members read it; required by that audience. base: address of the site when it
    was opened, for mails that leave later. last_at: when the last message was written.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("titre"), max_length=200)
    subject = models.CharField(_("sujet"), max_length=15, choices=Subject.choices, default=Subject.FREE)
    body = models.ForeignKey(
        Body, verbose_name=_("instance"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    meeting = models.ForeignKey(
        Meeting, verbose_name=_("réunion"), on_delete=models.PROTECT, null=True, related_name="threads"
    )
    item = models.ForeignKey(
        AgendaItem, verbose_name=_("point"), on_delete=models.SET_NULL, null=True, related_name="threads"
    )
    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, null=True, related_name="threads"
    )
    node_key = models.UUIDField(null=True)
    intervention = models.ForeignKey(
        Intervention,
        verbose_name=_("intervention"),
        on_delete=models.PROTECT,
        null=True,
        related_name="threads",
    )
    document = models.ForeignKey(
        Attachment, verbose_name=_("document"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    audience = models.CharField(_("lu par"), max_length=10, choices=Audience.choices)
    state = models.CharField(_("état"), max_length=10, choices=ThreadState.choices, default=ThreadState.OPEN)
    reason = models.CharField(_("motif"), max_length=300, blank=True)
    opened_at = models.DateTimeField(_("ouvert le"))
    opened_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    opened_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    state_at = models.DateTimeField(_("état depuis"))
    state_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    last_at = models.DateTimeField(_("dernier message"), db_index=True)
    base = models.CharField(max_length=200, blank=True, editable=False)
    search_text = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["-last_at", "-id"]
        verbose_name = _("échange")
        verbose_name_plural = _("échanges")
        indexes = [
            models.Index(fields=["plan", "node_key"]),
            models.Index(fields=["country", "audience", "state"]),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="forum_thread_titled"),
            models.CheckConstraint(
                condition=_only(Subject.FREE)
                | _only(Subject.MEETING, meeting=True)
                | _only(Subject.ITEM, meeting=True, item=True)
                | _only(Subject.ITEM, meeting=True)  # the item was taken off the agenda since
                | _only(Subject.LINE, plan=True, node_key=True)
                | _only(Subject.INTERVENTION, intervention=True)
                | _only(Subject.DOCUMENT, document=True),
                name="forum_thread_subject_whole",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values)
                & (~Q(audience=Audience.BODY) | Q(body__isnull=False)),
                name="forum_thread_audience_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ThreadState.values), name="forum_thread_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=ThreadState.HIDDEN) | ~Q(reason=""), name="forum_thread_hidden_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = fold(self.title)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("forum:thread", args=[self.public_id])

    def may_become(self, state: str) -> bool:
        """The state table allows it."""
        return state in THREAD_TRANSITIONS[self.state]

    def phase_at(self, at: datetime) -> str:
        """Before, during or after its meeting; "" without a meeting."""
        if self.meeting is None:
            return ""
        if at < self.meeting.starts_at:
            return Phase.BEFORE
        return Phase.DURING if at <= self.meeting.ends_at else Phase.AFTER


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def shown(self) -> ContributionQuerySet:
        """Those that nobody has hidden."""
        return self.filter(hidden_at__isnull=True)


class Contribution(models.Model):
    """A message in a thread. number: its rank there, never given twice.

    key: of the form or of the link that it was sent by: sent again, it is the same message.
    person, post, organisation: who wrote, from where, in whose name; kept as they were that day.
    hidden_at: moderators still read it. edited_at: former texts stand in Revision.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="contributions")
    number = models.PositiveIntegerField(_("rang"))
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    text = models.TextField(_("message"))
    written_at = models.DateTimeField(_("écrit le"), db_index=True)
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisme"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    channel = models.CharField(_("voie"), max_length=5, choices=Channel.choices, default=Channel.SITE)
    edited_at = models.DateTimeField(_("modifié le"), null=True)
    hidden_at = models.DateTimeField(_("masqué le"), null=True)
    hidden_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    hidden_because = models.CharField(_("motif"), max_length=300, blank=True)
    search_text = models.TextField(blank=True, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["thread", "number"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="forum_contribution_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="forum_contribution_not_empty"),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="forum_contribution_channel_known"
            ),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_because="")
                | Q(hidden_at__isnull=False) & ~Q(hidden_because=""),
                name="forum_contribution_hidden_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread} · {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = fold(self.text)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"{self.thread.get_absolute_url()}#m{self.number}"

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None


class Revision(models.Model):
    """A text as it stood before it was changed."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="revisions")
    text = models.TextField(_("texte d'avant"))
    replaced_at = models.DateTimeField(_("remplacé le"))
    replaced_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["contribution", "replaced_at", "id"]
        verbose_name = _("texte d'avant")

    def __str__(self) -> str:
        return f"{self.contribution} · {self.replaced_at:%d/%m/%Y}"


class Mention(models.Model):
    """A post or an organisation that a message calls."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="mentions")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = _("mention")
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=True) ^ Q(organisation__isnull=True), name="forum_mention_of_one"
            ),
            models.UniqueConstraint(
                fields=["contribution", "post"],
                condition=Q(post__isnull=False),
                name="forum_mention_post_once",
            ),
            models.UniqueConstraint(
                fields=["contribution", "organisation"],
                condition=Q(organisation__isnull=False),
                name="forum_mention_organisation_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.post or self.organisation)


class Follow(models.Model):
    """A post follows a thread: whoever holds the post reads of it in the digest."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="follows")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    since_at = models.DateTimeField(_("depuis le"))

    class Meta:
        verbose_name = _("suivi")
        constraints = [models.UniqueConstraint(fields=["thread", "post"], name="forum_follow_once")]

    def __str__(self) -> str:
        return f"{self.post} → {self.thread}"


class Seen(models.Model):
    """How far a post has read a thread: a rank, no date. Nobody else sees it; no audit entry."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("lecture")
        constraints = [models.UniqueConstraint(fields=["thread", "post"], name="forum_seen_once")]

    def __str__(self) -> str:
        return f"{self.post} · {self.thread} · {self.number}"
