"""Who evaluates, who sees it, who replies.

Before an evaluation is shared only its authors, the secretariat and the auditor know of it. A partner's own
rating is the partner's: the secretariat sees it once the partner shares it, so that neither copies the other.
`Scope` is the one of interventions: what the acting post speaks for.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from azalai.accounts.enums import Role
from azalai.core.authorship import Author
from azalai.core.permissions import checked
from azalai.evaluation.enums import (
    EVALUATION_TRANSITIONS,
    LESSON_TRANSITIONS,
    UNDER_REPLY,
    EvaluationKind,
    EvaluationState,
    LessonState,
)
from azalai.evaluation.models import Evaluation, Lesson, Rating
from azalai.interventions.models import Intervention
from azalai.interventions.rules import Scope, can_see_interventions

RATERS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER)
SECRETARIAT = (*RATERS, Role.DOCUMENTATION, Role.COMMUNICATION)
OVERSEERS = (*SECRETARIAT, Role.AUDITOR)
LIBRARIANS = (*RATERS, Role.DOCUMENTATION)
SPEAKERS = (Role.PARTNER, Role.FOCAL_POINT)
STATE = EvaluationState


def can_see_room(author: Author) -> bool:
    """Read what is published, the good practices, the matrix: whoever holds a post."""
    return can_see_interventions(author)


def can_rate(author: Author) -> bool:
    """Begin an evaluation of the secretariat, or record an external one."""
    return author.has_role(*RATERS)


def can_oversee(author: Author) -> bool:
    """Read every evaluation that is shared, and the secretariat's own before that."""
    return author.has_role(*OVERSEERS)


def can_rate_self(author: Author, intervention: Intervention, scope: Scope) -> bool:
    """Rate one's own intervention: whoever speaks for the organisation that leads it."""
    return author.has_role(*SPEAKERS) and intervention.lead_id in scope.organisations


def speaks_for_partner(author: Author, evaluation: Evaluation, scope: Scope) -> bool:
    """The acting post speaks for the organisation whose work is rated."""
    return author.has_role(*SPEAKERS) and evaluation.partner_id in scope.organisations


def is_evaluator(author: Author, evaluation: Evaluation, scope: Scope) -> bool:
    """Writes this evaluation: the partner its own, the secretariat and the outside evaluator theirs."""
    if evaluation.kind == EvaluationKind.SELF:
        return speaks_for_partner(author, evaluation, scope)
    named = evaluation.evaluator_post_id is not None and evaluation.evaluator_post_id == author.post_id
    return can_rate(author) or named


def can_see(author: Author, evaluation: Evaluation, scope: Scope) -> bool:
    """Published: every post. Else its authors and the auditor; once shared, both sides; see the module."""
    if evaluation.state == STATE.PUBLISHED:
        return can_see_room(author)
    if is_evaluator(author, evaluation, scope) or author.has_role(Role.AUDITOR):
        return True
    if evaluation.state == STATE.DRAFT:
        return evaluation.kind != EvaluationKind.SELF and can_oversee(author)
    return can_oversee(author) or speaks_for_partner(author, evaluation, scope)


def can_write(author: Author, evaluation: Evaluation, scope: Scope) -> bool:
    """Rate, recommend, summarise: its authors, before it is shared."""
    return evaluation.state == STATE.DRAFT and is_evaluator(author, evaluation, scope)


def can_share(author: Author, evaluation: Evaluation, scope: Scope) -> bool:
    """Open the right of reply, or take it back while nobody has replied: the partner for its own, the
    secretariat for the others; there must be a partner to reply."""
    leads = speaks_for_partner(author, evaluation, scope) if evaluation.is_self else can_rate(author)
    moves = evaluation.state in (STATE.DRAFT, STATE.SHARED)
    return leads and moves and evaluation.partner_id is not None


def replies_for(author: Author, evaluation: Evaluation, scope: Scope) -> bool:
    """Is on the side that replies: the partner; for a partner's own rating, the secretariat."""
    return can_rate(author) if evaluation.is_self else speaks_for_partner(author, evaluation, scope)


def can_reply(author: Author, evaluation: Evaluation, scope: Scope) -> bool:
    """Reply to each rating, then say that one has finished: the other side, while the right is open."""
    return evaluation.state == STATE.SHARED and replies_for(author, evaluation, scope)


def can_answer(author: Author, evaluation: Evaluation, scope: Scope) -> bool:
    """Answer a reply: whoever rated, until it is closed."""
    leads = speaks_for_partner(author, evaluation, scope) if evaluation.is_self else can_rate(author)
    return leads and evaluation.state in UNDER_REPLY


def can_extend(author: Author, evaluation: Evaluation) -> bool:
    """Give more time to reply, or open the right of reply again: the secretariat."""
    return can_rate(author) and evaluation.state in UNDER_REPLY


