"""Organisations and groups, the ways they are written, and what ties them together."""

from azalai.actors.models.organisations import Organisation
from azalai.actors.models.spellings import Group, Spelling
from azalai.actors.models.ties import FocalPoint, Membership

__all__ = ["FocalPoint", "Group", "Membership", "Organisation", "Spelling"]
