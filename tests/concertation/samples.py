"""Objects for the addresses of this room: url name → function that gives the kwargs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from azalai.concertation import actions
from azalai.concertation.rules import NOTHING
from azalai.core.clock import now
from tests.accounts.factories import AT, SYSTEM
from tests.concertation.factories import (
    convened,
    make_body,
    make_meeting,
    make_mission,
    make_seat,
    written_minutes,
)

Kwargs = dict[str, Any]


def _soon() -> dict[str, Any]:
    at = now() + timedelta(days=10)
    return {"starts_at": at, "ends_at": at + timedelta(hours=2)}


def _body() -> Kwargs:
    return {"public_id": make_body(seats=1).public_id}


def _seat() -> Kwargs:
    seat = make_seat()
    return {"public_id": seat.body.public_id, "seat_id": seat.pk}


def _draft() -> Kwargs:
    return {"public_id": make_meeting(**_soon()).public_id}


def _convened() -> Kwargs:
    return {"public_id": convened(**_soon()).public_id}


def _over() -> Kwargs:
    at = now() - timedelta(hours=1)
    meeting = convened()
    type(meeting).objects.filter(pk=meeting.pk).update(starts_at=at, ends_at=at + timedelta(minutes=30))
    return {"public_id": meeting.public_id}


def _item() -> Kwargs:
    meeting = make_meeting(**_soon())
    item = actions.add_item(by=SYSTEM, at=AT, meeting=meeting, title="Un point")
    return {"public_id": meeting.public_id, "item_id": item.pk}


def _convocation() -> Kwargs:
    return {"public_id": convened(**_soon()).convocations.first().public_id}


def _minutes() -> Kwargs:
    at = now()
    minutes = actions.circulate_minutes(by=SYSTEM, at=at, minutes=written_minutes())
    return {"public_id": minutes.meeting.public_id}


def _planned_mission() -> Kwargs:
    return {"public_id": make_mission(state="planned").public_id}


OF_MISSION = ("mission", "mission_edit", "mission_cancel", "mission_reopen")


def _draft_minutes() -> Kwargs:
    return {"public_id": written_minutes().meeting.public_id}


def _amendment() -> Kwargs:
    at = now()
    minutes = actions.circulate_minutes(by=SYSTEM, at=at, minutes=written_minutes())
    made = actions.propose_amendment(
        by=SYSTEM, at=at, minutes=minutes, scope=NOTHING, part="other", proposed="Une date"
    )
    return {"public_id": minutes.meeting.public_id, "amendment_id": made.public_id}


def _version() -> Kwargs:
    return _minutes() | {"number": 1}


def _file() -> Kwargs:
    make_body()
    text = "Compte rendu de la réunion\nDate : 7 octobre 2022\n\n1. Bilan\nPoints clés de discussion\nDit.\n"
    told = {"by": SYSTEM, "at": AT, "name": "cr.txt", "country": "NE"}
    return {"file_id": actions.receive_minutes(data=text.encode(), **told).public_id}


OF_MINUTES = ("minutes", "minutes_export", "minutes_return", "amendment_new")
OF_DRAFT = ("minutes_write", "minutes_circulate", "minutes_adopt")
OF_BODY = ("body", "body_edit", "body_close", "seat_new", "meeting_new")
OF_MEETING = ("meeting", "meeting_edit", "meeting_cancel", "meeting_printed", "item_new")
OF_CONVOCATION = ("convocation", "convocation_answer", "convocation_links")
SAMPLES: dict[str, Callable[[], Kwargs]] = {
    **{f"concertation:{name}": _body for name in OF_BODY},
    **{f"concertation:{name}": _convened for name in OF_MEETING},
    **{f"concertation:{name}": _convocation for name in OF_CONVOCATION},
    "concertation:seat_edit": _seat,
    "concertation:seat_end": _seat,
    "concertation:meeting_convene": _draft,
    "concertation:meeting_hold": _over,
    "concertation:item_settle": _item,
    **{f"concertation:{name}": _minutes for name in OF_MINUTES},
    **{f"concertation:{name}": _draft_minutes for name in OF_DRAFT},
    "concertation:minutes_version": _version,
    "concertation:minutes_preview": _file,
    "concertation:amendment_settle": _amendment,
    "concertation:amendment_withdraw": _amendment,
    "concertation:minutes_open": _over,
    "concertation:minutes_by_link": lambda: {"token": "aucun"},
    **{f"concertation:{name}": _planned_mission for name in OF_MISSION},
    "concertation:answer": lambda: {"token": "aucun"},
}
