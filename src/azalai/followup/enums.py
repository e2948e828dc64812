"""Choices and the state table of follow-up."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PointKind(models.TextChoices):
    """What is followed."""

    ACTION = "action", _("Action")
    RECOMMENDATION = "recommendation", _("Recommandation")


class PointState(models.TextChoices):
    """Where a point stands."""

    PROPOSED = "proposed", _("Proposée")
    ACCEPTED = "accepted", _("Acceptée")
    REFUSED = "refused", _("Refusée")
    IN_PROGRESS = "in-progress", _("En cours")
    BLOCKED = "blocked", _("Bloquée")
    DONE = "done", _("Faite, à vérifier")
    VERIFIED = "verified", _("Vérifiée")
    DROPPED = "dropped", _("Abandonnée")


class Stage(models.TextChoices):
    """Whether something is still expected of the owners; follows the state."""

    OPEN = "open", _("Ouverte")
    CLOSED = "closed", _("Close")


_S = PointState
_WORKING = frozenset({_S.IN_PROGRESS, _S.BLOCKED, _S.DONE, _S.DROPPED})
# State table: from -> the states that may follow. Who tells how far it has come has thereby accepted it;
# what is over opens again with a reason.
POINT_TRANSITIONS: dict[str, frozenset[str]] = {
    _S.PROPOSED: _WORKING | {_S.ACCEPTED, _S.REFUSED},
    _S.ACCEPTED: _WORKING,
    _S.REFUSED: frozenset({_S.PROPOSED}),
    _S.IN_PROGRESS: _WORKING - {_S.IN_PROGRESS},
    _S.BLOCKED: _WORKING - {_S.BLOCKED},
    _S.DONE: frozenset({_S.VERIFIED, _S.IN_PROGRESS}),
    _S.VERIFIED: frozenset({_S.IN_PROGRESS}),
    _S.DROPPED: frozenset({_S.ACCEPTED}),
}
# Something is still expected of the owner.
OPEN_STATES = (_S.PROPOSED, _S.ACCEPTED, _S.IN_PROGRESS, _S.BLOCKED)
CLOSED_STATES = (_S.REFUSED, _S.DONE, _S.VERIFIED, _S.DROPPED)
FINISHED = (_S.DONE, _S.VERIFIED)
# What cannot be said without saying why.
REASONED = (_S.REFUSED, _S.BLOCKED, _S.DROPPED)
# Moves that open again what was over.
REOPENINGS = frozenset(
    {
        (_S.REFUSED, _S.PROPOSED),
        (_S.DONE, _S.IN_PROGRESS),
        (_S.VERIFIED, _S.IN_PROGRESS),
        (_S.DROPPED, _S.ACCEPTED),
    }
)


class Priority(models.TextChoices):
    """How pressing it is; blank where nobody has said."""

    HIGH = "high", _("Haute")
    MEDIUM = "medium", _("Moyenne")
    LOW = "low", _("Basse")


class SourceKind(models.TextChoices):
    """Where a point comes from."""

    MEETING = "meeting", _("Réunion")
    EVALUATION = "evaluation", _("Évaluation")
    REVIEW = "review", _("Examen")
    REPORT = "report", _("Rapport")
    CAMPAIGN = "campaign", _("Campagne de suivi")
    FORUM = "forum", _("Net-forum")
    OTHER = "other", _("Autre")


class UpdateChannel(models.TextChoices):
    """How news of a point came."""

    LINK = "link", _("Lien de la relance")
    SITE = "site", _("Page du site")
    SECRETARIAT = "secretariat", _("Saisie par le secrétariat")
    WORKBOOK = "workbook", _("Classeur")


class BulkChange(models.TextChoices):
    """What may be changed of several points at once."""

    DEADLINE = "deadline", _("L'échéance")
    OWNERS = "owners", _("Les responsables")
    OWNER_POST = "owner-post", _("Le poste responsable")
    PRIORITY = "priority", _("La priorité")
    BODY = "body", _("L'instance")
    ASK = "ask", _("Demander aux responsables où elles en sont")
    DROP = "drop", _("Les abandonner, avec un motif")
