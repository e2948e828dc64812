"""From the text of minutes to rows: each row keeps its identity as long as the text names it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import F

from azalai.concertation.content import Action, Attended, Content, Item
from azalai.concertation.enums import ITEM_TRANSITIONS, ItemState, MeetingState
from azalai.concertation.models import (
    AgendaItem,
    Convocation,
    Minutes,
    MinutesAction,
    MinutesActionOwner,
    MinutesAttendee,
    MinutesItem,
    Seat,
)
from azalai.concertation.understanding import Reader

HEAD = ("chair", "started", "ended", "opening", "next_text", "next_on", "signatures")
ITEM_FIELDS = ("title", "is_treated", "key_points", "decisions", "agenda_item")
ACTION_FIELDS = ("text", "owner_text", "deadline_text", "deadline_from", "deadline_to")
# Room for numbers while rows change places.
ASIDE = 10_000


def store(minutes: Minutes, content: Content, reader: Reader) -> None:
    """Write the whole text; the head is set on `minutes`, which the caller saves or has just made."""
    for name in HEAD:
        if name != "next_on":
            setattr(minutes, name, getattr(content, name))
    minutes.next_on = reader.next_on(content.next_text)
    minutes.save(update_fields=list(HEAD))
    _attendees(minutes, content.attendees, reader)
    _items(minutes, content.items, reader)
    _settle_agenda(minutes)


def with_seats(minutes: Minutes, content: Content) -> Content:
    """The text as it will read: every seat that was called stays on the list, under its own name."""
    known = {row.seat_id: row for row in minutes.attendees.exclude(seat=None)}
    said = {one.seat: one for one in content.attendees if one.seat in known}
    seats = [
        replace(said[key], name=row.name)
        if key in said
        else Attended(row.name, row.presence, row.function, key)
        for key, row in known.items()
    ]
    others = [replace(one, seat=None) for one in content.attendees if one.seat is None]
    return replace(content, attendees=(*seats, *others))


def call_roll(minutes: Minutes, attendees: Iterable[Attended], seats: Mapping[int, Seat]) -> None:
    """Put every seat that was called on the list; done once, when minutes are opened."""
    MinutesAttendee.objects.bulk_create(
        MinutesAttendee(
            minutes=minutes,
            rank=rank,
            seat_id=one.seat,
            organisation_id=seats[one.seat].organisation_id,
            name=one.name[:250],
            function=one.function[:150],
            presence=one.presence,
        )
        for rank, one in enumerate(attendees, start=1)
        if one.seat is not None
    )


def _attendees(minutes: Minutes, attendees: Iterable[Attended], reader: Reader) -> None:
    """Seats are changed, never removed; who came besides is written anew."""
    stored = list(minutes.attendees.all())
    known = {row.seat_id: row for row in stored if row.seat_id}
    others = [one for one in attendees if one.seat is None]
    for one in attendees:
        row = known.get(one.seat) if one.seat else None
        if row is not None and (row.presence, row.function) != (one.presence, one.function[:150]):
            row.presence, row.function = one.presence, one.function[:150]
            row.save(update_fields=["presence", "function"])
    if len(known) < len(stored):
        minutes.attendees.filter(seat=None).delete()
    ranks = enumerate(others, start=len(known) + 1)
    MinutesAttendee.objects.bulk_create(_other(minutes, one, rank, reader) for rank, one in ranks)
    _tell_convocations(minutes, {key: row.presence for key, row in known.items()})


def _other(minutes: Minutes, one: Attended, rank: int, reader: Reader) -> MinutesAttendee:
    return MinutesAttendee(
        minutes=minutes,
        rank=rank,
        organisation_id=reader.organisation(one.name),
        name=one.name[:250],
        function=one.function[:150],
        presence=one.presence,
    )


def _tell_convocations(minutes: Minutes, seen: Mapping[int, str]) -> None:
    """What was seen is one fact: the convocation of the seat says the same once the meeting is closed.

    seen: key of the seat → presence.
    """
    if minutes.meeting.state != MeetingState.HELD:
        return
    rows = Convocation.objects.filter(meeting=minutes.meeting_id, seat__in=seen)
    changed = [row for row in rows if row.attendance != seen[row.seat_id]]
    for row in changed:
        row.attendance = seen[row.seat_id]
    Convocation.objects.bulk_update(changed, ["attendance"])


def _items(minutes: Minutes, items: Iterable[Item], reader: Reader) -> None:
    """Points in their order; what the text names no more is removed with its actions."""
    items = list(items)
    stored = minutes.items.prefetch_related("actions")
    known = {str(row.public_id): row for row in stored}
    agenda = set(AgendaItem.objects.filter(meeting=minutes.meeting_id).values_list("pk", flat=True))
    rows, free = [], dict(known)
    for number, item in enumerate(items, start=1):
        row = free.pop(item.key, None) or MinutesItem(minutes=minutes)
        row.number, row.title, row.is_treated = number, item.title[:300], item.is_treated
        row.key_points, row.decisions = item.key_points, item.decisions
        row.agenda_item_id = item.agenda if item.agenda in agenda else None
        rows.append(row)
    _written(minutes.items, known, rows, ITEM_FIELDS)
    _actions(list(zip(rows, items, strict=True)), known.values(), reader)


def _written(stored: Any, known: Mapping[str, Any], rows: Sequence[Any], fields: Iterable[str]) -> None:
    """Write these rows, new ones and known ones, each with its number, and remove the known ones that are
    not among them; at most four queries. Two rows never bear the same number: the known stand aside first."""
    kept = {row.pk for row in rows}
    if gone := [row.pk for row in known.values() if row.pk not in kept]:
        stored.filter(pk__in=gone).delete()
    before = [row for row in rows if row.pk is not None]
    if before:
        stored.filter(pk__in=[row.pk for row in before]).update(number=F("number") + ASIDE)
        stored.model.objects.bulk_update(before, ["number", *fields])
    stored.model.objects.bulk_create([row for row in rows if row.pk is None])


def _actions(
    items: Sequence[tuple[MinutesItem, Item]], before: Iterable[MinutesItem], reader: Reader
) -> None:
    """The actions of every point; an action stays that of its point."""
    known = {str(row.public_id): row for item in before if item.pk is not None for row in item.actions.all()}
    rows, owned = [], []
    for item, text in items:
        own = {key: row for key, row in known.items() if row.item_id == item.pk}
        for number, one in enumerate(text.actions, start=1):
            row = own.pop(one.key, None) or MinutesAction(item=item)
            row.number = number
            owned += [row] if _say(row, one, reader) else []
            rows.append(row)
    keys = [item.pk for item, _text in items]
    _written(MinutesAction.objects.filter(item__in=keys), known, rows, ACTION_FIELDS)
    _owners(owned, {row.pk for row in known.values()}, reader)


def _say(row: MinutesAction, one: Action, reader: Reader) -> bool:
    """Put the words into the row, which is not saved; whether its owners have to be understood anew."""
    is_same_owner = row.pk is not None and row.owner_text == one.owner[:300]
    row.text, row.owner_text, row.deadline_text = one.text, one.owner[:300], one.deadline[:100]
    row.deadline_from, row.deadline_to = reader.deadline(one.deadline)
    return not is_same_owner


def store_action(item: MinutesItem, row: MinutesAction | None, one: Action, reader: Reader) -> MinutesAction:
    """One action point as it should read: of that row, else one more at the end of its point."""
    if row is None:
        last = item.actions.order_by("number").last()
        row = MinutesAction(item=item, number=last.number + 1 if last else 1)
    known, is_owned_anew = {row.pk} - {None}, _say(row, one, reader)
    row.save()
    if is_owned_anew:
        _owners([row], known, reader)
    return row


def _owners(actions: Sequence[MinutesAction], known: Collection[int], reader: Reader) -> None:
    """Who is to act, as understood, in the place of what was; known: keys of actions that had owners."""
    if before := [action.pk for action in actions if action.pk in known]:
        MinutesActionOwner.objects.filter(action__in=before).delete()
    MinutesActionOwner.objects.bulk_create(
        MinutesActionOwner(
            action=action, text=one.text, organisation_id=one.organisation, is_group=one.is_group
        )
        for action in actions
        for one in reader.owners(action.owner_text)
    )


def _settle_agenda(minutes: Minutes) -> None:
    """Minutes correct what was ticked when the meeting closed: treated, or left for the next one."""
    if minutes.meeting.state != MeetingState.HELD:
        return
    for row in minutes.items.filter(agenda_item__isnull=False).select_related("agenda_item"):
        state = ItemState.TREATED if row.is_treated else ItemState.POSTPONED
        item = row.agenda_item
        if item is not None and state in ITEM_TRANSITIONS[item.state]:
            AgendaItem.objects.filter(pk=item.pk).update(state=state)
