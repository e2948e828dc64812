"""Every write of the room."""

from azalai.overlaps.actions.calibrating import propose_calibration, settle_calibration
from azalai.overlaps.actions.running import judge_one, run_radar

__all__ = ["judge_one", "propose_calibration", "run_radar", "settle_calibration"]
