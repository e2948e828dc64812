"""Mails leave after the commit; what cannot leave stays in the queue and says why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core.authorship import Author
from azalai.core.clock import now
from azalai.core.outbox import STALE, Outbox
from azalai.forum import rules
from azalai.forum.letters import compose, notice_of
from azalai.forum.models import IdeaNotice, Letter, LetterLine
from azalai.forum.readers import Reader, reader


def _load(key: int) -> Letter:
    return Letter.objects.select_related("person").get(pk=key)


def _letter(letter: Letter) -> EmailMessage | None:
    """What the person may still read of it; None when that is nothing."""
    at = now()
    lines = _readable(letter, at)
    return compose(letter, lines, at=at) if lines else None


OUTBOX = Outbox(Letter, _load, _letter)
send_after_commit = OUTBOX.send_after_commit


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
            assert letter.person is not None  # the database says so
            readers[line.post_id] = reader(letter.person, line.post_id, on=localdate(at))
        who = readers[line.post_id]
        (kept if who is not None and who.reads(line.contribution) else gone).append(line)
    LetterLine.objects.filter(pk__in=[line.pk for line in gone]).delete()
    return kept


def notify_after_commit(notice: IdeaNotice) -> None:
    """Let word of an idea leave once the transaction is over."""
    transaction.on_commit(partial(deliver_notices, [notice.pk]), robust=True)


def deliver_notices(keys: Sequence[int]) -> int:
    """Send those words of ideas that nobody else is sending; how many left. Never raises for the mail."""
    left = 0
    try:
        if keys:
            with get_connection() as connection:
                left = sum(_noticed(key, connection) for key in keys)
    except OSError as error:  # the server does not answer at all
        _note_failure(keys, error)
    return left


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
        _note_failure([key], error)
        return False
    if notice.until_answer and notice.idea.is_waiting:
        IdeaNotice.objects.filter(pk=key).update(due_at=None, claimed_at=None, failure="")
    else:
        notice.delete()
    return True


def _note_failure(keys: Sequence[int], error: Exception) -> None:
    why = _("Le message n'est pas parti : %(why)s") % {"why": str(error) or type(error).__name__}
    IdeaNotice.objects.pending().filter(pk__in=keys).update(claimed_at=None, failure=why[:200])


def retry_letters(*, by: Author, at: datetime) -> int:
    """Send again what has not left; how many left. Not recorded: the action that wrote the mail was."""
    rules.check_send_digests(by)
    notices = IdeaNotice.objects.pending().free(at - STALE).order_by("due_at", "pk")
    return OUTBOX.retry(at) + deliver_notices(list(notices.values_list("pk", flat=True)))
