"""The demonstration's minutes: most adopted, one going round with an amendment, one being written."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from azalai.concertation import actions
from azalai.concertation.content import Item
from azalai.concertation.demo.texts import OPENING, said_of
from azalai.concertation.enums import AdoptionWay, AmendmentPart, Attendance
from azalai.concertation.models import Meeting, Minutes
from azalai.concertation.queries import attended_seats, content_of
from azalai.concertation.rules import Scope
from azalai.core.authorship import Author
from azalai.core.formatting import day


def written(*, by: Author, at: datetime, meeting: Meeting) -> Minutes:
    """The draft, with everything that was said."""
    minutes = actions.open_minutes(by=by, at=at, meeting=meeting)
    content = content_of(minutes)
    came = [one.name for one in content.attendees if one.presence != Attendance.ABSENT]
    names = [*came, "Secrétariat", "Secrétariat"]
    items = tuple(_said(item, names, meeting) for item in content.items)
    later = meeting.starts_on + timedelta(days=91)
    following = (
        f"Le {day(later)}, même lieu" if meeting.starts_on.month % 2 else "Courant du trimestre suivant"
    )
    content = replace(content, opening=OPENING, next_text=following, items=items)
    return actions.save_minutes(by=by, at=at, minutes=minutes, content=content)


def _said(item: Item, names: list[str], meeting: Meeting) -> Item:
    words = said_of(item.title, a=names[0], b=names[1], on=meeting.starts_on)
    if not item.is_treated:
        return replace(item, key_points="")
    return replace(item, key_points=words.key_points, decisions=words.decisions, actions=words.actions)


def sent_round(*, by: Author, at: datetime, minutes: Minutes) -> Minutes:
    """To those who attended."""
    return actions.circulate_minutes(by=by, at=at, minutes=minutes)


def adopted(*, by: Author, at: datetime, minutes: Minutes, meeting: Meeting | None = None) -> Minutes:
    """By the meeting that followed, else after review."""
    how = AdoptionWay.NEXT_MEETING if meeting else AdoptionWay.AFTER_REVIEW
    return actions.adopt_minutes(by=by, at=at, minutes=minutes, how=how, meeting=meeting)


def amended(*, by: Author, at: datetime, minutes: Minutes) -> None:
    """Someone who attended asks for a change, which waits."""
    seats = sorted(attended_seats(minutes))
    item = minutes.items.exclude(key_points="").first()
    if not seats or item is None:
        return
    text = item.key_points.replace("Plusieurs membres relèvent", "Trois membres relèvent")
    actions.propose_amendment(
        by=by,
        at=at,
        minutes=minutes,
        scope=Scope(seats=frozenset(seats[:1])),
        part=AmendmentPart.KEY_POINTS,
        item=item,
        proposed=text if text != item.key_points else f"{text} Ce chiffre est provisoire.",
        reason="La formulation dite en séance était plus précise.",
    )