def can_close(author: Author, evaluation: Evaluation) -> bool:
    """Freeze it: the secretariat. A partner's own evaluation is not closed before it was shared."""
    if evaluation.state == STATE.DRAFT and (evaluation.is_self or evaluation.partner_id is not None):
        return False
    return can_rate(author) and STATE.CLOSED in EVALUATION_TRANSITIONS[evaluation.state]


def can_publish(author: Author, evaluation: Evaluation) -> bool:
    """Show a closed evaluation to every post: the secretariat."""
    return can_rate(author) and STATE.PUBLISHED in EVALUATION_TRANSITIONS[evaluation.state]


def can_change_reply(author: Author, rating: Rating, scope: Scope) -> bool:
    """Reply to this rating: as long as nobody has answered the reply."""
    reply = rating.said
    return can_reply(author, rating.evaluation, scope) and (reply is None or reply.answered_at is None)


def can_see_lesson(author: Author, lesson: Lesson) -> bool:
    """Validated: every post. Else the secretariat, the auditor and the post that proposed it."""
    if lesson.state == LessonState.VALIDATED:
        return can_see_room(author)
    proposed_here = author.post_id is not None and lesson.proposed_post_id == author.post_id
    return can_oversee(author) or proposed_here


def can_propose_lesson(author: Author, scope: Scope) -> bool:
    """Tell what was learnt: the secretariat; a partner that speaks for an organisation."""
    return author.has_role(*SECRETARIAT) or (author.has_role(*SPEAKERS) and bool(scope.organisations))


def can_change_lesson(author: Author, lesson: Lesson) -> bool:
    """Correct it: the secretariat; the post that proposed it, until somebody has decided."""
    if author.has_role(*LIBRARIANS):
        return True
    own = author.post_id is not None and lesson.proposed_post_id == author.post_id
    return own and lesson.state == LessonState.PROPOSED


def can_settle_lesson(author: Author, lesson: Lesson) -> bool:
    """Validate it or set it aside: the secretariat."""
    return author.has_role(*LIBRARIANS) and bool(LESSON_TRANSITIONS[lesson.state])


def can_record_reuse(author: Author, lesson: Lesson, scope: Scope) -> bool:
    """Say where a validated practice was used again: the secretariat; a partner for what it leads."""
    return lesson.state == LessonState.VALIDATED and can_propose_lesson(author, scope)


def can_edit_preamble(author: Author) -> bool:
    """Write the analytical preamble of the matrix, and bring its figures up to date."""
    return can_rate(author)


check_see_room = checked(can_see_room, _("Votre poste ne donne pas accès aux évaluations."))
check_rate = checked(
    can_rate, _("Seuls le secrétaire permanent et le suivi-évaluation commencent une évaluation.")
)
check_oversee = checked(
    can_oversee, _("L'ensemble des évaluations est réservé au secrétariat et à l'auditeur.")
)
check_rate_self = checked(
    can_rate_self, _("Une auto-évaluation est faite par le point focal du chef de file de l'intervention.")
)
check_see = checked(
    can_see, _("Avant d'être communiquée, une évaluation n'est visible que de ses auteurs et de l'auditeur.")
)
check_write = checked(
    can_write, _("Une évaluation s'écrit par ses auteurs, avant d'être communiquée ; ensuite elle se répond.")
)
check_share = checked(
    can_share,
    _("Le droit de réponse est ouvert par l'auteur de l'évaluation, quand un partenaire peut répondre."),
)
check_reply = checked(can_reply, _("Seule l'autre partie répond, tant que le droit de réponse est ouvert."))
check_answer = checked(
    can_answer, _("Seul l'auteur de l'évaluation répond au droit de réponse, avant la clôture.")
)
check_extend = checked(can_extend, _("Seul le secrétariat prolonge le droit de réponse, avant la clôture."))
check_close = checked(
    can_close, _("Une évaluation est close par le secrétariat, après le droit de réponse s'il y en a un.")
)
check_publish = checked(can_publish, _("Seul le secrétariat publie une évaluation close."))
check_change_reply = checked(
    can_change_reply, _("Une réponse ne change plus une fois que l'évaluateur y a répondu.")
)
check_see_lesson = checked(
    can_see_lesson, _("Avant validation, une leçon n'est visible que de son auteur et du secrétariat.")
)
check_propose_lesson = checked(
    can_propose_lesson,
    _("Votre poste ne représente aucun organisme : demandez au secrétariat de l'y désigner."),
)
check_change_lesson = checked(
    can_change_lesson, _("Une leçon est corrigée par le secrétariat, ou par son auteur avant validation.")
)
check_settle_lesson = checked(can_settle_lesson, _("Seul le secrétariat valide ou écarte une leçon."))
check_record_reuse = checked(
    can_record_reuse, _("Seules les bonnes pratiques validées se signalent comme reprises.")
)
check_edit_preamble = checked(
    can_edit_preamble,
    _("Seuls le secrétaire permanent et le suivi-évaluation écrivent le préambule de la matrice."),
)
