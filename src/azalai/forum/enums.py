"""Choices and state tables of the forum and of the idea box."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """What a thread is about."""

    FREE = "free", _("Sujet libre")
    ITEM = "item", _("Point de l'ordre du jour")
    MEETING = "meeting", _("Réunion")
    LINE = "line", _("Ligne du plan")
    INTERVENTION = "intervention", _("Intervention")
    DOCUMENT = "document", _("Document")


class Audience(models.TextChoices):
    """Who reads a thread, from the narrowest to the widest."""

    BODY = "body", _("Les membres de l'instance")
    MEMBERS = "members", _("Tous ceux qui ont un poste")
    PUBLIC = "public", _("Tout le monde, sans compte")


class ThreadState(models.TextChoices):
    """Where a thread stands."""

    OPEN = "open", _("Ouvert")
    CLOSED = "closed", _("Clos")
    HIDDEN = "hidden", _("Masqué")


THREAD_TRANSITIONS: dict[str, frozenset[str]] = {
    ThreadState.OPEN: frozenset({ThreadState.CLOSED, ThreadState.HIDDEN}),
    ThreadState.CLOSED: frozenset({ThreadState.OPEN, ThreadState.HIDDEN}),
    ThreadState.HIDDEN: frozenset({ThreadState.OPEN}),
}


class Phase(models.TextChoices):
    """When something was written, seen from the meeting that the thread is about."""

    BEFORE = "before", _("Avant la réunion")
    DURING = "during", _("Pendant la réunion")
    AFTER = "after", _("Après la réunion")


class Channel(models.TextChoices):
    """By which way a message came."""

    SITE = "site", _("Sur le site")
    LINK = "link", _("Par le lien d'un courriel")


class Rhythm(models.TextChoices):
    """How often the digest leaves."""

    DAILY = "daily", _("Chaque jour")
    WEEKLY = "weekly", _("Chaque semaine")
    NEVER = "never", _("Jamais")


# Hours that must have passed since the last digest; a little less than a day or a week, since the task
# that sends them never runs at the same second.
RHYTHM_HOURS = {Rhythm.DAILY: 20, Rhythm.WEEKLY: 6 * 24 + 12}


class LetterKind(models.TextChoices):
    """Why a mail leaves."""

    DIGEST = "digest", _("Résumé")
    MENTION = "mention", _("Mention")


class IdeaState(models.TextChoices):
    """Where an idea stands."""

    RECEIVED = "received", _("Reçue")
    STUDIED = "studied", _("À l'étude")
    KEPT = "kept", _("Retenue")
    REFUSED = "refused", _("Non retenue")
    DONE = "done", _("Déjà réalisée")
    SET_ASIDE = "set-aside", _("Écartée")


ANSWERED = frozenset({IdeaState.KEPT, IdeaState.REFUSED, IdeaState.DONE})
WAITING = frozenset({IdeaState.RECEIVED, IdeaState.STUDIED})
# What everybody who may read the box reads; what has only just come is read by the secretariat first.
SHOWN = frozenset({IdeaState.STUDIED, *ANSWERED})
IDEA_TRANSITIONS: dict[str, frozenset[str]] = {
    IdeaState.RECEIVED: frozenset({IdeaState.STUDIED, *ANSWERED, IdeaState.SET_ASIDE}),
    IdeaState.STUDIED: frozenset({*ANSWERED, IdeaState.SET_ASIDE}),
    IdeaState.KEPT: frozenset({IdeaState.STUDIED, IdeaState.DONE}),
    IdeaState.REFUSED: frozenset({IdeaState.STUDIED}),
    IdeaState.DONE: frozenset({IdeaState.STUDIED}),
    IdeaState.SET_ASIDE: frozenset({IdeaState.STUDIED}),
}


class Opening(models.TextChoices):
    """Who may put an idea in the box (setting AZALAI_IDEAS)."""

    PUBLIC = "public", _("Tout le monde")
    MEMBERS = "members", _("Ceux qui ont un poste")
    CLOSED = "closed", _("Personne pour l'instant")
