"""Choices of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegalKind(models.TextChoices):
    """Kinds of legal text."""

    LAW = "law", _("Loi")
    ORDINANCE = "ordinance", _("Ordonnance")
    DECREE = "decree", _("Décret")
    ORDER = "order", _("Arrêté")
    RESOLUTION = "resolution", _("Résolution")


class LegalState(models.TextChoices):
    """Where a legal text stands on a day; computed from its dates, not kept."""

    COMING = "coming", _("À venir")
    IN_FORCE = "in-force", _("En vigueur")
    AMENDED = "amended", _("En vigueur, modifié")
    REPEALED = "repealed", _("Abrogé")


class PlaceNameKind(models.TextChoices):
    """Where another name of a place comes from."""

    SOURCE = "source", _("Liste d'origine")
    USAGE = "usage", _("Usage")
    SHAPE = "shape", _("Fond de carte")
    CODE = "code", _("Ancien code")
