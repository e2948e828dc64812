"""Reads across campaigns, reports and plans."""

from azalai.monitoring.queries.expected import Subject, subjects, version_in_force
from azalai.monitoring.queries.people import People, people_reached
from azalai.monitoring.queries.states import NodeState, Standing, current_standing, node_states, standing

__all__ = [
    "NodeState",
    "People",
    "Standing",
    "Subject",
    "current_standing",
    "node_states",
    "people_reached",
    "standing",
    "subjects",
    "version_in_force",
]
