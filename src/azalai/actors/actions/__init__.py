"""Every write of the register."""

from azalai.actors.actions.analyses import add_analysis
from azalai.actors.actions.loading import LoadedActors, load_organisations_data
from azalai.actors.actions.mandates import add_mandate, end_mandate, update_mandate
from azalai.actors.actions.merging import distinguish_organisations, merge_organisations
from azalai.actors.actions.names import confirm_name, set_aside_name, take_name_back
from azalai.actors.actions.organisations import register_organisation, set_parent, update_organisation
from azalai.actors.actions.parting import part_organisations
from azalai.actors.actions.spellings import add_spelling, end_spelling
from azalai.actors.actions.ties import appoint_focal_point, end_focal_point, join_network, leave_network

__all__ = [
    "LoadedActors",
    "add_analysis",
    "add_mandate",
    "add_spelling",
    "appoint_focal_point",
    "confirm_name",
    "distinguish_organisations",
    "end_focal_point",
    "end_mandate",
    "end_spelling",
    "join_network",
    "leave_network",
    "load_organisations_data",
    "merge_organisations",
    "part_organisations",
    "register_organisation",
    "set_aside_name",
    "set_parent",
    "take_name_back",
    "update_mandate",
    "update_organisation",
]
