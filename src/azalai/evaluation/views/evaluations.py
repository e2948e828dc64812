"""The list, one evaluation, ratings side by side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from azalai.core import attachments
from azalai.core.clock import today
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.evaluation import charts, comparing, followed, forms, letters, queries, rules
from azalai.evaluation.models import Evaluation
from azalai.evaluation.queries.subjects import subject_url
from azalai.evaluation.views.shared import get_evaluation
from azalai.interventions.rules import Scope
from azalai.interventions.views.shared import scope_of


@require_safe
def evaluations(request: AuthoredRequest) -> HttpResponse:
    """What was evaluated, and what is it worth?"""
    rules.check_see_room(request.author)
    scope = scope_of(request)
    form = forms.EvaluationFilter(request.GET)
    form.is_valid()
    seen = queries.visible(request.author, scope, country=settings.COUNTRY)
    found = queries.in_list(queries.filtered(seen, form.cleaned_data))
    context = {
        "form": form,
        "filtered": any(form.cleaned_data.values()),
        "page": paginate(request, found.order_by("-created_at", "-id")),
        "may_begin": rules.can_rate(request.author) or bool(scope.organisations),
        "today": today(),
    }
    return render(request, "evaluation/evaluations.html", context)


@require_safe
def evaluation(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What is this evaluation worth, and what does the other side say?"""
    found, scope = get_evaluation(request, public_id)
    columns = queries.beside(found, request.author, scope)
    lines = comparing.side_by_side(columns, queries.criteria_of(found))
    context = _rights(request, found, scope) | {
        "evaluation": found,
        "lines": lines,
        "others": columns[1:],
        "chart": charts.ratings(found, columns[1:]),
        "words": comparing.words_of(found),
        "subject_url": subject_url(found),
        "recommendations": followed.recommendations(found),
        "evidence": attachments.of_many(found.ratings.all()),
        "announced": letters.announced(found),
        "rated": sum(line.cells[0] is not None for line in lines),
        "lessons": list(
            queries.visible_lessons(request.author, country=settings.COUNTRY).filter(evaluation=found)
        ),
        "may_learn": rules.can_propose_lesson(request.author, scope),
        "today": today(),
    }
    return render(request, "evaluation/evaluation.html", context)


def _rights(request: AuthoredRequest, found: Evaluation, scope: Scope) -> dict[str, Any]:
    author = request.author
    ratings = list(found.ratings.all())
    waits = [one for one in ratings if one.said and one.said.waits]
    return {
        "may_write": rules.can_write(author, found, scope),
        "may_share": rules.can_share(author, found, scope),
        "may_reply": rules.can_reply(author, found, scope),
        "may_answer": rules.can_answer(author, found, scope),
        "may_extend": rules.can_extend(author, found),
        "may_close": rules.can_close(author, found),
        "may_publish": rules.can_publish(author, found),
        "replies": sum(one.said is not None for one in ratings),
        "waits": waits,
    }


@require_safe
def compare(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Where do the ratings of the same subject differ?"""
    found, scope = get_evaluation(request, public_id)
    columns = queries.beside(found, request.author, scope)
    lines = comparing.side_by_side(columns, queries.criteria_of(found))
    context = {
        "evaluation": found,
        "columns": columns,
        "lines": [line for line in lines if line.is_rated],
        "unrated": [line.criterion for line in lines if not line.is_rated],
        "gaps": sum(bool(line.gap) for line in lines),
        "words": comparing.words_of(found),
        "chart": charts.ratings(found, columns[1:]),
        "subject_url": subject_url(found),
    }
    return render(request, "evaluation/compare.html", context)
