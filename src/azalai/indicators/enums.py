"""Choices and state tables of indicators."""

from django.db import models
from django.utils.translation import gettext_lazy as _

SHEET_FORM = "indicators.sheet"  # names under which forms keep what is being typed
GRID_FORM = "indicators.grid"


class Nature(models.TextChoices):
    """What an indicator tells, as the OHCHR distinguishes it (2012)."""

    STRUCTURE = "structure", _("Structure")
    PROCESS = "process", _("Processus")
    OUTCOME = "outcome", _("Résultat")


class Level(models.TextChoices):
    """At which level of the results chain it stands."""

    IMPACT = "impact", _("Impact")
    OUTCOME = "outcome", _("Effet")
    OUTPUT = "output", _("Produit")


class Measure(models.TextChoices):
    """What its values are."""

    NUMBER = "number", _("Nombre")
    PERCENT = "percent", _("Pourcentage")
    RATIO = "ratio", _("Rapport de deux nombres")
    YES_NO = "yes-no", _("Oui ou non")


class Frequency(models.TextChoices):
    """How often it is measured."""

    QUARTER = "quarter", _("Chaque trimestre")
    YEAR = "year", _("Chaque année")
    OTHER = "other", _("Autrement")


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("Plus c'est haut, mieux c'est")
    DOWN = "down", _("Plus c'est bas, mieux c'est")


class Adding(models.TextChoices):
    """How the figures of places make the figure of the place above."""

    SUM = "sum", _("Somme")
    MEAN = "mean", _("Moyenne pondérée par le dénominateur")
    RATIO = "ratio", _("Somme des numérateurs sur somme des dénominateurs")
    NONE = "none", _("Ne s'additionne pas")


class OverTime(models.TextChoices):
    """How the figures of quarters make the figure of the year."""

    SUM = "sum", _("Somme des périodes")
    LAST = "last", _("Dernière valeur connue")


class Entry(models.TextChoices):
    """Who enters values."""

    SECRETARIAT = "secretariat", _("Le secrétariat seul")
    FOCAL_POINTS = "focal-points", _("Le secrétariat, et chaque point focal ou partenaire pour ce qu'il suit")


class Kind(models.TextChoices):
    """What a value is. Blank is no value: nobody has said anything yet."""

    NUMBER = "number", _("Nombre")
    UNKNOWN = "unknown", _("Inconnu")
    NOT_APPLICABLE = "not-applicable", _("Sans objet")


class State(models.TextChoices):
    """Where a value stands."""

    ENTERED = "entered", _("À valider")
    RETURNED = "returned", _("Renvoyée")
    VALIDATED = "validated", _("Validée")
    PUBLISHED = "published", _("Publiée")
    REPLACED = "replaced", _("Remplacée")
    WITHDRAWN = "withdrawn", _("Retirée")


PENDING = (State.ENTERED, State.RETURNED)
IN_FORCE = (State.VALIDATED, State.PUBLISHED)
OVER = (State.REPLACED, State.WITHDRAWN)
# State table: from -> the states that may follow. docs/reference/etats.md draws it (tested).
STATE_TRANSITIONS: dict[str, frozenset[str]] = {
    State.ENTERED: frozenset({State.VALIDATED, State.RETURNED, State.REPLACED, State.WITHDRAWN}),
    State.RETURNED: frozenset({State.REPLACED, State.WITHDRAWN}),
    State.VALIDATED: frozenset({State.PUBLISHED, State.REPLACED, State.WITHDRAWN}),
    State.PUBLISHED: frozenset({State.REPLACED, State.WITHDRAWN}),
    State.REPLACED: frozenset(),
    State.WITHDRAWN: frozenset(),
}


class Status(models.TextChoices):
    """What a reading holds: five different things, written in five different ways."""

    VALUE = "value", _("Valeur")
    ZERO = "zero", _("Zéro")
    BLANK = "blank", _("Rien de saisi")
    UNKNOWN = "unknown", _("Inconnu")
    NOT_APPLICABLE = "not-applicable", _("Sans objet")


class Origin(models.TextChoices):
    """Where a reading comes from."""

    LIVE = "live", _("Compté par le système")
    ENTERED = "entered", _("Saisi")
    PERIODS = "periods", _("Réuni de plusieurs périodes")
    PLACES = "places", _("Agrégé des lieux")
    NOWHERE = "nowhere", _("Aucune donnée")


class Answer(models.TextChoices):
    """What a person says of one of the twelve quality checks."""

    YES = "yes", _("Oui")
    NO = "no", _("Non")
    NOT_APPLICABLE = "not-applicable", _("Sans objet")
