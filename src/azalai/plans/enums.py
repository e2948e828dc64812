"""Choices and state tables of plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionStatus(models.TextChoices):
    """State of a version of a plan."""

    DRAFT = "draft", _("Brouillon")
    SUBMITTED = "submitted", _("Soumis à validation")
    ADOPTED = "adopted", _("Adopté")


# State table: from -> the states that may follow. docs/reference/etats.md draws it (tested).
VERSION_TRANSITIONS: dict[str, frozenset[str]] = {
    VersionStatus.DRAFT: frozenset({VersionStatus.SUBMITTED}),
    VersionStatus.SUBMITTED: frozenset({VersionStatus.DRAFT, VersionStatus.ADOPTED}),
    VersionStatus.ADOPTED: frozenset(),
}


class Decision(models.TextChoices):
    """What a person decided about a finding."""

    ACCEPTED = "accepted", _("Constat admis, laissé en l'état")
    CORRECTED = "corrected", _("Corrigé")
    CONTESTED = "contested", _("Contesté")


class Severity(models.TextChoices):
    """Weight of a finding."""

    ERROR = "error", _("Erreur")
    WARNING = "warning", _("Avertissement")
    INFO = "info", _("Remarque")


class BodyRole(models.TextChoices):
    """Why a body is named on a line of the plan."""

    BENEFICIARY = "beneficiary", _("Bénéficiaire")
    RESPONSIBLE = "responsible", _("Responsable")
    PARTNER = "partner", _("Partenaire")


class PointConclusion(models.TextChoices):
    """Where the workshop stands on one of the eight points."""

    OPEN = "open", _("Non examiné")
    AGREED = "agreed", _("Validé")
    TO_AMEND = "to-amend", _("À modifier")
    REJECTED = "rejected", _("Rejeté")
