"""Objects for the addresses of this room: url name → function that gives the kwargs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from azalai.followup import actions
from azalai.followup.sheets.writing import workbook
from tests.accounts.factories import AT, SYSTEM
from tests.concertation.factories import make_meeting
from tests.followup.factories import in_state, make_point

Kwargs = dict[str, Any]


def _point() -> Kwargs:
    return {"public_id": make_point().public_id}


def _done() -> Kwargs:
    return {"public_id": in_state("done").public_id}


def _dropped() -> Kwargs:
    return {"public_id": in_state("dropped").public_id}


def _meeting() -> Kwargs:
    return {"public_id": make_meeting().public_id}


def _sheet() -> Kwargs:
    content = workbook([make_point()])
    sheet = actions.receive_sheet(by=SYSTEM, at=AT, name="actions.xlsx", content=content)
    return {"public_id": sheet.public_id}


OF_POINT = ("point", "edit", "update", "drop", "links", "ask")
SAMPLES: dict[str, Callable[[], Kwargs]] = {
    **{f"followup:{name}": _point for name in OF_POINT},
    "followup:verify": _done,
    "followup:reopen": _dropped,
    "followup:sheet": _sheet,
    "followup:sheet_accept": _sheet,
    "followup:agenda": _meeting,
    "followup:answer": lambda: {"token": "aucun"},
}
