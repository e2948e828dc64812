"""Every write of the room."""

from azalai.overlaps.actions.running import judge_one, run_radar

__all__ = ["judge_one", "run_radar"]
