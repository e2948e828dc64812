"""What every page of the room begins with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from azalai.core.requests import AuthoredRequest
from azalai.evaluation import queries, rules
from azalai.evaluation.models import Evaluation, Lesson, Rating
from azalai.frames.models import FrameworkItem
from azalai.interventions.rules import Scope
from azalai.interventions.views.shared import scope_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


def get_evaluation(request: AuthoredRequest, public_id: UUID) -> tuple[Evaluation, Scope]:
    """The evaluation asked for, with what its page shows; 404 when the author may not see it."""
    rules.check_see_room(request.author)
    scope = scope_of(request)
    rows = queries.full(Evaluation.objects.in_country(settings.COUNTRY))
    found = get_object_or_404(rows, public_id=public_id)
    if not rules.can_see(request.author, found, scope):
        raise Http404
    return found, scope


def get_criterion(evaluation: Evaluation, code: str) -> FrameworkItem:
    """A criterion of the evaluation by its code; 404 when it has none."""
    return get_object_or_404(evaluation.framework.items, code=code)


def get_rating(evaluation: Evaluation, code: str) -> Rating:
    """The rating of a criterion, of prefetched ratings; 404 when nobody rated it."""
    found = next((one for one in evaluation.ratings.all() if one.criterion.code == code), None)
    if found is None:
        raise Http404
    found.evaluation = evaluation
    return found


def get_lesson(request: AuthoredRequest, public_id: UUID) -> Lesson:
    """The lesson asked for; 404 when the author may not see it."""
    rules.check_see_room(request.author)
    rows = Lesson.objects.in_country(settings.COUNTRY).select_related(
        "intervention", "evaluation", "proposed_post"
    )
    found = get_object_or_404(rows.prefetch_related("places", "objectives__framework"), public_id=public_id)
    if not rules.can_see_lesson(request.author, found):
        raise Http404
    return found


def crumbs_of(evaluation: Evaluation) -> list[tuple[Any, str]]:
    """The way back from a page of the evaluation."""
    return [
        (_("Évaluations"), reverse("evaluation:evaluations")),
        (evaluation.subject_title[:60], evaluation.get_absolute_url()),
    ]
