"""Mails leave after the commit; what cannot leave stays in the queue and says why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core.authorship import Author
from azalai.core.clock import now
from azalai.forum import rules
from azalai.forum.letters import compose, notice_of
from azalai.forum.models import IdeaNotice, Letter, LetterLine, ReplyLink
from azalai.forum.readers import Reader, reader

# A process that died while sending leaves its claim: after that time another one takes over.
STALE = timedelta(minutes=15)


def send_after_commit(letters: Iterable[Letter]) -> None:
    """Let these mails leave once the transaction is over."""
    keys = [letter.pk for letter in letters]
    if keys:
        transaction.on_commit(partial(deliver, keys), robust=True)


def notify_after_commit(notice: IdeaNotice) -> None:
    """Let word of an idea leave once the transaction is over."""
    transaction.on_commit(partial(deliver_notices, [notice.pk]), robust=True)


def deliver(keys: Sequence[int]) -> int:
    """Send those of these mails that nobody else is sending; how many left. Never raises for the mail."""
    return _each(keys, _sent)


def deliver_notices(keys: Sequence[int]) -> int:
    """The same for words of ideas."""
    return _each(keys, _noticed)


def _each(keys: Sequence[int], send: Callable[[int, BaseEmailBackend], bool]) -> int:
    if not keys:
        return 0
    left = 0
    try:
        with get_connection() as connection:
            left = sum(send(key, connection) for key in keys)
    except OSError as error:  # the server does not answer at all
        _note_failure(Letter if send is _sent else IdeaNotice, keys, error)
    return left


def _sent(key: int, connection: BaseEmailBackend) -> bool:
    """Claim the mail, look again at what it may say, send it, keep what became of it."""
    at = now()
    mine = Letter.objects.pending().free(at - STALE).filter(pk=key)
    if not mine.update(claimed_at=at, tries=F("tries") + 1):
        return False
    letter = Letter.objects.select_related("person").get(pk=key)
    lines = _readable(letter, at)
    if not lines:
        Letter.objects.filter(pk=key).update(dropped_at=at, claimed_at=None)
        return False
    try:
        mail = compose(letter, lines, at=at)
        mail.connection = connection
        mail.send()
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; a bad address is a ValueError
        _note_failure(Letter, [key], error)
        ReplyLink.objects.filter(person=letter.person, made_at=at, used_at__isnull=True).delete()
        return False
    Letter.objects.filter(pk=key).update(sent_at=now(), claimed_at=None, failure="")
    return True


def _readable(letter: Letter, at: datetime) -> list[LetterLine]:
    """What the person may still read; the rest is taken out: shown again, it may come later."""
    rows = letter.lines.select_related(
        "contribution__thread__meeting__body__place",
        "contribution__thread__body",
        "contribution__post",
        "contribution__organisation",
    )
    readers: dict[int, Reader | None] = {}
    kept: list[LetterLine] = []
    gone: list[LetterLine] = []
    for line in rows:
        if line.post_id not in readers:
            readers[line.post_id] = reader(letter.person, line.post_id, on=localdate(at))
        who = readers[line.post_id]
        (kept if who is not None and who.reads(line.contribution) else gone).append(line)
    LetterLine.objects.filter(pk__in=[line.pk for line in gone]).delete()
    return kept


def _noticed(key: int, connection: BaseEmailBackend) -> bool:
    """Send word of an idea; the address goes with the last word that was asked for."""
    at = now()
    mine = IdeaNotice.objects.pending().free(at - STALE).filter(pk=key)
    if not mine.update(claimed_at=at, tries=F("tries") + 1):
        return False
    notice = IdeaNotice.objects.select_related("idea").get(pk=key)
    try:
        mail = notice_of(notice)
        mail.connection = connection
        mail.send()
    except (OSError, ValueError) as error:
        _note_failure(IdeaNotice, [key], error)
        return False
    if notice.until_answer and notice.idea.is_waiting:
        IdeaNotice.objects.filter(pk=key).update(due_at=None, claimed_at=None, failure="")
    else:
        notice.delete()
    return True


def _note_failure(model: type[Letter] | type[IdeaNotice], keys: Sequence[int], error: Exception) -> None:
    why = _("Le message n'est pas parti : %(why)s") % {"why": str(error) or type(error).__name__}
    model.objects.pending().filter(pk__in=keys).update(claimed_at=None, failure=why[:200])


def retry_letters(*, by: Author, at: datetime) -> int:
    """Send again what has not left; how many left. Not recorded: the action that wrote the mail was."""
    rules.check_send_digests(by)
    letters = Letter.objects.pending().free(at - STALE).order_by("queued_at", "pk")
    notices = IdeaNotice.objects.pending().free(at - STALE).order_by("due_at", "pk")
    left = deliver(list(letters.values_list("pk", flat=True)))
    return left + deliver_notices(list(notices.values_list("pk", flat=True)))
