"""Choices and state tables of reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    """What the report is for. The three reviews are those of the Global Compact."""

    ANNUAL = "annual", _("Bilan annuel")
    QUARTERLY = "quarterly", _("Bilan trimestriel")
    NATIONAL = "national", _("Examen national du PMM")
    REGIONAL = "regional", _("Contribution à l'examen régional du PMM")
    IMRF = "imrf", _("Contribution au Forum d'examen des migrations internationales")


REVIEWS = (ReportKind.NATIONAL, ReportKind.REGIONAL, ReportKind.IMRF)
# Years that a review looks back over: the reviews come round every four years.
REVIEW_YEARS = 4


class ReportState(models.TextChoices):
    """Where a report stands."""

    DRAFT = "draft", _("En rédaction")
    SUBMITTED = "submitted", _("Soumis à validation")
    VALIDATED = "validated", _("Validé")
    PUBLISHED = "published", _("Diffusé")


# State table: from -> the states that may follow. What is validated never changes again; a correction is a
# new version.
REPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    ReportState.DRAFT: frozenset({ReportState.SUBMITTED}),
    ReportState.SUBMITTED: frozenset({ReportState.DRAFT, ReportState.VALIDATED}),
    ReportState.VALIDATED: frozenset({ReportState.PUBLISHED}),
    ReportState.PUBLISHED: frozenset(),
}
FROZEN = (ReportState.VALIDATED, ReportState.PUBLISHED)
OPEN = (ReportState.DRAFT, ReportState.SUBMITTED)
PASSAGE_FORM = "reports.passage"  # name under which the form keeps what is being typed
