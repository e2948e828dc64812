"""Choices of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedLevel(models.IntegerChoices):
    """How great a need is, as its source judges it."""

    LOW = 1, _("Faible")
    MEDIUM = 2, _("Moyen")
    HIGH = 3, _("Élevé")


class Measure(models.TextChoices):
    """What a cell or a region of the map counts; the values stand in addresses."""

    NUMBER = "nombre", _("Interventions")
    BODIES = "organismes", _("Organismes")
    BUDGET = "budget", _("Budget")
    PEOPLE = "personnes", _("Personnes visées")


class Presence(models.TextChoices):
    """Who is there for an objective in a region, from nobody to somebody at work."""

    NOBODY = "nobody", _("Personne")
    NATIONAL = "national", _("Seulement au niveau national")
    PLANNED = "planned", _("Prévu, pas encore en cours")
    RUNNING = "running", _("En cours")
