"""Who may read and write campaigns and reports. The twins know the author and what the post speaks for.

`Scope` is the one of interventions (what the acting post is focal point of); `windows.Window` says whether
an organisation may write in a campaign that day. Rules ask nothing of the database.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.core.permissions import checked
from azalai.interventions.rules import Scope, can_see_interventions
from azalai.monitoring.enums import WITH_SECRETARIAT, CampaignState, ReportState
from azalai.monitoring.models import Campaign, Report, ReportSheet

KEEPERS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.ADMINISTRATOR)
CHECKERS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION)
APPROVERS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER)
OVERSEERS = (*KEEPERS, Role.DOCUMENTATION, Role.AUDITOR)


def can_see_campaigns(author: Author) -> bool:
    """Read that a campaign runs, and how the plan stands: whoever holds a post."""
    return can_see_interventions(author)


def can_see_campaign(author: Author, campaign: Campaign) -> bool:
    """One that is being prepared, only those who prepare it; then every post."""
    if campaign.state == CampaignState.DRAFT:
        return can_keep_campaigns(author)
    return can_see_campaigns(author)


def can_keep_campaigns(author: Author) -> bool:
    """Prepare, open and close campaigns; lock, unlock, remind, exempt: the secretariat."""
    return author.has_role(*KEEPERS)


def can_oversee(author: Author) -> bool:
    """Read every report, approved or not, and who has not reported: the secretariat and the auditor."""
    return author.has_role(*OVERSEERS)


def speaks_for(author: Author, report: Report, scope: Scope) -> bool:
    """The acting post is focal point of the organisation that owes the report."""
    return author.has_role(Role.PARTNER, Role.FOCAL_POINT) and report.organisation_id in scope.organisations


def can_see_report(author: Author, report: Report, scope: Scope) -> bool:
    """What was approved once, every post; before, the organisation itself and those who oversee."""
    if can_oversee(author) or speaks_for(author, report, scope):
        return True
    return report.version_number > 0 and can_see_campaigns(author)


def can_see_work(author: Author, report: Report, scope: Scope) -> bool:
    """What is being written or checked: the organisation itself and those who oversee."""
    return can_oversee(author) or speaks_for(author, report, scope)


def can_report_for(author: Author, organisation_id: int, scope: Scope) -> bool:
    """Write for an organisation: its focal points; the secretariat, which enters what came on paper."""
    if can_keep_campaigns(author):
        return True
    return author.has_role(Role.PARTNER, Role.FOCAL_POINT) and organisation_id in scope.organisations


def can_write_report(author: Author, report: Report, scope: Scope) -> bool:
    """Write a report that is with the organisation; whether the campaign still takes it is told apart."""
    return report.is_with_partner and can_report_for(author, report.organisation_id, scope)


def can_amend(author: Author, report: Report, scope: Scope) -> bool:
    """Take up again what was approved."""
    approved = report.state == ReportState.APPROVED
    return approved and can_report_for(author, report.organisation_id, scope)


def can_check(author: Author, report: Report) -> bool:
    """First step: someone of the secretariat who did not send it."""
    waiting = report.state == ReportState.SUBMITTED
    return waiting and author.has_role(*CHECKERS) and _is_another(author, report.submitted_by_id)


def can_approve(author: Author, report: Report) -> bool:
    """Second step: someone who neither sent nor checked it."""
    others = _is_another(author, report.submitted_by_id) and _is_another(author, report.checked_by_id)
    return report.state == ReportState.CHECKED and author.has_role(*APPROVERS) and others


def _is_another(author: Author, person_id: int | None) -> bool:
    """Two steps are two people; what the system did may be followed by anybody."""
    return person_id is None or author.person_id != person_id


def can_return(author: Author, report: Report) -> bool:
    """Send back what waits for the secretariat."""
    return report.state in WITH_SECRETARIAT and author.has_role(*CHECKERS)


def can_hand_over(author: Author, scope: Scope) -> bool:
    """Hand a workbook over: whoever may write a report at all; its rows are judged one by one."""
    speaks = author.has_role(Role.PARTNER, Role.FOCAL_POINT) and bool(scope.organisations)
    return can_keep_campaigns(author) or speaks


def can_see_sheet(author: Author, sheet: ReportSheet) -> bool:
    """See what a workbook would change: the post that handed it over, and the secretariat."""
    own = author.post_id is not None and sheet.received_post_id == author.post_id
    return can_keep_campaigns(author) or own


def can_accept_sheet(author: Author, sheet: ReportSheet) -> bool:
    """Take it over: the same; each row is judged again by the right to write its report."""
    return can_see_sheet(author, sheet)


def can_review(author: Author) -> bool:
    """Work through the queue."""
    return author.has_role(*CHECKERS)


check_see_campaigns = checked(can_see_campaigns, _("Votre poste ne donne pas accès au suivi-évaluation."))
check_see_campaign = checked(can_see_campaign, _("Cette campagne est encore en préparation."))
check_keep_campaigns = checked(
    can_keep_campaigns,
    _("Seuls le secrétaire permanent, le suivi-évaluation et l'administrateur conduisent les campagnes."),
)
check_oversee = checked(can_oversee, _("L'ensemble des rapports est réservé au secrétariat et à l'auditeur."))
check_see_report = checked(
    can_see_report, _("Avant son approbation, un rapport n'est visible que de son auteur et du secrétariat.")
)
check_see_work = checked(
    can_see_work, _("Ce qui n'est pas approuvé n'est visible que de son auteur et du secrétariat.")
)
check_report_for = checked(
    can_report_for, _("Vous ne pouvez rapporter qu'au nom d'un organisme dont vous êtes point focal.")
)
check_write_report = checked(
    can_write_report,
    _("Ce rapport s'écrit par les points focaux de l'organisme, tant qu'il n'est pas envoyé."),
)
check_amend = checked(can_amend, _("Seul un rapport approuvé se corrige, par l'organisme ou le secrétariat."))
check_check = checked(
    can_check, _("La vérification revient au secrétariat, à une autre personne que celle qui a envoyé.")
)
check_approve = checked(
    can_approve,
    _(
        "L'approbation revient au secrétaire permanent ou au suivi-évaluation, à une autre personne que celle"
        " qui a vérifié ou envoyé le rapport."
    ),
)
check_return = checked(can_return, _("Seul le secrétariat renvoie un rapport qui attend sa décision."))
check_hand_over = checked(
    can_hand_over,
    _("Votre poste n'est le point focal d'aucun organisme : demandez au secrétariat de l'y désigner."),
)
check_accept_sheet = checked(
    can_accept_sheet, _("Un classeur se reprend par le poste qui l'a déposé ou par le secrétariat.")
)
check_review = checked(can_review, _("L'examen des rapports est réservé au secrétariat."))
