"""What every write of an evaluation begins with and ends with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.evaluation.models import Evaluation
from azalai.interventions.queries import scope_of
from azalai.interventions.rules import Scope

Made = TypeVar("Made", bound=models.Model)


def held(by: Author, at: datetime, evaluation: Evaluation) -> tuple[Evaluation, Scope]:
    """The evaluation as it stands now, held until the end of the transaction, and what the author speaks
    for that day."""
    found = Evaluation.objects.select_for_update().filter(pk=evaluation.pk).first()
    if found is None:
        raise ValidationError(_("Cette évaluation a été abandonnée entre-temps."))
    return found, scope_of(by, on=localdate(at))


def once(model: type[Made], form_key: UUID | None, make: Callable[[], Made]) -> Made:
    """What that form made before, or what `make` makes now; a form sent twice at one moment makes it once.

    The second is stopped by the unique key, even where neither saw the other begin.
    """
    if known := _made_by(model, form_key):
        return known
    try:
        with transaction.atomic():
            return make()
    except IntegrityError:
        if known := _made_by(model, form_key):
            return known
        raise


def _made_by(model: type[Made], form_key: UUID | None) -> Made | None:
    return model._default_manager.filter(form_key=form_key).first() if form_key else None


def move(evaluation: Evaluation, state: str, **fields: Any) -> None:
    """Take the state, with other fields to set with it. Raises ValidationError when the table forbids it."""
    if not evaluation.may_become(state):
        raise ValidationError(_("Cette évaluation ne peut pas prendre cet état : rechargez la page."))
    evaluation.state = state
    for name, value in fields.items():
        setattr(evaluation, name, value)
    evaluation.save()


def told(
    by: Author,
    at: datetime,
    word: str,
    evaluation: Evaluation,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """One entry of the trail about the evaluation."""
    audit.record(
        by=by,
        at=at,
        action=f"evaluation.{word}",
        obj=evaluation,
        before=before,
        after=after,
        reason=reason,
    )
