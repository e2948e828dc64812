"""From a plan back to a table in the plan's own layout: the inverse of `reading`.

A cell is written as it was found as long as that still says the same as the plan; what was edited
is written in plain French. What no column of the layout can hold gets a column of its own, so that
the document, read again, gives the same plan.
"""

from azalai.engines.plan.writing.defaults import default_layout
from azalai.engines.plan.writing.documents import write_plan

__all__ = ["default_layout", "write_plan"]
