"""Every write of the register."""

from azalai.actors.actions.loading import LoadedActors, load_organisations_data
from azalai.actors.actions.organisations import register_organisation, set_parent, update_organisation
from azalai.actors.actions.spellings import add_spelling, end_spelling
from azalai.actors.actions.ties import appoint_focal_point, end_focal_point, join_network, leave_network

__all__ = [
    "LoadedActors",
    "add_spelling",
    "appoint_focal_point",
    "end_focal_point",
    "end_spelling",
    "join_network",
    "leave_network",
    "load_organisations_data",
    "register_organisation",
    "set_parent",
    "update_organisation",
]
