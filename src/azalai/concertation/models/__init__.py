"""Bodies with their seats, meetings with their agenda, convocations with their messages, minutes."""

from azalai.concertation.models.bodies import Body, Seat
from azalai.concertation.models.convocations import Convocation, Message
from azalai.concertation.models.files import MinutesFile
from azalai.concertation.models.meetings import AgendaItem, Meeting
from azalai.concertation.models.minutes import (
    Minutes,
    MinutesAction,
    MinutesActionOwner,
    MinutesAttendee,
    MinutesItem,
)
from azalai.concertation.models.missions import Mission, MissionParty
from azalai.concertation.models.reviewing import Amendment, MinutesVersion

__all__ = [
    "AgendaItem",
    "Amendment",
    "Body",
    "Convocation",
    "Meeting",
    "Message",
    "Minutes",
    "MinutesAction",
    "MinutesActionOwner",
    "MinutesAttendee",
    "MinutesFile",
    "MinutesItem",
    "MinutesVersion",
    "Mission",
    "MissionParty",
    "Seat",
]
