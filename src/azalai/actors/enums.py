"""Choices of the room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What sort of actor it is."""

    ORGANISATION = "organisation", _("Organisme")
    BODY = "body", _("Instance de concertation")
    NETWORK = "network", _("Réseau")
    PROJECT = "project", _("Projet")


class SpellingKind(models.TextChoices):
    """What a spelling is to its organisation."""

    NAME = "name", _("Nom")
    NAME_EN = "name-en", _("Nom anglais")
    ACRONYM = "acronym", _("Sigle")
    VARIANT = "variant", _("Autre graphie")
    MISPRINT = "misprint", _("Coquille")


# The spellings that are names of today; the others were met, or were names once.
OWN_KINDS = (SpellingKind.NAME, SpellingKind.NAME_EN, SpellingKind.ACRONYM)
