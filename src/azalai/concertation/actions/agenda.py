"""The agenda: what the secretariat writes, what members propose, what the last meeting left."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from azalai.concertation import rules
from azalai.concertation.enums import ItemOrigin, ItemState, MeetingState
from azalai.concertation.models import AgendaItem, Meeting, Seat
from azalai.concertation.rules import Scope
from azalai.core import audit
from azalai.core.authorship import Author


@transaction.atomic
def add_item(*, by: Author, at: datetime, meeting: Meeting, title: str, **more: Any) -> AgendaItem:
    """An item of the secretariat, on the agenda at once; more: note, presenter."""
    rules.check_change_meeting(by, meeting)
    item = _new(meeting, title, ItemState.ON_AGENDA, ItemOrigin.SECRETARIAT, **more)
    audit.record(by=by, at=at, action="concertation.item-added", obj=item, after={"title": item.title})
    return item


@transaction.atomic
def propose_item(
    *, by: Author, at: datetime, meeting: Meeting, scope: Scope, title: str, **more: Any
) -> AgendaItem:
    """An item that a member proposes; the secretariat keeps it or says why not."""
    rules.check_propose_item(by, meeting, scope)
    seat = Seat.objects.filter(body_id=meeting.body_id, pk__in=scope.seats).first()
    more |= {"proposed_seat": seat, "proposed_post_id": by.post_id}
    item = _new(meeting, title, ItemState.PROPOSED, ItemOrigin.MEMBER, **more)
    audit.record(by=by, at=at, action="concertation.item-proposed", obj=item, after={"title": item.title})
    return item


@transaction.atomic
def settle_item(*, by: Author, at: datetime, item: AgendaItem, state: str, reason: str = "") -> AgendaItem:
    """Keep an item or decline it, with a reason. Raises ValidationError: the table does not allow it."""
    rules.check_change_meeting(by, item.meeting)
    if state not in {ItemState.ON_AGENDA, ItemState.DECLINED} or not item.may_become(state):
        raise ValidationError({"state": _("Ce point ne peut plus changer ainsi.")})
    if state == ItemState.DECLINED and not reason.strip():
        raise ValidationError({"reason": _("Dites pourquoi ce point n'est pas retenu.")})
    before, item.state = item.state, state
    item.reason = reason.strip() if state == ItemState.DECLINED else ""
    item.save(update_fields=["state", "reason"])
    audit.record(
        by=by,
        at=at,
        action="concertation.item-settled",
        obj=item,
        before={"state": before},
        after={"state": state},
        reason=reason,
    )
    return item


@transaction.atomic
def carry_over(*, by: Author, at: datetime, meeting: Meeting) -> list[AgendaItem]:
    """Propose again what the body's last meeting left; each item follows once. Nothing for a first one."""
    rules.check_change_meeting(by, meeting)
    held = Meeting.objects.filter(
        body_id=meeting.body_id, state=MeetingState.HELD, starts_at__lt=meeting.starts_at
    )
    last = held.order_by("-starts_at", "-id").first()
    if last is None:
        return []
    meeting.previous = last
    meeting.save(update_fields=["previous"])
    left = last.items.filter(state=ItemState.POSTPONED, carried_to__isnull=True)
    made = [_carried(meeting, item) for item in left]
    if made:
        after = {"titles": [item.title for item in made]}
        audit.record(by=by, at=at, action="concertation.items-carried-over", obj=meeting, after=after)
    return made


def _carried(meeting: Meeting, item: AgendaItem) -> AgendaItem:
    more = {"note": item.note, "presenter": item.presenter, "carried_from": item}
    return _new(meeting, item.title, ItemState.PROPOSED, ItemOrigin.CARRIED_OVER, **more)


def settle_after(meeting: Meeting, treated: Collection[int]) -> None:
    """Once the meeting is over: treated, or left for the next."""
    on_agenda = meeting.items.filter(state=ItemState.ON_AGENDA)
    on_agenda.filter(pk__in=treated).update(state=ItemState.TREATED)
    on_agenda.update(state=ItemState.POSTPONED)


def _new(meeting: Meeting, title: str, state: str, origin: str, **more: Any) -> AgendaItem:
    if not title.strip():
        raise ValidationError({"title": _("Écrivez le point.")})
    last = meeting.items.aggregate(last=Max("number"))["last"] or 0
    return AgendaItem.objects.create(
        meeting=meeting, number=last + 1, title=title.strip(), state=state, origin=origin, **more
    )
