"""What is missing to be able to evaluate?"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.evaluation import evaluability, forms, rules
from azalai.evaluation.labels import QUESTIONS
from azalai.evaluation.queries.subjects import current_version, line_of, plans_in
from azalai.interventions.enums import Status
from azalai.interventions.models import Intervention
from azalai.interventions.queries import with_lines
from azalai.interventions.rules import can_edit
from azalai.interventions.views.shared import get_intervention
from azalai.plans.models import Node, Plan
from azalai.plans.queries import line_above
from azalai.plans.rules import can_edit_version

NOT_BEGUN = (Status.IDENTIFICATION, Status.PLANNED)
LINES = 25


@require_safe
def interventions(request: AuthoredRequest) -> HttpResponse:
    """Which interventions could not be evaluated as they stand?"""
    rules.check_see_room(request.author)
    form = forms.EvaluabilityFilter(request.GET)
    form.is_valid()
    filters = form.cleaned_data
    found = Intervention.objects.in_country(settings.COUNTRY).published().search(filters.get("q") or "")
    state = filters.get("etat") or ""
    if state != "toutes":
        found = found.filter(status=state) if state else found.filter(status__in=NOT_BEGUN)
    rows = with_lines(found).prefetch_related("plan_links").order_by("planned_start", "id")
    page = paginate(request, rows, per_page=LINES)
    context = {
        "form": form,
        "filtered": any(filters.values()),
        "page": page,
        "lines": evaluability.of_interventions(list(page)),
        "questions": QUESTIONS,
        "plans": plans_in(settings.COUNTRY),
    }
    return render(request, "evaluation/evaluability.html", context)


@require_safe
def intervention(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What is missing for this intervention?"""
    rules.check_see_room(request.author)
    found, scope = get_intervention(request, public_id)
    [assessed] = evaluability.of_interventions([found])
    may_edit = can_edit(request.author, found, scope)
    context = {
        "subject": found,
        "url": found.get_absolute_url(),
        "report": assessed.report,
        "questions": QUESTIONS,
        "edit_url": reverse("interventions:edit", args=[found.public_id]) if may_edit else "",
        "link_url": reverse("interventions:link", args=[found.public_id]) if may_edit else "",
    }
    return render(request, "evaluation/checklist.html", context)


@require_safe
def plan(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Which lines of the plan could not be evaluated as they stand?"""
    rules.check_see_room(request.author)
    plans = plans_in(settings.COUNTRY)
    found = get_object_or_404(
        Plan.objects.with_latest_version(), public_id=public_id, country=settings.COUNTRY
    )
    version = current_version(found)
    version.plan = found
    lines = evaluability.of_version(version)
    asked = request.GET.get("manque", "")
    counts = {code: sum(any(c.code == code for c in one.missing) for one in lines) for code in QUESTIONS}
    if asked in QUESTIONS:
        lines = [one for one in lines if any(check.code == asked for check in one.missing)]
    page = paginate(request, lines, per_page=LINES)
    context = {
        "plan": found,
        "version": version,
        "plans": plans,
        "page": page,
        "lines": list(page),
        "questions": QUESTIONS,
        "tallies": [(code, words, counts[code]) for code, words in QUESTIONS.items() if counts[code]],
        "asked": asked,
        "all": sum(1 for _one in lines),
    }
    return render(request, "evaluation/evaluability_plan.html", context)


@require_safe
def line(request: AuthoredRequest, public_id: UUID, key: UUID) -> HttpResponse:
    """What is missing for this line of the plan?"""
    rules.check_see_room(request.author)
    found = get_object_or_404(Plan, public_id=public_id, country=settings.COUNTRY)
    known = line_of(found, key)
    node = get_object_or_404(Node.objects.select_related("version__plan"), pk=known.pk if known else None)
    may_edit = can_edit_version(request.author, node.version)
    context = {
        "subject": node,
        "url": node.get_absolute_url(),
        "report": evaluability.of_node(node, line_above(node.version, node)),
        "questions": QUESTIONS,
        "edit_url": reverse("plans:node_edit", args=[found.public_id, node.version.number, node.key])
        if may_edit
        else "",
        "link_url": "",
    }
    return render(request, "evaluation/checklist.html", context)
