"""Organisations and groups: how they are written, what ties them, what is thought of them."""

from azalai.actors.models.analyses import Analysis
from azalai.actors.models.decisions import Distinction, Merge, SetAside
from azalai.actors.models.mandates import Mandate
from azalai.actors.models.organisations import Organisation
from azalai.actors.models.spellings import Group, Spelling
from azalai.actors.models.ties import FocalPoint, Membership

__all__ = [
    "Analysis",
    "Distinction",
    "FocalPoint",
    "Group",
    "Mandate",
    "Membership",
    "Merge",
    "Organisation",
    "SetAside",
    "Spelling",
]
