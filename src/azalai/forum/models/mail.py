"""What leaves by mail, how often, and the links that a mail carries."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from azalai.accounts.models import Post
from azalai.core.outbox import Outgoing
from azalai.core.signed_links import new_nonce
from azalai.forum.enums import LetterKind, Rhythm
from azalai.forum.models.threads import Contribution, Thread

PERSON = settings.AUTH_USER_MODEL


class Preference(models.Model):
    """How a person wants to be written to. nonce: of the link that stops the digests.

    since_at: what was written before is not sent; last_at: when the last digest was made.
    """

    person = models.OneToOneField(PERSON, on_delete=models.CASCADE, related_name="+")
    rhythm = models.CharField(_("résumé"), max_length=8, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    mentions_at_once = models.BooleanField(_("mentions"), default=True)
    nonce = models.CharField(max_length=32, unique=True, default=new_nonce, editable=False)
    since_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("préférence de courriel")
        constraints = [
            models.CheckConstraint(
                condition=Q(rhythm__in=Rhythm.values), name="forum_preference_rhythm_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_rhythm_display()}"


class Letter(Outgoing):
    """A mail to one person, written in the transaction that decides it, sent after it; see LetterLine.

    What it says is read when it leaves: what was hidden meanwhile is not in it.
    """

    kind = models.CharField(_("objet"), max_length=8, choices=LetterKind.choices)

    class Meta:
        ordering = ["-queued_at", "-id"]
        verbose_name = _("courriel d'échanges")
        verbose_name_plural = _("courriels d'échanges")
        indexes = [models.Index(fields=["sent_at", "dropped_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LetterKind.values), name="forum_letter_kind_known"),
            models.CheckConstraint(condition=Q(person__isnull=False), name="forum_letter_to_someone"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(dropped_at__isnull=True), name="forum_letter_ends_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.person}"


class LetterLine(models.Model):
    """A message that a mail carries to a person, by one of the person's posts: once, whatever mail."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="lines")
    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["letter", "contribution__thread_id", "contribution__number"]
        verbose_name = _("message d'un courriel")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "contribution"], name="forum_letterline_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter} · {self.contribution}"


class ReplyLink(models.Model):
    """The right of a person, from a post, to write once in a thread without signing in.

    Worth nothing once used, expired, or when the person could not write there any more.
    """

    nonce = models.CharField(max_length=32, unique=True, default=new_nonce, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="reply_links")
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("lien de réponse")
        verbose_name_plural = _("liens de réponse")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")), name="forum_replylink_lives_a_while"
            )
        ]

    def __str__(self) -> str:
        return f"{self.thread} · {self.made_at:%d/%m/%Y}"
