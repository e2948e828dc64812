"""Who sees and decides overlaps. A suspicion is no public matter: before the secretariat has decided,
only it, the auditor and the two partners concerned see a pair.

`Scope` is the one of interventions: what the acting post speaks for.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.core.permissions import checked
from azalai.interventions.rules import Scope, can_see_interventions
from azalai.overlaps.enums import CALIBRATION_TRANSITIONS
from azalai.overlaps.models import Calibration, JointAction, Pair

DECIDERS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.DOCUMENTATION)
CALIBRATORS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.ADMINISTRATOR)
OVERSEERS = (*DECIDERS, Role.ADMINISTRATOR, Role.AUDITOR)


def can_see_matrix(author: Author) -> bool:
    """Read what was decided: whoever holds a post."""
    return can_see_interventions(author)


def can_see_all_pairs(author: Author) -> bool:
    """Read every pair, decided or not: the secretariat, the administrator, the auditor."""
    return author.has_role(*OVERSEERS)


def can_see_pair(author: Author, pair: Pair, scope: Scope) -> bool:
    """All pairs for those who oversee; one's own; what was decided, for every post."""
    if can_see_all_pairs(author) or speaks_for(pair, scope):
        return True
    return bool(pair.verdict) and can_see_matrix(author)


def speaks_for(pair: Pair, scope: Scope) -> frozenset[int]:
    """Organisations of the pair for which the acting post speaks."""
    return scope.organisations & {pair.left.lead_id, pair.right.lead_id}


def can_work(author: Author) -> bool:
    """Use the workbench: see the queue, decide."""
    return author.has_role(*DECIDERS)


def can_state_opinion(author: Author, pair: Pair, scope: Scope) -> bool:
    """Say what one thinks of it: the partners concerned, by their focal points."""
    return author.has_role(Role.PARTNER, Role.FOCAL_POINT) and bool(speaks_for(pair, scope))


def can_tell(author: Author) -> bool:
    """Inform the partners of a pair: the secretariat."""
    return can_work(author)


def can_lead_joint(author: Author) -> bool:
    """Invite to a joint action, change it, say what came of it: the secretariat."""
    return can_work(author)


def can_see_joint(author: Author, joint: JointAction, scope: Scope) -> bool:
    """Read a joint action with its exchange: the secretariat, the auditor, those invited."""
    return can_see_all_pairs(author) or bool(invited(joint, scope))


def invited(joint: JointAction, scope: Scope) -> frozenset[int]:
    """Organisations invited for which the acting post speaks; parties should be prefetched."""
    return scope.organisations & {party.organisation_id for party in joint.parties.all()}


def can_answer(author: Author, joint: JointAction, scope: Scope) -> bool:
    """Accept or decline for an invited organisation, while the action is open."""
    return joint.is_open and author.has_role(Role.PARTNER, Role.FOCAL_POINT) and bool(invited(joint, scope))


def can_write_message(author: Author, joint: JointAction, scope: Scope) -> bool:
    """Write in the exchange: those invited and the secretariat, while it is open."""
    return joint.is_open and (can_work(author) or bool(invited(joint, scope)))


def can_run(author: Author) -> bool:
    """Start a passage of the radar."""
    return author.has_role(*DECIDERS, Role.ADMINISTRATOR)


def can_calibrate(author: Author) -> bool:
    """Propose new weights and settle them."""
    return author.has_role(*CALIBRATORS)


def can_settle(author: Author, calibration: Calibration) -> bool:
    """Accept or set aside proposed weights, once."""
    return can_calibrate(author) and bool(CALIBRATION_TRANSITIONS[calibration.state])


check_see_matrix = checked(can_see_matrix, _("Votre poste ne donne pas accès aux recoupements."))
check_see_all_pairs = checked(
    can_see_all_pairs, _("L'ensemble des recoupements est réservé au secrétariat et à l'auditeur.")
)
check_see_pair = checked(
    can_see_pair,
    _("Avant décision, un recoupement n'est visible que du secrétariat et des partenaires concernés."),
)
check_work = checked(can_work, _("Seul le secrétariat permanent décide des recoupements."))
check_tell = checked(can_tell, _("Seul le secrétariat permanent informe les partenaires."))
check_lead_joint = checked(
    can_lead_joint, _("Seul le secrétariat permanent propose et conclut une action conjointe.")
)
check_state_opinion = checked(
    can_state_opinion, _("Seuls les partenaires concernés donnent leur avis sur un recoupement.")
)
check_see_joint = checked(
    can_see_joint, _("Cette action conjointe n'est visible que du secrétariat et des partenaires invités.")
)
check_answer = checked(
    can_answer, _("Seuls les partenaires invités répondent, tant que l'action est ouverte.")
)
check_write_message = checked(
    can_write_message,
    _("Seuls le secrétariat et les partenaires invités écrivent, tant que l'action est ouverte."),
)
check_run = checked(can_run, _("Seuls le secrétariat et l'administrateur lancent le radar."))
check_calibrate = checked(
    can_calibrate,
    _("Seuls le secrétaire permanent, le suivi-évaluation et l'administrateur calent le radar."),
)
check_settle = checked(can_settle, _("Ce calage a déjà été accepté ou écarté."))
