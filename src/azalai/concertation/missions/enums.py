"""Choices and state table of missions and sessions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

DRAFT_FORM = "concertation.mission"


class MissionKind(models.TextChoices):
    """What the secretariat did. Each is counted by one line of the logical framework."""

    AWARENESS = "awareness", _("Mission de sensibilisation")
    SESSION = "session", _("Séance d'information ou de sensibilisation")
    SUPPORT = "support", _("Appui à une direction régionale ou départementale")
    MEETING_ABROAD = "meeting-abroad", _("Rencontre bilatérale, régionale ou internationale")
    TOOL = "tool", _("Outil élaboré avec d'autres pays ou organisations")
    STUDY_TRIP = "study-trip", _("Voyage d'études")


# Those that are of one of the three levels of cooperation between countries.
LEVELLED = (MissionKind.MEETING_ABROAD, MissionKind.TOOL)
# Those that are counted by the people reached.
SENSITISING = (MissionKind.AWARENESS, MissionKind.SESSION)


class CooperationLevel(models.TextChoices):
    """Between whom countries meet or write."""

    BILATERAL = "bilateral", _("Bilatéral")
    REGIONAL = "regional", _("Régional")
    INTERNATIONAL = "international", _("International")


class MissionState(models.TextChoices):
    """Where it stands."""

    PLANNED = "planned", _("Prévue")
    HELD = "held", _("Tenue")
    CANCELLED = "cancelled", _("Annulée")


# State table: from -> the states that may follow. What was noted by mistake is taken back to « prévue ».
MISSION_TRANSITIONS: dict[str, frozenset[str]] = {
    MissionState.PLANNED: frozenset({MissionState.HELD, MissionState.CANCELLED}),
    MissionState.HELD: frozenset({MissionState.PLANNED}),
    MissionState.CANCELLED: frozenset({MissionState.PLANNED}),
}


class PartyRole(models.TextChoices):
    """What an organisation did there."""

    HOST = "host", _("Organisme d'accueil")
    PARTICIPANT = "participant", _("Organisme participant")
