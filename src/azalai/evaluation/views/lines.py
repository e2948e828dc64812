"""The implementation matrix by line of a plan."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from azalai.core.clock import now, today
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.evaluation import by_line, exporting, forms, matrix, rules
from azalai.evaluation.views.matrix import LINES
from azalai.interventions.views.shared import scope_of
from azalai.monitoring.queries import current_standing, version_in_force
from azalai.monitoring.queries.progress import Row, rows
from azalai.plans.models import Plan, PlanVersion


def _asked(request: AuthoredRequest, public_id: UUID) -> tuple[PlanVersion, forms.LinesFilter, list[Row]]:
    """The version in force, the filters, and the lines that they keep."""
    rules.check_see_room(request.author)
    plans = Plan.objects.filter(country=settings.COUNTRY).with_latest_version()
    plan = get_object_or_404(plans, public_id=public_id)
    version = version_in_force(plan)
    version.plan = plan
    found = current_standing(version, today())
    form = forms.LinesFilter(request.GET, version=version, standing=found)
    form.is_valid()
    return version, form, rows(version, found, form.wanted)


@require_safe
def matrix_plan(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What has been done of each line, and what is it worth?"""
    version, form, found = _asked(request, public_id)
    page = paginate(request, found, per_page=LINES)
    shown = matrix.all_shown(request.author, scope_of(request), country=settings.COUNTRY)
    context = {
        "plan": version.plan,
        "plans": matrix.plans_of(settings.COUNTRY),
        "version": version,
        "form": form,
        "filtered": any(form.cleaned_data.values()),
        "page": page,
        "lines": by_line.lines(version, list(page), shown, on=today()),
        "query": request.GET.urlencode(),
        "today": today(),
    }
    return render(request, "evaluation/matrix_plan.html", context)


@require_safe
def matrix_plan_download(request: AuthoredRequest, public_id: UUID, kind: str) -> HttpResponse:
    """The same, whole, as a file."""
    version, form, found = _asked(request, public_id)
    if kind not in exporting.TYPES:
        raise Http404
    at = now()
    shown = matrix.all_shown(request.author, scope_of(request), country=settings.COUNTRY)
    lines = by_line.lines(version, found, shown, on=localdate(at), most=None)
    head = exporting.Head(at, form.in_words())
    content = exporting.lines_file(kind, lines, str(version.plan), head)
    return exporting.response(content, f"matrice-par-ligne-{localdate(at).isoformat()}.{kind}")
