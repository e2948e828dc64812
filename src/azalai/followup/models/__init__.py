"""Action points and recommendations, their owners and links, and news of them."""

from azalai.followup.models.points import (
    ActionPoint,
    AgendaPoint,
    PointLine,
    PointObjective,
    PointOwner,
    PointQuerySet,
    fingerprint_of,
)
from azalai.followup.models.reminders import LIFETIME, Ask, Reminder
from azalai.followup.models.sheets import PointSheet
from azalai.followup.models.updates import ActionUpdate

__all__ = [
    "LIFETIME",
    "ActionPoint",
    "ActionUpdate",
    "AgendaPoint",
    "Ask",
    "PointLine",
    "PointObjective",
    "PointOwner",
    "PointQuerySet",
    "PointSheet",
    "Reminder",
    "fingerprint_of",
]
