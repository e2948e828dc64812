"""Runs of the radar, the pairs that they found, what people say of them, what came of it."""

from azalai.overlaps.models.joint import JointAction, JointMessage, JointParty
from azalai.overlaps.models.pairs import Decision, Notice, Opinion, Pair
from azalai.overlaps.models.runs import Calibration, Run

__all__ = [
    "Calibration",
    "Decision",
    "JointAction",
    "JointMessage",
    "JointParty",
    "Notice",
    "Opinion",
    "Pair",
    "Run",
]
