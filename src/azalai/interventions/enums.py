"""Choices and state tables of interventions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

DRAFT_FORM = "interventions.intervention"  # name under which the form keeps what is being typed


class Scale(models.TextChoices):
    """How wide an intervention is; a narrower one may stand under a wider one."""

    PROGRAMME = "programme", _("Programme")
    PROJECT = "project", _("Projet")
    ACTIVITY = "activity", _("Activité")


class Nature(models.TextChoices):
    """What is done in practice."""

    TRAINING = "training", _("Formation")
    CAMPAIGN = "campaign", _("Campagne")
    STUDY_TRIP = "study-trip", _("Voyage d'étude")
    EQUIPMENT = "equipment", _("Équipement")
    COMMUNITY_RELAY = "community-relay", _("Relais communautaires")
    OTHER = "other", _("Autre")


class Status(models.TextChoices):
    """Where the intervention stands in the field."""

    IDENTIFICATION = "identification", _("En identification")
    PLANNED = "planned", _("Prévue")
    ONGOING = "ongoing", _("En cours")
    COMPLETED = "completed", _("Achevée")
    SUSPENDED = "suspended", _("Suspendue")
    CANCELLED = "cancelled", _("Annulée")


# States that a declaration may give; the two others need a reason.
DECLARED = (Status.IDENTIFICATION, Status.PLANNED, Status.ONGOING, Status.COMPLETED)
STOPPED = (Status.SUSPENDED, Status.CANCELLED)
# State table: from -> the states that may follow. A declared state corrects another one freely.
STATUS_TRANSITIONS: dict[str, frozenset[str]] = {
    Status.IDENTIFICATION: frozenset({*DECLARED, *STOPPED}),
    Status.PLANNED: frozenset({*DECLARED, *STOPPED}),
    Status.ONGOING: frozenset({*DECLARED, *STOPPED}),
    Status.COMPLETED: frozenset(DECLARED),
    Status.SUSPENDED: frozenset({Status.PLANNED, Status.ONGOING, Status.CANCELLED}),
    Status.CANCELLED: frozenset({Status.PLANNED}),
}


class Publication(models.TextChoices):
    """Who sees it: its authors, or everyone who has signed in."""

    DRAFT = "draft", _("Brouillon")
    PUBLISHED = "published", _("Publiée")


class EnteredVia(models.TextChoices):
    """How it came in."""

    WEB = "web", _("Formulaire")
    EXCEL = "excel", _("Classeur Excel")
    IATI = "iati", _("Fichier IATI")


class BodyRole(models.TextChoices):
    """What a body does in an intervention, as IATI distinguishes it."""

    FUNDING = "funding", _("Financement")
    ACCOUNTABLE = "accountable", _("Responsable devant le bailleur")
    EXTENDING = "extending", _("Gestion des fonds")
    IMPLEMENTING = "implementing", _("Mise en œuvre")


class BudgetKind(models.TextChoices):
    """How sure the money is."""

    PLANNED = "planned", _("Prévu")
    COMMITTED = "committed", _("Engagé")
    SPENT = "spent", _("Dépensé")


class CountKind(models.TextChoices):
    """What is counted of an intervention, besides the people it reaches."""

    SESSIONS = "sessions", _("Sessions ou séances")
    PARTICIPANTS = "participants", _("Participants")
    ITEMS = "items", _("Équipements ou supports remis")


# What is worth counting for each nature.
COUNTS_OF: dict[str, tuple[CountKind, ...]] = {
    Nature.TRAINING: (CountKind.SESSIONS, CountKind.PARTICIPANTS),
    Nature.CAMPAIGN: (CountKind.SESSIONS, CountKind.PARTICIPANTS, CountKind.ITEMS),
    Nature.STUDY_TRIP: (CountKind.SESSIONS, CountKind.PARTICIPANTS),
    Nature.EQUIPMENT: (CountKind.ITEMS,),
    Nature.COMMUNITY_RELAY: (CountKind.SESSIONS, CountKind.PARTICIPANTS),
    Nature.OTHER: tuple(CountKind),
}


class IdentifierScheme(models.TextChoices):
    """Who gave an outside identifier."""

    IATI = "iati", _("IATI")
    OTHER = "other", _("Autre")


class UploadStatus(models.TextChoices):
    """What became of a workbook."""

    WAITING = "waiting", _("À examiner")
    ACCEPTED = "accepted", _("Repris")


class IatiStatus(models.TextChoices):
    """How far an IATI file has come."""

    READING = "reading", _("En cours de lecture")
    WAITING = "waiting", _("À examiner")
    ACCEPTED = "accepted", _("Repris")
    UNREADABLE = "unreadable", _("Illisible")
