"""Every write of the room."""

from azalai.overlaps.actions.calibrating import propose_calibration, settle_calibration
from azalai.overlaps.actions.deciding import decide, mark_seen, reopen, state_opinion
from azalai.overlaps.actions.joint import (
    abandon,
    answer,
    change,
    conclude,
    invite,
    reopen_joint,
    write_message,
)
from azalai.overlaps.actions.running import judge_one, run_radar
from azalai.overlaps.actions.telling import tell_partners

__all__ = [
    "abandon",
    "answer",
    "change",
    "conclude",
    "decide",
    "invite",
    "judge_one",
    "mark_seen",
    "propose_calibration",
    "reopen",
    "reopen_joint",
    "run_radar",
    "settle_calibration",
    "state_opinion",
    "tell_partners",
    "write_message",
]
