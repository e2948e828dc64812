"""Roles, as code: what a post is for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Role of a post. What each may do is in the `rules.py` of each room."""

    PERMANENT_SECRETARY = "permanent-secretary", _("Secrétaire permanent")
    ME_OFFICER = "me-officer", _("Chargé de planification et suivi-évaluation")
    DOCUMENTATION = "documentation", _("Chargé de documentation")
    COMMUNICATION = "communication", _("Chargé de communication")
    FOCAL_POINT = "focal-point", _("Point focal régional ou ministériel")
    PARTNER = "partner", _("Partenaire")
    AUDITOR = "auditor", _("Auditeur")
    ADMINISTRATOR = "administrator", _("Administrateur")


class TenureKind(models.TextChoices):
    """How a person holds a post."""

    HOLDER = "holder", _("Titulaire")
    DEPUTY = "deputy", _("Suppléant")
