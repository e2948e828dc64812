"""The one place where a point changes its state, and where news of it is kept."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.followup import rules
from azalai.followup.enums import FINISHED, REASONED, REOPENINGS, PointState, UpdateChannel
from azalai.followup.models import ActionPoint, ActionUpdate
from azalai.followup.queries import interests_of
from azalai.followup.rules import Scope

# What an owner may say of a point; dropping, verifying and opening again are the secretariat's.
OWNERS_STATES = (
    PointState.ACCEPTED,
    PointState.REFUSED,
    PointState.IN_PROGRESS,
    PointState.BLOCKED,
    PointState.DONE,
)


@transaction.atomic
def update_point(
    *,
    by: Author,
    at: datetime,
    point: ActionPoint,
    scope: Scope = rules.NOTHING,
    text: str = "",
    progress: int | None = None,
    state: str = "",
) -> ActionPoint:
    """Tell how far a point has come. state: one of OWNERS_STATES, "" leaves it, or begins it.

    progress: percent; 100 says that it is done. The same news twice is kept once. Raises ValidationError by
    field: nothing was said, the table does not allow it, a reason is missing.
    """
    rules.check_update(by, point, scope)
    channel = UpdateChannel.SITE if rules.is_owner(point, scope) else UpdateChannel.SECRETARIAT
    return tell(by=by, at=at, point=point, text=text, progress=progress, state=state, channel=channel)


def tell(
    *,
    by: Author,
    at: datetime,
    point: ActionPoint,
    channel: str,
    text: str = "",
    progress: int | None = None,
    state: str = "",
) -> ActionPoint:
    """`update_point` without its right, for who was asked by another way; in the caller's transaction."""
    row = locked(point)
    text = " ".join(text.split())[:1000]
    if state and state not in OWNERS_STATES:
        raise ValidationError({"state": _("Choisissez où en est l'action.")})
    if progress is not None and not 0 <= progress <= 100:
        raise ValidationError({"progress": _("Un pourcentage va de 0 à 100.")})
    if not (text or state or progress is not None):
        raise ValidationError({"text": _("Dites en une phrase où en est l'action.")})
    after = _state_told(row, state, progress)
    if _said_before(row, by, text, progress, after):
        return row
    _check_reopening(row, after, text)
    return _noted(row, by, at, after, text=text, progress=progress, channel=channel, heard=True)


def _state_told(row: ActionPoint, state: str, progress: int | None) -> str:
    """The state that the news means: work that has begun is in progress, all of it is done."""
    if progress == 100 and state in ("", PointState.IN_PROGRESS):
        return PointState.DONE if row.state not in FINISHED else row.state
    if state:
        return state
    if progress is not None and row.state in (PointState.PROPOSED, PointState.ACCEPTED):
        return PointState.IN_PROGRESS
    return row.state


def _said_before(row: ActionPoint, by: Author, text: str, progress: int | None, after: str) -> bool:
    """A page sent twice."""
    last = row.updates.order_by("-written_at", "-pk").first()
    if last is None or row.state != after or last.state_after != after:
        return False
    told = 100 if after in FINISHED else progress
    return (last.text, last.progress, last.written_by_id) == (text, told, by.person_id)


def _check_reopening(row: ActionPoint, after: str, text: str) -> None:
    if row.state == PointState.VERIFIED or (row.state, after) in REOPENINGS - {
        (PointState.DONE, PointState.IN_PROGRESS)
    }:
        raise ValidationError(_("Cette action est close : le secrétariat peut la rouvrir."))
    if (row.state, after) == (PointState.DONE, PointState.IN_PROGRESS) and not text:
        raise ValidationError({"text": _("Dites pourquoi l'action n'est pas faite.")})


def locked(point: ActionPoint) -> ActionPoint:
    """The row as it is now, kept from other writers until the transaction ends."""
    rows = ActionPoint.objects.select_for_update(of=("self",)).select_related("body__place", "owner_post")
    return rows.prefetch_related("owners__organisation").get(pk=point.pk)


def _noted(
    row: ActionPoint,
    by: Author,
    at: datetime,
    after: str,
    *,
    text: str,
    channel: str,
    progress: int | None = None,
    heard: bool = False,
    action: str = "",
) -> ActionPoint:
    """Move where it moves, keep the news, record both."""
    was, before = row.state, {"state": row.state, "progress": row.progress}
    if row.state != after:
        _move(row, by, at, after, reason=text)
    elif after in REASONED and text:
        row.reason = text
    _advance(row, progress)
    if heard:
        row.heard_at, row.heard_by_id = at, by.person_id
    row.save()
    told = 100 if after in FINISHED else progress
    _kept(row, by, at, was, text=text, progress=told, channel=channel)
    facts = {"state": row.state, "progress": row.progress, "channel": channel}
    action = action or ("followup.point-updated" if was == row.state else "followup.point-moved")
    audit.record(by=by, at=at, action=action, obj=row, before=before, after=facts, reason=text)
    return row


