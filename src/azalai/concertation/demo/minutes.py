"""The demonstration's minutes: most adopted, some going round with an amendment, some being written."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from azalai.concertation import actions
from azalai.concertation.content import Item
from azalai.concertation.demo.texts import OPENING, WITHOUT_QUORUM, said_of
from azalai.concertation.enums import AdoptionWay, AmendmentPart, Attendance
from azalai.concertation.models import Meeting, Minutes
from azalai.concertation.queries import attended_seats, content_of
from azalai.concertation.rules import Scope
from azalai.core.authorship import Author
from azalai.core.formatting import day

SECRETARIAT = "Secrétariat"


def written(*, by: Author, at: datetime, meeting: Meeting, turn: int = 0, quorate: bool = True) -> Minutes:
    """The draft, with everything that was said. turn: shifts who is given what to do."""
    minutes = actions.open_minutes(by=by, at=at, meeting=meeting)
    content = content_of(minutes)
    came = [one.name for one in content.attendees if one.presence != Attendance.ABSENT] or [SECRETARIAT]
    names = [came[(turn + rank) % len(came)] for rank in (0, 1)]
    items = tuple(_said(item, names, meeting, quorate=quorate) for item in content.items)
    later = meeting.starts_on + timedelta(days=91)
    following = (
        f"Le {day(later)}, même lieu" if meeting.starts_on.month % 2 else "Courant du trimestre suivant"
    )
    opening = OPENING if quorate else WITHOUT_QUORUM
    content = replace(content, opening=opening, next_text=following, items=items)
    return actions.save_minutes(by=by, at=at, minutes=minutes, content=content)


def _said(item: Item, names: list[str], meeting: Meeting, *, quorate: bool) -> Item:
    words = said_of(item.title, a=names[0], b=names[1], on=meeting.starts_on)
    if not item.is_treated:
        return replace(item, key_points="")
    if not quorate:
        return replace(item, key_points=words.key_points)
    return replace(item, key_points=words.key_points, decisions=words.decisions, actions=words.actions)


def sent_round(*, by: Author, at: datetime, minutes: Minutes) -> Minutes:
    """To those who attended."""
    return actions.circulate_minutes(by=by, at=at, minutes=minutes)


def adopted(*, by: Author, at: datetime, minutes: Minutes, meeting: Meeting | None = None) -> Minutes:
    """By the meeting that followed, else after review."""
    how = AdoptionWay.NEXT_MEETING if meeting else AdoptionWay.AFTER_REVIEW
    return actions.adopt_minutes(by=by, at=at, minutes=minutes, how=how, meeting=meeting)


def adopted_at_once(*, by: Author, at: datetime, minutes: Minutes) -> Minutes:
    """Read aloud before people part."""
    return actions.adopt_minutes(by=by, at=at, minutes=minutes, how=AdoptionWay.AT_ONCE)


def amended(*, by: Author, at: datetime, minutes: Minutes) -> None:
    """Someone who attended asks for a change, which waits."""
    seats = sorted(attended_seats(minutes))
    item = minutes.items.exclude(key_points="").first()
    if not seats or item is None:
        return
    actions.propose_amendment(
        by=by,
        at=at,
        minutes=minutes,
        scope=Scope(seats=frozenset(seats[:1])),
        part=AmendmentPart.KEY_POINTS,
        item=item,
        proposed=f"{item.key_points} Ce chiffre est provisoire.",
        reason="La formulation dite en séance était plus précise.",
    )
