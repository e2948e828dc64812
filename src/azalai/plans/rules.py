"""Who may do what with plans; each rule has its raising twin."""

from __future__ import annotations

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.core.permissions import checked
from azalai.plans.enums import VersionStatus
from azalai.plans.models import PlanVersion

READERS = tuple(Role.values)
WRITERS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER)


def can_read_plans(author: Author) -> bool:
    """Whoever holds a post."""
    return author.has_role(*READERS)


def can_import_plan(author: Author) -> bool:
    """The secretary and planning."""
    return author.has_role(*WRITERS)


def can_edit_version(author: Author, version: PlanVersion) -> bool:
    """The secretary and planning, as long as the version is a draft."""
    return author.has_role(*WRITERS) and version.is_editable


def can_decide_findings(author: Author, version: PlanVersion) -> bool:
    """As long as the version is not adopted."""
    return author.has_role(*WRITERS) and version.status != VersionStatus.ADOPTED


def can_answer_criteria(author: Author, version: PlanVersion) -> bool:
    """Focal points and documentation complete what they know, as long as the version is not adopted."""
    allowed = (*WRITERS, Role.FOCAL_POINT, Role.DOCUMENTATION)
    return author.has_role(*allowed) and version.status != VersionStatus.ADOPTED


def can_submit_version(author: Author, version: PlanVersion) -> bool:
    """A draft goes to validation."""
    return author.has_role(*WRITERS) and version.may_become(VersionStatus.SUBMITTED)


def can_return_version(author: Author, version: PlanVersion) -> bool:
    """A submitted version goes back to draft."""
    return author.has_role(*WRITERS) and version.may_become(VersionStatus.DRAFT)


def can_adopt_version(author: Author, version: PlanVersion) -> bool:
    """Only the permanent secretary records an adoption."""
    return author.has_role(Role.PERMANENT_SECRETARY) and version.may_become(VersionStatus.ADOPTED)


def can_open_version(author: Author, version: PlanVersion) -> bool:
    """A new draft is begun from an adopted version."""
    return author.has_role(*WRITERS) and version.status == VersionStatus.ADOPTED


def can_record_review(author: Author, version: PlanVersion) -> bool:
    """A workshop is recorded while the version is submitted to validation."""
    return author.has_role(*WRITERS) and version.status == VersionStatus.SUBMITTED


check_read_plans = checked(can_read_plans, "Votre poste ne donne pas accès aux plans.")
check_import_plan = checked(
    can_import_plan, "Seuls le secrétaire permanent et la planification déposent un plan."
)
check_edit_version = checked(
    can_edit_version,
    "Cette version ne peut pas être modifiée : seul un brouillon l'est, par la planification.",
)
check_decide_findings = checked(
    can_decide_findings, "Votre poste ne permet pas de décider des constats de cette version."
)
check_answer_criteria = checked(can_answer_criteria, "Votre poste ne permet pas de compléter cette version.")
check_submit_version = checked(can_submit_version, "Cette version ne peut pas être soumise à validation.")
check_return_version = checked(can_return_version, "Cette version ne peut pas revenir à l'état de brouillon.")
check_adopt_version = checked(
    can_adopt_version,
    "Seul le secrétaire permanent enregistre l'adoption d'une version soumise à validation.",
)
check_open_version = checked(can_open_version, "Une nouvelle version s'ouvre à partir d'une version adoptée.")
check_record_review = checked(
    can_record_review, "Un atelier s'enregistre sur une version soumise à validation."
)
