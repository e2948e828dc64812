"""Action points and recommendations, their owners and links, and news of them."""

from azalai.followup.models.points import (
    ActionPoint,
    PointLine,
    PointObjective,
    PointOwner,
    PointQuerySet,
    fingerprint_of,
)
from azalai.followup.models.updates import ActionUpdate

__all__ = [
    "ActionPoint",
    "ActionUpdate",
    "PointLine",
    "PointObjective",
    "PointOwner",
    "PointQuerySet",
    "fingerprint_of",
]
