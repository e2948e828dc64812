"""Bodies with their seats, meetings with their agenda, convocations with their messages."""

from azalai.concertation.models.bodies import Body, Seat
from azalai.concertation.models.convocations import Convocation, Message
from azalai.concertation.models.meetings import AgendaItem, Meeting
from azalai.concertation.models.missions import Mission, MissionParty

__all__ = ["AgendaItem", "Body", "Convocation", "Meeting", "Message", "Mission", "MissionParty", "Seat"]
