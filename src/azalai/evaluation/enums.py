"""Choices and state tables of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

RATING_FORM = "evaluation.rating"  # names under which forms keep what is being typed
REPLY_FORM = "evaluation.reply"
LESSON_FORM = "evaluation.lesson"
PARAGRAPH_FORM = "evaluation.paragraph"
# Under which a recommendation is known to the register of actions.
SOURCE_TYPE = "evaluation.recommendation"
CRITERIA = "dac"  # code of the framework that lists the criteria and the scale
LOWEST, HIGHEST = 1, 6
# From this value on a rating says "satisfactory" on the shipped scale.
SATISFACTORY = 4


class EvaluationKind(models.TextChoices):
    """Who rates."""

    SELF = "self", _("Auto-évaluation du partenaire")
    SECRETARIAT = "secretariat", _("Évaluation du secrétariat")
    EXTERNAL = "external", _("Évaluation externe")


class EvaluationState(models.TextChoices):
    """Where an evaluation stands."""

    DRAFT = "draft", _("En préparation")
    SHARED = "shared", _("Droit de réponse ouvert")
    ANSWERED = "answered", _("Réponse reçue")
    CLOSED = "closed", _("Close")
    PUBLISHED = "published", _("Publiée")


# State table: from -> the states that may follow.
EVALUATION_TRANSITIONS: dict[str, frozenset[str]] = {
    EvaluationState.DRAFT: frozenset({EvaluationState.SHARED, EvaluationState.CLOSED}),
    EvaluationState.SHARED: frozenset(
        {EvaluationState.DRAFT, EvaluationState.ANSWERED, EvaluationState.CLOSED}
    ),
    EvaluationState.ANSWERED: frozenset({EvaluationState.SHARED, EvaluationState.CLOSED}),
    EvaluationState.CLOSED: frozenset({EvaluationState.PUBLISHED}),
    EvaluationState.PUBLISHED: frozenset(),
}
UNDER_REPLY = (EvaluationState.SHARED, EvaluationState.ANSWERED)
FROZEN = (EvaluationState.CLOSED, EvaluationState.PUBLISHED)


class Position(models.TextChoices):
    """What the other side thinks of a rating."""

    AGREES = "agrees", _("D'accord")
    PARTLY = "partly", _("D'accord en partie")
    DISAGREES = "disagrees", _("Pas d'accord")


CONTESTING = (Position.PARTLY, Position.DISAGREES)


class Outcome(models.TextChoices):
    """What whoever rated makes of a reply."""

    MAINTAINED = "maintained", _("Note maintenue")
    REVISED = "revised", _("Note revue")


class LessonKind(models.TextChoices):
    """What was learnt: something to do again, or something to know next time."""

    GOOD_PRACTICE = "good-practice", _("Bonne pratique")
    LESSON = "lesson", _("Leçon")


class LessonState(models.TextChoices):
    """Whether the secretariat stands by it."""

    PROPOSED = "proposed", _("Proposée")
    VALIDATED = "validated", _("Validée")
    SET_ASIDE = "set-aside", _("Écartée")


LESSON_TRANSITIONS: dict[str, frozenset[str]] = {
    LessonState.PROPOSED: frozenset({LessonState.VALIDATED, LessonState.SET_ASIDE}),
    LessonState.VALIDATED: frozenset({LessonState.SET_ASIDE}),
    LessonState.SET_ASIDE: frozenset({LessonState.VALIDATED}),
}
