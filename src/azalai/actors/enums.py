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


class Level(models.IntegerChoices):
    """How strong an interest or an influence is; a level that nobody judged is empty, not the middle."""

    VERY_LOW = 1, _("Très faible")
    LOW = 2, _("Faible")
    MIDDLE = 3, _("Moyen")
    HIGH = 4, _("Fort")
    VERY_HIGH = 5, _("Très fort")


class Stance(models.TextChoices):
    """Where it stands on the governance of migration as the country wants it."""

    UNKNOWN = "unknown", _("Inconnue")
    SUPPORTS = "supports", _("Favorable")
    MIXED = "mixed", _("Partagée")
    OPPOSED = "opposed", _("Défavorable")


class Conflict(models.TextChoices):
    """Whether it has a conflict of interest."""

    UNKNOWN = "unknown", _("Non examiné")
    NO = "no", _("Aucun connu")
    YES = "yes", _("Oui")


class Engagement(models.TextChoices):
    """How one works with it, from the least to the most shared."""

    INFORM = "inform", _("Informer")
    CONSULT = "consult", _("Consulter")
    INVOLVE = "involve", _("Associer aux travaux")
    COLLABORATE = "collaborate", _("Agir ensemble")
    PARTNER = "partner", _("Partenariat formel")


class Verdict(models.TextChoices):
    """What a person said of a name that is no organisation of the register."""

    NOTHING = "nothing", _("Ni organisme ni groupe")
    GROUP = "group", _("Désignation collective")
