"""The validation workshop and the criteria of the guidelines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.actors.recognition import Recogniser
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.frames.dataset import load_framework
from azalai.plans import rules
from azalai.plans.actions.locking import locked_node, locked_version
from azalai.plans.enums import PointConclusion
from azalai.plans.models import CriterionAnswer, Node, PlanVersion, Review, ReviewParticipant, ReviewPoint


@dataclass(frozen=True, slots=True)
class Point:
    """What the workshop said of one of the eight points."""

    code: str
    conclusion: str = PointConclusion.OPEN
    discussion: str = ""
    decision: str = ""


def record_review(
    *,
    version: PlanVersion,
    held_on: date,
    place: str,
    participants: Sequence[tuple[str, int]],
    points: Sequence[Point],
    by: Author,
    at: datetime,
    summary: str = "",
    review: Review | None = None,
) -> Review:
    """Record a workshop, or amend the record of one. participants: (body as written, how many came)."""
    known = load_framework("review-points").codes
    if {point.code for point in points} != set(known):
        raise ValidationError(_("Les huit points d'examen doivent tous figurer au compte rendu."))
    if held_on > at.date():
        raise ValidationError({"held_on": _("La date de l'atelier est dans le futur.")})
    with transaction.atomic():
        version = locked_version(version)
        rules.check_record_review(by, version)
        before = _values(review) if review else None
        review = review or Review(version=version)
        if review.version_id != version.pk:
            raise ValidationError(_("Cet atelier porte sur une autre version."))
        review.held_on, review.place, review.summary = held_on, place, summary
        review.recorded_at, review.recorded_by_id = at, by.person_id
        review.save()
        _participants(review, participants, version.plan.country)
        _points(review, points)
        audit.record(
            by=by, at=at, action="plans.review.record", obj=review, before=before, after=_values(review)
        )
    return review


def _participants(review: Review, participants: Sequence[tuple[str, int]], country: str) -> None:
    recogniser = Recogniser.for_country(country)
    review.participants.all().delete()
    ReviewParticipant.objects.bulk_create(
        ReviewParticipant(
            review=review, text=text[:200], count=count, organisation_id=recogniser.organisation_id(text)
        )
        for text, count in participants
    )


def _points(review: Review, points: Sequence[Point]) -> None:
    review.points.all().delete()
    ReviewPoint.objects.bulk_create(
        ReviewPoint(
            review=review,
            code=point.code,
            position=position,
            conclusion=point.conclusion,
            discussion=point.discussion,
            decision=point.decision,
        )
        for position, point in enumerate(points, start=1)
    )


def _values(review: Review) -> dict:
    return {
        "held_on": review.held_on,
        "place": review.place,
        "participants": [f"{p.text} ({p.count})" for p in review.participants.all()],
        "points": {p.code: [p.conclusion, p.decision] for p in review.points.all()},
    }


def answer_criterion(*, node: Node, code: str, text: str, by: Author, at: datetime) -> CriterionAnswer | None:
    """Say what the plan itself does not say on a criterion; an empty text takes the answer back."""
    if code not in load_framework("plan-criteria").codes:
        raise ValidationError(_("Ce critère n'existe pas."))
    with transaction.atomic():
        version = locked_version(node.version)
        rules.check_answer_criteria(by, version)
        node = locked_node(node, version)
        existing = CriterionAnswer.objects.select_for_update().filter(node=node, code=code).first()
        before = {"text": existing.text} if existing else None
        if not text.strip():
            _withdraw(existing, code, by, at)
            return None
        answer = existing or CriterionAnswer(node=node, code=code)
        answer.text, answer.answered_at, answer.answered_by_id = text.strip(), at, by.person_id
        answer.save()
        audit.record(
            by=by,
            at=at,
            action="plans.criterion.answer",
            obj=node,
            before=before,
            after={"code": code, "text": answer.text},
        )
    return answer


def _withdraw(existing: CriterionAnswer | None, code: str, by: Author, at: datetime) -> None:
    if existing is None:
        return
    before = {"code": code, "text": existing.text}
    audit.record(by=by, at=at, action="plans.criterion.withdraw", obj=existing.node, before=before)
    existing.delete()
