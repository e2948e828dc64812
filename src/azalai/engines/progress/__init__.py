"""State and progress of each line of a plan, from what was reported about it and from its calendar.

See docs/algorithmes/avancement.md. Pure: neither database nor clock.
"""

from azalai.engines.progress.computing import compute
from azalai.engines.progress.model import Late, Line, Outcome, Source, State

__all__ = ["Late", "Line", "Outcome", "Source", "State", "compute"]
