"""The right of reply: opened, used criterion by criterion, answered, and closed for good."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core.authorship import Author
from azalai.evaluation import rules
from azalai.evaluation.actions.common import held, move, told
from azalai.evaluation.actions.registering import register_recommendations
from azalai.evaluation.enums import HIGHEST, LOWEST, EvaluationState, Outcome, Position
from azalai.evaluation.letters import OUTBOX, announce
from azalai.evaluation.models import Evaluation, Rating, Reply

STATE = EvaluationState


@transaction.atomic
def share(*, by: Author, at: datetime, evaluation: Evaluation, reply_due: date, base: str = "") -> Evaluation:
    """Open the right of reply until that day, included. The partner is whoever leads the intervention now,
    and is told by mail. base: address of the site for the link.

    Raises ValidationError (reply_due), or when no criterion is rated.
    """
    found, scope = held(by, at, evaluation)
    if found.intervention is not None and not found.is_self:
        found.partner = found.intervention.lead
    rules.check_share(by, found, scope)
    _check_due(reply_due, at)
    _check_says_something(found)
    move(found, STATE.SHARED, reply_due=reply_due, shared_at=at, shared_by_id=by.person_id)
    after = {"state": found.state, "partner": str(found.partner), "reply_due": reply_due}
    told(by, at, "shared", found, before={"state": STATE.DRAFT}, after=after)
    announce(found, at=at, base=base)
    return found


def _check_due(reply_due: date | None, at: datetime) -> None:
    if reply_due is None or reply_due < localdate(at):
        raise ValidationError({"reply_due": _("Donnez une date à venir : il faut le temps de répondre.")})


def _check_says_something(evaluation: Evaluation) -> None:
    if not evaluation.ratings.exists():
        raise ValidationError(_("Aucun critère n'est encore apprécié : il n'y a rien à communiquer."))


@transaction.atomic
def withdraw(*, by: Author, at: datetime, evaluation: Evaluation, reason: str) -> Evaluation:
    """Take it back into preparation, as long as nobody has replied. Raises ValidationError (reason)."""
    found, scope = held(by, at, evaluation)
    rules.check_share(by, found, scope)
    if not reason.strip():
        raise ValidationError({"reason": _("Donnez le motif : le partenaire le lira.")})
    if Reply.objects.filter(rating__evaluation=found).exists():
        raise ValidationError(_("Le partenaire a commencé à répondre : répondez-lui plutôt que de retirer."))
    before = {"state": found.state, "reply_due": found.reply_due}
    move(found, STATE.DRAFT, reply_due=None, shared_at=None, shared_by_id=None)
    told(by, at, "withdrawn", found, before=before, after={"state": found.state}, reason=reason.strip())
    return found


@transaction.atomic
def reply(*, by: Author, at: datetime, rating: Rating, position: str, text: str = "") -> Reply:
    """Say what one thinks of a rating; it may be changed until it is answered.

    Raises ValidationError (position, text).
    """
    evaluation, scope = held(by, at, rating.evaluation)
    row = _locked(rating)
    row.evaluation = evaluation
    rules.check_change_reply(by, row, scope)
    text = text.strip()
    if position not in Position.values:
        raise ValidationError({"position": _("Dites si vous êtes d'accord.")})
    if position != Position.AGREES and not text:
        raise ValidationError({"text": _("Dites pourquoi : l'évaluateur vous répondra.")})
    known = row.said
    before = {"position": known.position, "text": known.text} if known else None
    after = {"position": position, "text": text}
    if before == after and known is not None:
        return known
    made = known or Reply(rating=row)
    made.position, made.text = position, text
    made.replied_at, made.replied_by_id, made.replied_post_id = at, by.person_id, by.post_id
    made.save()
    what = {"criterion": row.criterion.title}
    told(by, at, "replied", evaluation, before=what | before if before else None, after=what | after)
    return made


def _locked(rating: Rating) -> Rating:
    found = Rating.objects.select_for_update(of=("self",)).filter(pk=rating.pk)
    row = found.select_related("criterion", "reply").first()
    if row is None:
        raise ValidationError(_("Cette appréciation a été retirée entre-temps."))
    return row


@transaction.atomic
def finish_replies(*, by: Author, at: datetime, evaluation: Evaluation) -> Evaluation:
    """Say that one has replied to everything that one wished to."""
    found, scope = held(by, at, evaluation)
    rules.check_reply(by, found, scope)
    move(found, STATE.ANSWERED, answered_at=at, answered_by_id=by.person_id)
    told(by, at, "replies-finished", found, before={"state": STATE.SHARED}, after={"state": found.state})
    return found


@transaction.atomic
def answer(
    *, by: Author, at: datetime, rating: Rating, outcome: str, answer: str, value: int | None = None
) -> Reply:
    """Answer a reply: maintain the rating, or revise it to `value` (None: cannot be assessed).

    The first answer alone revises from the first value; it may be corrected until the evaluation is closed.
    Raises ValidationError (outcome, answer, value).
    """
    evaluation, scope = held(by, at, rating.evaluation)
    row = _locked(rating)
    row.evaluation = evaluation
    rules.check_answer(by, evaluation, scope)
    known = row.said
    if known is None:
        raise ValidationError(_("Personne n'a exercé son droit de réponse sur ce critère."))
    _check_answer(row, outcome, answer.strip(), value)
    what = {"criterion": row.criterion.title}
    before = what | {"value": row.value, "outcome": known.outcome, "answer": known.answer}
    _follow(row, outcome, value, by, at)
    known.outcome, known.answer = outcome, answer.strip()
    known.answered_at, known.answered_by_id = at, by.person_id
    known.save()
    after = what | {"value": row.value, "outcome": outcome, "answer": known.answer}
    told(by, at, "answered", evaluation, before=before, after=after)
    return known


def _check_answer(row: Rating, outcome: str, answer: str, value: int | None) -> None:
    errors: dict[str, str] = {}
    if outcome not in Outcome.values:
        errors["outcome"] = _("Dites si la note est maintenue ou revue.")
    if not answer:
        errors["answer"] = _("Répondez en une phrase au moins : le partenaire vous lira.")
    if outcome == Outcome.REVISED:
        original = row.first_value if row.revised_at else row.value
        if value is not None and not LOWEST <= value <= HIGHEST:
            errors["value"] = _("Choisissez une note de l'échelle.")
        elif value == original:
            errors["value"] = _("C'est la note d'origine : choisissez-en une autre, ou maintenez-la.")
        elif value is not None and not (row.evidence or row.evidence_url):
            errors["value"] = _("Aucune preuve n'accompagne ce critère : il reste sans note.")
    if errors:
        raise ValidationError(errors)


def _follow(row: Rating, outcome: str, value: int | None, by: Author, at: datetime) -> None:
    """The rating after the answer: the new value, or the first one again."""
    if outcome == Outcome.REVISED:
        row.first_value = row.first_value if row.revised_at else row.value
        row.value, row.revised_at, row.revised_by_id = value, at, by.person_id
    elif row.revised_at:
        row.value, row.first_value = row.first_value, None
        row.revised_at = row.revised_by_id = None
    else:
        return
    row.save()


@transaction.atomic
def extend(
    *, by: Author, at: datetime, evaluation: Evaluation, reply_due: date, reason: str = "", base: str = ""
) -> Evaluation:
    """Give until another day to reply; what was declared finished is open again. The partner is told by mail.

    Raises ValidationError (reply_due).
    """
    found, _scope = held(by, at, evaluation)
    rules.check_extend(by, found)
    _check_due(reply_due, at)
    before = {"state": found.state, "reply_due": found.reply_due}
    found.reply_due = reply_due
    if found.state == STATE.ANSWERED:
        move(found, STATE.SHARED, answered_at=None, answered_by_id=None)
    else:
        found.save()
    after = {"state": found.state, "reply_due": reply_due}
    told(by, at, "extended", found, before=before, after=after, reason=reason.strip())
    announce(found, at=at, base=base)
    return found


def send_again(*, at: datetime) -> int:
    """Try again the announcements that have not left yet; how many left."""
    return OUTBOX.retry(at)


@transaction.atomic
def close(*, by: Author, at: datetime, evaluation: Evaluation) -> Evaluation:
    """Freeze it and send its recommendations to the register of actions.

    Raises ValidationError while the right of reply runs, or while a contested rating has no answer.
    """
    found, _scope = held(by, at, evaluation)
    rules.check_close(by, found)
    _check_says_something(found)
    _check_exchange_is_over(found, at)
    before = {"state": found.state}
    move(found, STATE.CLOSED, closed_at=at, closed_by_id=by.person_id)
    sent = register_recommendations(by=by, at=at, evaluation=found)
    told(by, at, "closed", found, before=before, after={"state": found.state, "recommendations": sent})
    return found


def _check_exchange_is_over(evaluation: Evaluation, at: datetime) -> None:
    if evaluation.state == STATE.SHARED and evaluation.reply_due and evaluation.reply_due >= localdate(at):
        raise ValidationError(_("Le droit de réponse court encore : attendez son terme, ou la réponse."))
    contested = Reply.objects.filter(rating__evaluation=evaluation).exclude(position=Position.AGREES)
    if contested.filter(answered_at__isnull=True).exists():
        raise ValidationError(_("Une note contestée attend votre réponse : répondez avant de clore."))


@transaction.atomic
def publish(*, by: Author, at: datetime, evaluation: Evaluation) -> Evaluation:
    """Show a closed evaluation, with its replies, to every post."""
    found, _scope = held(by, at, evaluation)
    rules.check_publish(by, found)
    move(found, STATE.PUBLISHED, published_at=at, published_by_id=by.person_id)
    told(by, at, "published", found, before={"state": STATE.CLOSED}, after={"state": found.state})
    return found
