"""Choices and state tables of overlaps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from azalai.engines.overlap.model import Label


class Relation(models.TextChoices):
    """What two interventions are to each other, as the radar or a person says; codes of the engine."""

    SAME_PROJECT = Label.SAME_PROJECT.value, _("Même projet déclaré deux fois")
    DUPLICATE = Label.DUPLICATE.value, _("Doublon")
    PARTIAL = Label.PARTIAL.value, _("Chevauchement partiel")
    COMPLEMENTARY = Label.COMPLEMENTARY.value, _("Complémentaires")
    CHAIN = Label.CHAIN.value, _("Chaîne de financement")
    UNRELATED = Label.NONE.value, _("Sans lien")


# What the radar may find; that nothing ties two interventions is only said by a person.
FOUND = tuple(relation for relation in Relation if relation != Relation.UNRELATED)
# The two matrices of the strategy (004, §8.2).
OVERLAPPING = (Relation.SAME_PROJECT, Relation.DUPLICATE, Relation.PARTIAL)
SYNERGIES = (Relation.COMPLEMENTARY,)


class NoticeKind(models.TextChoices):
    """Why partners were told of a pair."""

    ASKED = "asked", _("Avis demandé")
    DECIDED = "decided", _("Décision")
    INVITED = "invited", _("Invitation à une action conjointe")


class JointKind(models.TextChoices):
    """How two partners work something out."""

    THREAD = "thread", _("Échange écrit")
    MEETING = "meeting", _("Réunion")
    AGREEMENT = "agreement", _("Accord")


class JointState(models.TextChoices):
    """Where a joint action stands."""

    INVITED = "invited", _("Invitation envoyée")
    UNDER_WAY = "under-way", _("En cours")
    CONCLUDED = "concluded", _("Conclue")
    DECLINED = "declined", _("Déclinée")
    ABANDONED = "abandoned", _("Abandonnée")


# State table: from -> the states that may follow.
JOINT_TRANSITIONS: dict[str, frozenset[str]] = {
    JointState.INVITED: frozenset({JointState.UNDER_WAY, JointState.DECLINED, JointState.ABANDONED}),
    JointState.UNDER_WAY: frozenset({JointState.CONCLUDED, JointState.DECLINED, JointState.ABANDONED}),
    JointState.DECLINED: frozenset({JointState.INVITED}),
    JointState.CONCLUDED: frozenset({JointState.UNDER_WAY}),
    JointState.ABANDONED: frozenset({JointState.INVITED}),
}
OPEN_STATES = (JointState.INVITED, JointState.UNDER_WAY)


class PartyAnswer(models.TextChoices):
    """What an invited organisation answered."""

    WAITING = "waiting", _("Attend une réponse")
    ACCEPTED = "accepted", _("Accepte")
    DECLINED = "declined", _("Décline")


class JointResult(models.TextChoices):
    """What a joint action came to."""

    SHARED_OUT = "shared-out", _("Lieux ou publics répartis")
    MERGED = "merged", _("Interventions réunies en une")
    WITHDRAWN = "withdrawn", _("Une intervention retirée ou réorientée")
    COORDINATED = "coordinated", _("Calendriers ou contenus accordés")
    RECORD_CORRECTED = "record-corrected", _("Fiche corrigée : déclarée deux fois")
    NOTHING = "nothing", _("Sans changement")


class CalibrationState(models.TextChoices):
    """What became of proposed weights."""

    PROPOSED = "proposed", _("À examiner")
    ACCEPTED = "accepted", _("Acceptée")
    SET_ASIDE = "set-aside", _("Écartée")


CALIBRATION_TRANSITIONS: dict[str, frozenset[str]] = {
    CalibrationState.PROPOSED: frozenset({CalibrationState.ACCEPTED, CalibrationState.SET_ASIDE}),
    CalibrationState.ACCEPTED: frozenset(),
    CalibrationState.SET_ASIDE: frozenset(),
}
