"""One criterion is rated, or left out again; recommendations are written. All before anybody sees it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from azalai.actors.models import Organisation
from azalai.core import attachments
from azalai.core.authorship import Author
from azalai.evaluation import rules
from azalai.evaluation.actions.common import held, told
from azalai.evaluation.enums import HIGHEST, LOWEST
from azalai.evaluation.models import Evaluation, Rating, Recommendation, RecommendationOwner
from azalai.frames.models import FrameworkItem
from azalai.frames.partial import is_partial_date


@transaction.atomic
def rate(
    *,
    by: Author,
    at: datetime,
    evaluation: Evaluation,
    criterion: FrameworkItem,
    value: int | None,
    reasoning: str,
    evidence: str = "",
    evidence_url: str = "",
    files: Sequence[File[bytes]] = (),
) -> Rating:
    """Rate a criterion, or rate it anew. value: 1 to 6, None when it cannot be assessed.

    A value needs evidence: a text, an address or a file, one joined before included. What cannot be
    assessed needs a reason alone. Raises ValidationError (value, reasoning, evidence, evidence_url, files).
    """
    found, scope = held(by, at, evaluation)
    rules.check_write(by, found, scope)
    if criterion.framework_id != found.framework_id:
        raise ValidationError(_("Ce critère n'est pas de cette évaluation."))
    given: dict[str, Any] = {"value": value, "reasoning": reasoning.strip()}
    given |= {"evidence": evidence.strip(), "evidence_url": evidence_url.strip()}
    rating = Rating.objects.filter(evaluation=found, criterion=criterion).first()
    given["rests_on_file"] = bool(files) or _has_file(rating)
    _check_rating(given)
    before = {name: getattr(rating, name) for name in given} if rating else None
    if before == given and rating is not None and not files:
        return rating
    rating = rating or Rating(evaluation=found, criterion=criterion)
    for name, one in given.items():
        setattr(rating, name, one)
    rating.rated_at, rating.rated_by_id, rating.evaluation = at, by.person_id, found
    rating.save()
    _join(by, at, rating, files)
    what = {"criterion": criterion.title}
    told(by, at, "rated", found, before=what | before if before else None, after=what | given)
    return rating


def _has_file(rating: Rating | None) -> bool:
    return rating is not None and any(not one.is_removed for one in attachments.of(rating))


def _join(by: Author, at: datetime, rating: Rating, files: Sequence[File[bytes]]) -> None:
    try:
        attachments.add_all(by=by, at=at, obj=rating, files=files)
    except ValidationError as error:
        raise ValidationError({"files": error.messages}) from error


def _check_rating(given: dict[str, Any]) -> None:
    errors: dict[str, str] = {}
    value = given["value"]
    if value is not None and not LOWEST <= value <= HIGHEST:
        errors["value"] = _("Choisissez une note de l'échelle.")
    if not given["reasoning"]:
        errors["reasoning"] = (
            _("Dites pourquoi ce critère ne peut être apprécié.")
            if value is None
            else _("Écrivez le raisonnement qui conduit à cette note.")
        )
    if value is not None and not (given["evidence"] or given["evidence_url"] or given["rests_on_file"]):
        errors["evidence"] = _(
            "Une note demande une preuve : décrivez-la, donnez son adresse, ou joignez un fichier."
        )
    if given["evidence_url"]:
        _check_url(given["evidence_url"], errors)
    if errors:
        raise ValidationError(errors)


def _check_url(url: str, errors: dict[str, str]) -> None:
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        errors["evidence_url"] = _("Cette adresse n'est pas complète : elle commence par https://.")


@transaction.atomic
def remove_rating(*, by: Author, at: datetime, evaluation: Evaluation, criterion: FrameworkItem) -> None:
    """Leave a criterion out again; nothing forces one. Removing what is not there changes nothing."""
    found, scope = held(by, at, evaluation)
    rules.check_write(by, found, scope)
    rating = Rating.objects.filter(evaluation=found, criterion=criterion).first()
    if rating is None:
        return
    before = {"criterion": criterion.title, "value": rating.value, "reasoning": rating.reasoning}
    attachments.remove_all(by=by, at=at, obj=rating, reason=_("Note retirée"))
    rating.delete()
    told(by, at, "rating-removed", found, before=before)


@transaction.atomic
def recommend(
    *,
    by: Author,
    at: datetime,
    evaluation: Evaluation,
    text: str,
    owners: Sequence[Organisation] = (),
    deadline: str = "",
    criterion: FrameworkItem | None = None,
) -> Recommendation:
    """Add an operational recommendation: who, and by when (a partial date, "" when open).

    The same text twice is one recommendation. Raises ValidationError (text, deadline).
    """
    found, scope = held(by, at, evaluation)
    rules.check_write(by, found, scope)
    text = text.strip()
    _check_recommendation(text, deadline)
    known = found.recommendations.filter(text=text).first()
    if known is not None:
        return known
    last = found.recommendations.aggregate(last=Max("number"))["last"] or 0
    made = Recommendation.objects.create(
        evaluation=found,
        number=last + 1,
        text=text,
        criterion=criterion,
        deadline=deadline,
        written_at=at,
        written_by_id=by.person_id,
    )
    RecommendationOwner.objects.bulk_create(
        RecommendationOwner(recommendation=made, organisation=one) for one in dict.fromkeys(owners)
    )
    names = ", ".join(str(one) for one in dict.fromkeys(owners))
    told(by, at, "recommended", found, after={"recommendation": text, "owners": names, "deadline": deadline})
    return made


def _check_recommendation(text: str, deadline: str) -> None:
    errors: dict[str, str] = {}
    if not text:
        errors["text"] = _("Écrivez ce qui devrait être fait.")
    try:
        if deadline:
            is_partial_date(deadline)
    except ValidationError as error:
        errors["deadline"] = error.messages[0]
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def remove_recommendation(*, by: Author, at: datetime, evaluation: Evaluation, number: int) -> None:
    """Take a recommendation back before it is shared. The numbers of the others stay."""
    found, scope = held(by, at, evaluation)
    rules.check_write(by, found, scope)
    row = found.recommendations.filter(number=number).first()
    if row is None:
        return
    before = {"recommendation": row.text, "deadline": row.deadline}
    row.delete()
    told(by, at, "recommendation-removed", found, before=before)
