"""Objects for the addresses of this room: url name → function that gives the kwargs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from azalai.overlaps import actions
from tests.accounts.factories import AT, SYSTEM
from tests.overlaps.factories import accept_all, decided, make_joint, make_pair

Kwargs = dict[str, Any]


def _pair() -> Kwargs:
    return {"public_id": make_pair().public_id}


def _joint() -> Kwargs:
    return {"public_id": make_joint().public_id}


def _under_way() -> Kwargs:
    return {"public_id": accept_all(make_joint()).public_id}


def _closed() -> Kwargs:
    joint = make_joint()
    actions.abandon(by=SYSTEM, at=AT, joint=joint, reason="Sans objet.")
    return {"public_id": joint.public_id}


OF_PAIR = ("pair", "decide", "opinion", "tell", "invite")
OF_JOINT = ("joint", "joint_answer", "joint_message", "joint_change", "joint_abandon")
SAMPLES: dict[str, Callable[[], Kwargs]] = {
    **{f"overlaps:{name}": _pair for name in OF_PAIR},
    **{f"overlaps:{name}": _joint for name in OF_JOINT},
    "overlaps:reopen": lambda: {"public_id": decided().public_id},
    "overlaps:joint_conclude": _under_way,
    "overlaps:joint_reopen": _closed,
    "overlaps:matrix_download": lambda: {"kind": "docx"},
    "overlaps:indicator": lambda: {"kind": "synergies"},
}
