"""Choices and state tables of concertation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    """What sort of body it is."""

    FRAMEWORK = "framework", _("Cadre de concertation")
    TECHNICAL_GROUP = "technical-group", _("Groupe technique")
    THEMATIC_GROUP = "thematic-group", _("Groupe thématique")
    COMMITTEE = "committee", _("Comité")
    WATCH_COMMITTEE = "watch-committee", _("Comité de veille et d'information")
    CONSTITUENCY = "constituency", _("Instance d'une famille d'acteurs")


class BodyLevel(models.TextChoices):
    """Where it works."""

    NATIONAL = "national", _("National")
    REGIONAL = "regional", _("Régional")
    DEPARTMENTAL = "departmental", _("Départemental")
    COMMUNAL = "communal", _("Communal")


# Level of the place that a body of that level works in.
PLACE_LEVELS = {BodyLevel.REGIONAL: 1, BodyLevel.DEPARTMENTAL: 2, BodyLevel.COMMUNAL: 3}


class Rhythm(models.TextChoices):
    """How often it is expected to meet."""

    MONTHLY = "monthly", _("Chaque mois")
    QUARTERLY = "quarterly", _("Chaque trimestre")
    HALF_YEARLY = "half-yearly", _("Chaque semestre")
    YEARLY = "yearly", _("Chaque année")
    ON_DEMAND = "on-demand", _("À la demande")


# Days after which a meeting is late, by rhythm.
RHYTHM_DAYS = {Rhythm.MONTHLY: 31, Rhythm.QUARTERLY: 92, Rhythm.HALF_YEARLY: 183, Rhythm.YEARLY: 366}


class QuorumRule(models.TextChoices):
    """How many seats must be filled for a meeting to decide."""

    NONE = "none", _("Aucun quorum fixé")
    MAJORITY = "majority", _("Plus de la moitié des sièges")
    TWO_THIRDS = "two-thirds", _("Deux tiers des sièges")
    NUMBER = "number", _("Un nombre de sièges")


class SeatRole(models.TextChoices):
    """What a seat does in the body."""

    CHAIR = "chair", _("Présidence")
    VICE_CHAIR = "vice-chair", _("Vice-présidence")
    SECRETARY = "secretary", _("Secrétariat")
    MEMBER = "member", _("Membre")
    OBSERVER = "observer", _("Observateur")


class MeetingKind(models.TextChoices):
    """Why it meets."""

    ORDINARY = "ordinary", _("Ordinaire")
    EXTRAORDINARY = "extraordinary", _("Extraordinaire")


class MeetingState(models.TextChoices):
    """Where a meeting stands."""

    DRAFT = "draft", _("En préparation")
    CONVENED = "convened", _("Convoquée")
    HELD = "held", _("Tenue")
    CANCELLED = "cancelled", _("Annulée")


# State table: from -> the states that may follow.
MEETING_TRANSITIONS: dict[str, frozenset[str]] = {
    MeetingState.DRAFT: frozenset({MeetingState.CONVENED, MeetingState.CANCELLED}),
    MeetingState.CONVENED: frozenset({MeetingState.HELD, MeetingState.CANCELLED}),
    MeetingState.HELD: frozenset(),
    MeetingState.CANCELLED: frozenset(),
}
OPEN_MEETINGS = (MeetingState.DRAFT, MeetingState.CONVENED)


class ConvocationState(models.TextChoices):
    """Where a convocation stands. What it ends in is told by the table below."""

    DRAFT = "draft", _("À envoyer")
    SENT = "sent", _("Envoyée")
    REMINDED = "reminded", _("Relancée")
    RELAYED = "relayed", _("Relayée au suppléant")
    ESCALATED = "escalated", _("Remontée à la hiérarchie")
    PRESENT = "present", _("Présent")
    EXCUSED = "excused", _("Excusé")
    ABSENT = "absent", _("Absent")
    UNANSWERED = "unanswered", _("Tenue sans réponse")
    CANCELLED = "cancelled", _("Réunion annulée")


_ANSWERS = frozenset({ConvocationState.PRESENT, ConvocationState.EXCUSED, ConvocationState.ABSENT})
_RELAY, _ESCALATE = ConvocationState.RELAYED, ConvocationState.ESCALATED
_CLOSED = frozenset({ConvocationState.UNANSWERED, ConvocationState.CANCELLED})
_OVER = frozenset({ConvocationState.CANCELLED})
# State table: the specification of what may happen to a convocation. Another date asks everyone again:
# an answer goes back to « envoyée ».
CONVOCATION_TRANSITIONS: dict[str, frozenset[str]] = {
    ConvocationState.DRAFT: frozenset({ConvocationState.SENT, ConvocationState.CANCELLED}),
    ConvocationState.SENT: _ANSWERS | _CLOSED | {ConvocationState.REMINDED, _RELAY, _ESCALATE},
    ConvocationState.REMINDED: _ANSWERS | _CLOSED | {ConvocationState.SENT, _RELAY, _ESCALATE},
    ConvocationState.RELAYED: _ANSWERS | _CLOSED | {ConvocationState.SENT, _ESCALATE},
    ConvocationState.ESCALATED: _ANSWERS | _CLOSED | {ConvocationState.SENT},
    ConvocationState.PRESENT: (_ANSWERS - {ConvocationState.PRESENT}) | _OVER | {ConvocationState.SENT},
    ConvocationState.EXCUSED: (_ANSWERS - {ConvocationState.EXCUSED})
    | _OVER
    | {ConvocationState.SENT, _RELAY},
    ConvocationState.ABSENT: (_ANSWERS - {ConvocationState.ABSENT}) | _OVER | {ConvocationState.SENT},
    ConvocationState.UNANSWERED: frozenset(),
    ConvocationState.CANCELLED: frozenset(),
}
ANSWERS = (ConvocationState.PRESENT, ConvocationState.EXCUSED, ConvocationState.ABSENT)
# Nobody has answered, and an answer is still hoped for.
WAITING = (
    ConvocationState.SENT,
    ConvocationState.REMINDED,
    ConvocationState.RELAYED,
    ConvocationState.ESCALATED,
)
# What a convocation may be in once its meeting is over: exactly one of these.
FINAL = (*ANSWERS, ConvocationState.UNANSWERED, ConvocationState.CANCELLED)


class AnswerChannel(models.TextChoices):
    """How an answer came."""

    LINK = "link", _("Lien de la convocation")
    SITE = "site", _("Page du site")
    SECRETARIAT = "secretariat", _("Saisie par le secrétariat")
    CALENDAR = "calendar", _("Réponse d'agenda")


class Attendance(models.TextChoices):
    """Whether a seat was filled, as seen at the meeting."""

    PRESENT = "present", _("Présent")
    REPRESENTED = "represented", _("Représenté")
    ABSENT = "absent", _("Absent")


class ItemState(models.TextChoices):
    """Where an item of the agenda stands."""

    PROPOSED = "proposed", _("Proposé")
    ON_AGENDA = "on-agenda", _("À l'ordre du jour")
    DECLINED = "declined", _("Non retenu")
    TREATED = "treated", _("Traité")
    POSTPONED = "postponed", _("Reporté")


ITEM_TRANSITIONS: dict[str, frozenset[str]] = {
    ItemState.PROPOSED: frozenset({ItemState.ON_AGENDA, ItemState.DECLINED}),
    ItemState.ON_AGENDA: frozenset({ItemState.TREATED, ItemState.POSTPONED, ItemState.DECLINED}),
    ItemState.DECLINED: frozenset({ItemState.ON_AGENDA}),
    # Minutes may correct what was ticked when the meeting closed.
    ItemState.TREATED: frozenset({ItemState.POSTPONED}),
    ItemState.POSTPONED: frozenset({ItemState.TREATED}),
}


class ItemOrigin(models.TextChoices):
    """Where an item comes from."""

    SECRETARIAT = "secretariat", _("Secrétariat")
    MEMBER = "member", _("Proposé par un membre")
    CARRIED_OVER = "carried-over", _("Reporté de la réunion précédente")


class Recipient(models.TextChoices):
    """Who a message is for."""

    MEMBER = "member", _("Membre")
    DEPUTY = "deputy", _("Suppléant")
    HIERARCHY = "hierarchy", _("Hiérarchie")


class MessageKind(models.TextChoices):
    """Why a message leaves."""

    INVITATION = "invitation", _("Convocation")
    UPDATE = "update", _("Changement")
    CANCELLATION = "cancellation", _("Annulation")
    REMINDER = "reminder", _("Relance")
    RELAY = "relay", _("Relais au suppléant")
    ESCALATION = "escalation", _("Remontée à la hiérarchie")
    EVE = "eve", _("Rappel de la veille")
    AFTER = "after", _("Sans réponse, après la réunion")
    MINUTES = "minutes", _("Compte rendu à relire")
    ADOPTED = "adopted", _("Compte rendu adopté")


# Name of the page on which minutes are written, among the forms whose input is kept.
MINUTES_FORM = "concertation.minutes"


class MinutesState(models.TextChoices):
    """Where minutes stand."""

    DRAFT = "draft", _("Brouillon")
    CIRCULATED = "circulated", _("En relecture")
    ADOPTED = "adopted", _("Adopté")


# State table. Adopted minutes are frozen: nothing follows.
MINUTES_TRANSITIONS: dict[str, frozenset[str]] = {
    MinutesState.DRAFT: frozenset({MinutesState.CIRCULATED, MinutesState.ADOPTED}),
    MinutesState.CIRCULATED: frozenset({MinutesState.DRAFT, MinutesState.ADOPTED}),
    MinutesState.ADOPTED: frozenset(),
}
OPEN_MINUTES = (MinutesState.DRAFT, MinutesState.CIRCULATED)


class AdoptionWay(models.TextChoices):
    """How minutes were adopted."""

    AT_ONCE = "at-once", _("Séance tenante")
    AFTER_REVIEW = "after-review", _("Après relecture par les présents")
    NEXT_MEETING = "next-meeting", _("À la réunion suivante")
    EARLIER = "earlier", _("Avant sa reprise ici")


# Without having been circulated here, minutes are adopted in these ways only.
WITHOUT_REVIEW = (AdoptionWay.AT_ONCE, AdoptionWay.EARLIER)


class VersionKind(models.TextChoices):
    """Why a version of minutes was kept."""

    CIRCULATED = "circulated", _("Envoyée en relecture")
    ADOPTED = "adopted", _("Adoptée")


class AmendmentPart(models.TextChoices):
    """What an amendment is about."""

    KEY_POINTS = "key-points", _("Points clés")
    DECISIONS = "decisions", _("Décisions")
    ACTIONS = "actions", _("Points d'action")
    OTHER = "other", _("Autre chose : présences, date, titre…")


# Parts that are one text: a proposal is the whole text as it should read.
WHOLE_TEXTS = {AmendmentPart.KEY_POINTS: "key_points", AmendmentPart.DECISIONS: "decisions"}


class AmendmentState(models.TextChoices):
    """Where an amendment stands."""

    PENDING = "pending", _("À examiner")
    ACCEPTED = "accepted", _("Retenu")
    REFUSED = "refused", _("Non retenu")
    WITHDRAWN = "withdrawn", _("Retiré")


AMENDMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    AmendmentState.PENDING: frozenset(
        {AmendmentState.ACCEPTED, AmendmentState.REFUSED, AmendmentState.WITHDRAWN}
    ),
    AmendmentState.ACCEPTED: frozenset(),
    AmendmentState.REFUSED: frozenset(),
    AmendmentState.WITHDRAWN: frozenset(),
}
