"""Reads across campaigns, reports and plans."""

from azalai.monitoring.queries.expected import Subject, subjects, version_in_force
from azalai.monitoring.queries.states import NodeState, node_states

__all__ = ["NodeState", "Subject", "node_states", "subjects", "version_in_force"]
