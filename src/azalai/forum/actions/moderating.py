"""Closing, hiding, restoring: nothing is ever removed."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.concertation.models import Body
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.forum import rules
from azalai.forum.enums import Audience, ThreadState
from azalai.forum.models import Contribution, Thread


@transaction.atomic
def close_thread(*, by: Author, at: datetime, thread: Thread, reason: str = "") -> Thread:
    """Nobody writes there any more; it is still read."""
    return _moved(by, at, thread, ThreadState.CLOSED, "forum.thread-closed", reason)


@transaction.atomic
def reopen_thread(*, by: Author, at: datetime, thread: Thread) -> Thread:
    """Writing goes on."""
    return _moved(by, at, thread, ThreadState.OPEN, "forum.thread-reopened", "")


@transaction.atomic
def hide_thread(*, by: Author, at: datetime, thread: Thread, reason: str) -> Thread:
    """Only the secretariat and the auditor read it, with the reason."""
    if not reason.strip():
        raise ValidationError({"reason": _("Dites pourquoi cet échange est masqué.")})
    return _moved(by, at, thread, ThreadState.HIDDEN, "forum.thread-hidden", reason)


@transaction.atomic
def restore_thread(*, by: Author, at: datetime, thread: Thread) -> Thread:
    """Show it again to its readers, open to writing."""
    return _moved(by, at, thread, ThreadState.OPEN, "forum.thread-restored", "")


@transaction.atomic
def change_audience(
    *, by: Author, at: datetime, thread: Thread, audience: str, body: Body | None = None
) -> Thread:
    """Open a thread to others, or to fewer; mails that wait follow. Raises ValidationError (body)."""
    rules.check_moderate(by)
    row = (
        Thread.objects.select_for_update(of=("self",))
        .select_related("body", "meeting__body")
        .get(pk=thread.pk)
    )
    body = (row.meeting.body if row.meeting else None) or body or row.body
    if audience == Audience.BODY and body is None:
        raise ValidationError({"body": _("Choisissez l'instance dont les membres liront cet échange.")})
    before = {"audience": row.audience, "body": str(row.body or "")}
    row.audience, row.body = audience, body
    row.save(update_fields=["audience", "body"])
    after = {"audience": audience, "body": str(body or "")}
    if before != after:
        audit.record(by=by, at=at, action="forum.audience-changed", obj=row, before=before, after=after)
    return row


def _moved(by: Author, at: datetime, thread: Thread, state: str, action: str, reason: str) -> Thread:
    rules.check_moderate(by)
    row = Thread.objects.select_for_update().get(pk=thread.pk)
    if row.state == state:
        return row
    if not row.may_become(state):
        raise ValidationError(_("Cet échange ne peut plus changer ainsi."))
    before, row.state, row.state_at, row.state_by_id = row.state, state, at, by.person_id
    row.reason = " ".join(reason.split())[:300]
    row.save(update_fields=["state", "state_at", "state_by", "reason"])
    told = {"before": {"state": before}, "after": {"state": state}}
    audit.record(by=by, at=at, action=action, obj=row, reason=row.reason, **told)
    return row


@transaction.atomic
def hide_contribution(*, by: Author, at: datetime, contribution: Contribution, reason: str) -> Contribution:
    """Only the secretariat and the auditor read it, with the reason; mails that wait leave it out."""
    rules.check_moderate(by)
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise ValidationError({"reason": _("Dites pourquoi ce message est masqué.")})
    row = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if row.is_hidden:
        return row
    row.hidden_at, row.hidden_by_id, row.hidden_because = at, by.person_id, reason
    row.save(update_fields=["hidden_at", "hidden_by", "hidden_because"])
    audit.record(by=by, at=at, action="forum.hidden", obj=row, reason=reason)
    return row


@transaction.atomic
def restore_contribution(*, by: Author, at: datetime, contribution: Contribution) -> Contribution:
    """Show it again."""
    rules.check_moderate(by)
    row = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if not row.is_hidden:
        return row
    before = {"hidden_because": row.hidden_because}
    row.hidden_at, row.hidden_by_id, row.hidden_because = None, None, ""
    row.save(update_fields=["hidden_at", "hidden_by", "hidden_because"])
    audit.record(by=by, at=at, action="forum.restored", obj=row, before=before)
    return row
