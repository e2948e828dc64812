"""Who writes, validates and reads reports."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.core.permissions import checked
from azalai.reports.enums import ReportState
from azalai.reports.models import Report

WRITERS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION, Role.COMMUNICATION)
OPENERS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER)
OVERSEERS = (*WRITERS, Role.ADMINISTRATOR, Role.AUDITOR)


def can_see_reports(author: Author) -> bool:
    """Read what was validated: whoever holds a post."""
    return author.has_role(*Role.values)


def can_see_drafts(author: Author) -> bool:
    """Read what is being written: the secretariat, the administrator, the auditor."""
    return author.has_role(*OVERSEERS)


def can_see_report(author: Author, report: Report) -> bool:
    """Drafts for those who oversee; what was validated, for every post."""
    return can_see_drafts(author) or (report.is_frozen and can_see_reports(author))


def can_open(author: Author) -> bool:
    """Begin a report or a new version, count its figures anew, submit it: planning and the secretary."""
    return author.has_role(*OPENERS)


def can_write(author: Author, report: Report) -> bool:
    """Rewrite its paragraphs while it is a draft: the secretariat."""
    return report.state == ReportState.DRAFT and author.has_role(*WRITERS)


def can_refresh(author: Author, report: Report) -> bool:
    """Count its figures anew, or submit it, while it is a draft."""
    return report.state == ReportState.DRAFT and can_open(author)


def can_discard(author: Author, report: Report) -> bool:
    """Give up a draft."""
    return can_refresh(author, report)


def can_judge(author: Author, report: Report) -> bool:
    """Validate it or send it back once submitted: the permanent secretary."""
    return report.state == ReportState.SUBMITTED and author.has_role(Role.PERMANENT_SECRETARY)


def can_publish(author: Author, report: Report) -> bool:
    """Say that a validated report was handed out: the permanent secretary, communication."""
    return report.state == ReportState.VALIDATED and author.has_role(
        Role.PERMANENT_SECRETARY, Role.COMMUNICATION
    )


def can_correct(author: Author, report: Report) -> bool:
    """Open a new version of what was validated."""
    return report.is_frozen and can_open(author)


check_see_reports = checked(can_see_reports, _("Les bilans sont ouverts à qui tient un poste."))
check_see_report = checked(can_see_report, _("Ce bilan n'est pas encore validé."))
check_open = checked(can_open, _("La planification et le secrétaire permanent établissent les bilans."))
check_write = checked(can_write, _("Seul le secrétariat récrit un bilan, tant qu'il est en rédaction."))
check_refresh = checked(can_refresh, _("Seule la planification recompte ou soumet un bilan en rédaction."))
check_discard = checked(can_discard, _("Seule la planification abandonne un bilan en rédaction."))
check_judge = checked(can_judge, _("Seul le secrétaire permanent valide un bilan soumis."))
check_publish = checked(can_publish, _("Seul un bilan validé se diffuse."))
check_correct = checked(can_correct, _("Seul un bilan validé se corrige par une nouvelle version."))
