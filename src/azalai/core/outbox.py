"""Mail that nothing loses: first a row, written with the action, then a message that leaves once.

A room makes a model of `Outgoing`, writes rows in the transaction of its action, and lets them leave with an
`Outbox` after the commit. A server that is down, slow or refuses leaves the row where it is, with the reason;
a process that dies while sending leaves its claim, which another takes over after STALE. Each room that
sends calls tests/core/outbox_contract.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from azalai.core import leaving
from azalai.core.clock import now

STALE = timedelta(minutes=15)
_told: ContextVar[bool] = ContextVar("azalai.core.outbox.told", default=False)


@contextmanager
def of_the_past() -> Iterator[None]:
    """A past that is told, not lived: what would leave has left, at the moment it was decided; no mail is
    written. For the demonstration, whose members have lived two years in a few seconds."""
    token = _told.set(True)
    try:
        yield
    finally:
        _told.reset(token)


class OutgoingQuerySet(models.QuerySet[Any]):
    def pending(self) -> Any:
        """Those that have not left yet and could."""
        return self.filter(sent_at__isnull=True, dropped_at__isnull=True)

    def free(self, since: datetime) -> Any:
        """Of these, those that no process has been sending since that moment."""
        return self.filter(Q(claimed_at__isnull=True) | Q(claimed_at__lt=since))


class Outgoing(models.Model):
    """A mail to one person, from the moment it is decided to the moment it has left.

    person: None where nobody could be reached; the row then says that it must be handed over otherwise.
    dropped_at: it is of no use any more.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    queued_at = models.DateTimeField(gettext_lazy("décidé le"))
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(gettext_lazy("parti le"), null=True)
    dropped_at = models.DateTimeField(gettext_lazy("sans objet depuis"), null=True)
    tries = models.PositiveSmallIntegerField(gettext_lazy("essais"), default=0)
    failure = models.CharField(gettext_lazy("pourquoi il n'est pas parti"), max_length=200, blank=True)

    objects: ClassVar[Any] = OutgoingQuerySet.as_manager()

    class Meta:
        abstract = True


def nobody_to_reach() -> str:
    """Why a row without a person has not left."""
    return str(_("Personne à joindre : aucun titulaire n'a d'adresse électronique."))


@dataclass(frozen=True)
class Outbox:
    """How the messages of a room leave. load: a row by key, with all that its letter tells.

    letter: what leaves; None when there is nothing to say any more, and the row is dropped.
    """

    model: type[Outgoing]
    load: Callable[[int], Any]
    letter: Callable[[Any], EmailMessage | None]

    def send_after_commit(self, messages: Iterable[Any]) -> None:
        """Let these messages leave once the transaction is over."""
        keys = [message.pk for message in messages if message.person_id]
        if _told.get():
            self.model.objects.pending().filter(pk__in=keys).update(sent_at=F("queued_at"))
        elif keys:
            transaction.on_commit(partial(leaving.leave, partial(self.deliver, keys)), robust=True)

    def deliver(self, keys: Sequence[int]) -> int:
        """Send those of these messages that nobody else is sending; how many left. Never raises for mail."""
        left = 0
        try:
            with get_connection() as connection:
                left = sum(self._sent(key, connection) for key in keys)
        except OSError as error:  # the server does not answer at all
            self._note_failure(keys, error)
        return left

    def retry(self, at: datetime) -> int:
        """Send again what has not left and could; how many left."""
        waiting = self.model.objects.pending().free(at - STALE).filter(person__isnull=False)
        return self.deliver(list(waiting.order_by("queued_at").values_list("pk", flat=True)))

    def _sent(self, key: int, connection: BaseEmailBackend) -> bool:
        """Claim the message, send it, keep what became of it."""
        at = now()
        mine = self.model.objects.pending().free(at - STALE).filter(pk=key, person__isnull=False)
        if not mine.update(claimed_at=at, tries=F("tries") + 1):
            return False
        try:
            mail = self.letter(self.load(key))
            if mail is None:
                self.model.objects.filter(pk=key).update(dropped_at=at, claimed_at=None)
                return False
            mail.connection = connection
            mail.send()
        except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; a bad address is a ValueError
            self._note_failure([key], error)
            return False
        self.model.objects.filter(pk=key).update(sent_at=now(), claimed_at=None, failure="")
        return True

    def _note_failure(self, keys: Sequence[int], error: Exception) -> None:
        why = _("Le message n'est pas parti : %(why)s") % {"why": str(error) or type(error).__name__}
        self.model.objects.pending().filter(pk__in=keys).update(claimed_at=None, failure=why[:200])