def _kept(
    row: ActionPoint,
    by: Author,
    at: datetime,
    before: str,
    *,
    text: str,
    progress: int | None,
    channel: str,
) -> None:
    ActionUpdate.objects.create(
        point=row,
        text=text,
        progress=progress,
        state_before=before,
        state_after=row.state,
        channel=channel,
        written_at=at,
        written_by_id=by.person_id,
        written_post_id=by.post_id,
        signed=" · ".join(part for part in (by.name, by.post) if part)[:400],
    )


def _advance(row: ActionPoint, progress: int | None) -> None:
    """All of it only once it is done; what was all done and is no more goes back to what was told before."""
    if row.state in FINISHED:
        row.progress = 100
    elif progress is not None:
        row.progress = min(progress, 99)
    elif row.progress == 100:
        told = row.updates.filter(progress__lt=100).order_by("-written_at", "-pk").first()
        row.progress = told.progress if told else None


def _move(row: ActionPoint, by: Author, at: datetime, after: str, *, reason: str) -> None:
    """Into that state; ValidationError when the table does not allow it, or a reason is missing."""
    if not row.may_become(after):
        told = _("Une action « %(before)s » ne peut pas devenir « %(after)s ».")
        names = {"before": row.get_state_display(), "after": PointState(after).label}
        raise ValidationError({"state": told % names})
    if after in REASONED and not reason:
        raise ValidationError({"text": _("Dites pourquoi.")})
    row.stand(after)
    row.moved_at, row.moved_by_id = at, by.person_id
    row.reason = reason if after in REASONED else ""
    if after == PointState.DONE:
        row.done_at, row.done_by_id = at, by.person_id
    elif after == PointState.VERIFIED:
        row.verified_at, row.verified_by_id = at, by.person_id
    if after not in FINISHED:
        row.done_at = row.done_by_id = row.verified_at = row.verified_by_id = None


@transaction.atomic
def accept_point(
    *, by: Author, at: datetime, point: ActionPoint, scope: Scope = rules.NOTHING
) -> ActionPoint:
    """The owner takes it on."""
    return update_point(by=by, at=at, point=point, scope=scope, state=PointState.ACCEPTED)


@transaction.atomic
def refuse_point(
    *, by: Author, at: datetime, point: ActionPoint, reason: str, scope: Scope = rules.NOTHING
) -> ActionPoint:
    """The owner does not take it on, for that reason."""
    return update_point(by=by, at=at, point=point, scope=scope, state=PointState.REFUSED, text=reason)


@transaction.atomic
def drop_point(*, by: Author, at: datetime, point: ActionPoint, reason: str) -> ActionPoint:
    """Nobody will do it, for that reason: the secretariat says so."""
    rules.check_keep(by)
    row, text = locked(point), " ".join(reason.split())[:1000]
    if row.state == PointState.DROPPED:
        return row
    return _noted(row, by, at, PointState.DROPPED, text=text, channel=UpdateChannel.SECRETARIAT)


@transaction.atomic
def verify_point(*, by: Author, at: datetime, point: ActionPoint, text: str = "") -> ActionPoint:
    """It is really done: said by someone else than its owner, and than who said it was done."""
    row = locked(point)
    if row.state == PointState.VERIFIED:
        return row
    rules.check_verify(by, row, interests_of(by, on=localdate(at)))
    text = " ".join(text.split())[:1000]
    return _noted(
        row,
        by,
        at,
        PointState.VERIFIED,
        text=text,
        channel=UpdateChannel.SECRETARIAT,
        action="followup.point-verified",
    )


@transaction.atomic
def reopen_point(*, by: Author, at: datetime, point: ActionPoint, reason: str) -> ActionPoint:
    """What was over opens again, for that reason. Raises ValidationError: it is open, or no reason."""
    rules.check_keep(by)
    row, text = locked(point), " ".join(reason.split())[:1000]
    after = next((b for a, b in REOPENINGS if a == row.state), None)
    if after is None:
        raise ValidationError(_("Cette action est déjà ouverte."))
    if not text:
        raise ValidationError({"reason": _("Dites pourquoi.")})
    return _noted(row, by, at, after, text=text, channel=UpdateChannel.SECRETARIAT)
