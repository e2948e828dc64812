"""Choices and state tables of reporting campaigns."""

from django.db import models
from django.utils.translation import gettext_lazy as _

DRAFT_FORM = "monitoring.report"  # name under which the form keeps what is being typed
TAKE = "monitoring.take-sheet"  # kind of the background work that takes a large workbook over


class CampaignKind(models.TextChoices):
    """What period a campaign asks about."""

    QUARTER = "quarter", _("Trimestre")
    YEAR = "year", _("Année")


class CampaignState(models.TextChoices):
    """Where a campaign stands."""

    DRAFT = "draft", _("En préparation")
    OPEN = "open", _("Ouverte")
    CLOSED = "closed", _("Close")


# State table: from -> the states that may follow.
CAMPAIGN_TRANSITIONS: dict[str, frozenset[str]] = {
    CampaignState.DRAFT: frozenset({CampaignState.OPEN}),
    CampaignState.OPEN: frozenset({CampaignState.CLOSED}),
    CampaignState.CLOSED: frozenset({CampaignState.OPEN}),
}


class LockKind(models.TextChoices):
    """What a lock does to one organisation."""

    LOCK = "lock", _("Saisie verrouillée")
    UNLOCK = "unlock", _("Saisie rouverte")


class ReportState(models.TextChoices):
    """Where a report stands."""

    EXPECTED = "expected", _("Attendu")
    DRAFT = "draft", _("Brouillon")
    SUBMITTED = "submitted", _("Envoyé")
    CHECKED = "checked", _("Vérifié")
    APPROVED = "approved", _("Approuvé")
    RETURNED = "returned", _("Renvoyé pour correction")
    AMENDING = "amending", _("En correction après approbation")
    EXEMPT = "exempt", _("Dispensé")


# State table: from -> the states that may follow.
REPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    ReportState.EXPECTED: frozenset({ReportState.DRAFT, ReportState.EXEMPT}),
    ReportState.DRAFT: frozenset({ReportState.SUBMITTED, ReportState.EXEMPT}),
    ReportState.SUBMITTED: frozenset({ReportState.CHECKED, ReportState.RETURNED}),
    ReportState.CHECKED: frozenset({ReportState.APPROVED, ReportState.RETURNED}),
    ReportState.APPROVED: frozenset({ReportState.AMENDING}),
    ReportState.RETURNED: frozenset({ReportState.SUBMITTED}),
    ReportState.AMENDING: frozenset({ReportState.SUBMITTED, ReportState.APPROVED}),
    ReportState.EXEMPT: frozenset({ReportState.EXPECTED}),
}
# The partner has something to do; the secretariat has.
WITH_PARTNER = (ReportState.EXPECTED, ReportState.DRAFT, ReportState.RETURNED, ReportState.AMENDING)
WITH_SECRETARIAT = (ReportState.SUBMITTED, ReportState.CHECKED)
# What may be written in: the first word makes a draft of what is expected.
WRITABLE = WITH_PARTNER
# The organisation has answered at least once.
HANDED_IN = (*WITH_SECRETARIAT, ReportState.APPROVED, ReportState.RETURNED, ReportState.AMENDING)


class ActivityState(models.TextChoices):
    """How an activity stands, as its report says. "Late" is never declared: the calendar tells it."""

    NOT_STARTED = "not-started", _("Non commencée")
    IN_PROGRESS = "in-progress", _("En cours")
    DONE = "done", _("Achevée")
    SUSPENDED = "suspended", _("Suspendue")
    CANCELLED = "cancelled", _("Annulée")


class NodeStateChoice(models.TextChoices):
    """How a line of the plan stands, the calendar included; codes of engines.progress."""

    NOT_STARTED = "not-started", _("Non commencée")
    IN_PROGRESS = "in-progress", _("En cours")
    DONE = "done", _("Achevée")
    LATE = "late", _("En retard")
    SUSPENDED = "suspended", _("Suspendue")
    CANCELLED = "cancelled", _("Annulée")


class ProgressBasis(models.TextChoices):
    """What a percentage rests on."""

    DELIVERABLES = "deliverables", _("Étapes ou livrables achevés")
    PEOPLE = "people", _("Personnes touchées sur prévues")
    SPENDING = "spending", _("Dépenses sur budget")
    CALENDAR = "calendar", _("Temps écoulé")
    ESTIMATE = "estimate", _("Estimation du responsable")


class EnteredVia(models.TextChoices):
    """How the latest content came in."""

    WEB = "web", _("Formulaire")
    EXCEL = "excel", _("Classeur Excel")


class ReminderKind(models.TextChoices):
    """Why an organisation is written to about a campaign."""

    OPENED = "opened", _("Ouverture de la campagne")
    BEFORE = "before", _("Avant la date « à temps »")
    LATE = "late", _("La date « à temps » est passée")
    LAST = "last", _("Avant la clôture")
    ASKED = "asked", _("Relance du secrétariat")


class SheetStatus(models.TextChoices):
    """What became of a workbook handed over."""

    WAITING = "waiting", _("À examiner")
    ACCEPTED = "accepted", _("Repris")
