"""Objects for the addresses of this room: url name → function that gives the kwargs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from azalai.engines.overlap.parameters import in_force
from azalai.frames.models import Country
from azalai.overlaps import actions
from azalai.overlaps.models import Calibration
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


def _calibration() -> Kwargs:
    made = Calibration.objects.create(
        country=Country.objects.get(iso2="NE"),
        parameters=[asdict(item) for item in in_force().values],
        decisions=12,
        before={"precision": 0.5, "recall": 0.5, "average_precision": 0.5},
        after={"precision": 0.6, "recall": 0.6, "average_precision": 0.6},
        changed=[["partial", "duplicate", 2]],
        proposed_at=AT,
    )
    return {"public_id": made.public_id}


OF_PAIR = ("pair", "decide", "opinion", "tell", "invite")
OF_JOINT = ("joint", "joint_answer", "joint_message", "joint_change", "joint_abandon")
SAMPLES: dict[str, Callable[[], Kwargs]] = {
    **{f"overlaps:{name}": _pair for name in OF_PAIR},
    **{f"overlaps:{name}": _joint for name in OF_JOINT},
    "overlaps:reopen": lambda: {"public_id": decided().public_id},
    "overlaps:joint_conclude": _under_way,
    "overlaps:joint_reopen": _closed,
    "overlaps:calibration": _calibration,
    "overlaps:settle": lambda: _calibration() | {"word": "accepter"},
    "overlaps:matrix_download": lambda: {"kind": "docx"},
    "overlaps:indicator": lambda: {"kind": "synergies"},
}
