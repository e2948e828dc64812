"""The stakeholder analysis: the secretariat's, and the auditor's to read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from azalai.actors import actions, forms, queries, rules
from azalai.actors.charts import engagement_chart
from azalai.actors.enums import Level
from azalai.actors.models import Organisation
from azalai.actors.views.shared import FORM, about, active_organisation
from azalai.core.clock import today
from azalai.core.downloads import csv_response
from azalai.core.handling import author_of
from azalai.core.pagination import paginate

# What a new analysis takes over from the last one, to be thought over again.
AGAIN = (
    "role",
    "interest",
    "influence",
    "stance",
    "conflict",
    "conflict_text",
    "capacity_need",
    "trust",
    "engagement",
    "under_represented",
    "under_represented_reason",
)


@require_safe
def analyses(request: HttpRequest) -> HttpResponse:
    """With whom must one work, and how?"""
    author = author_of(request)
    rules.check_see_analyses(author)
    form = forms.AnalysisFilter(request.GET)
    filters = _filters(form)
    found = list(queries.analyses(country=settings.COUNTRY, on=today(), filters=filters))
    rows, unplaced = queries.matrix(found)
    context = {
        "form": form,
        "filtered": any(filters.values()),
        "query": request.GET.urlencode(),
        "page": paginate(request, found),
        "rows": rows,
        "unplaced": unplaced,
        "levels": [str(level.label) for level in Level],
        "chart": engagement_chart(queries.engagement_counts(found)) if found else None,
        "remaining": queries.without_analysis(settings.COUNTRY).count(),
    }
    return render(request, "actors/analyses.html", context)


@require_safe
def analyses_csv(request: HttpRequest) -> HttpResponseBase:
    """The filtered analysis as a table."""
    rules.check_see_analyses(author_of(request))
    filters = _filters(forms.AnalysisFilter(request.GET))
    found = queries.analyses(country=settings.COUNTRY, on=today(), filters=filters)
    name = f"analyse-parties-prenantes-{settings.COUNTRY}-{today().isoformat()}"
    return csv_response(name, queries.analysis_rows(found))


def _filters(form: forms.AnalysisFilter) -> dict[str, Any]:
    """What is valid of the filters: a wrong one does not hide the rest."""
    form.is_valid()
    return form.cleaned_data


@require_safe
def analyses_missing(request: HttpRequest) -> HttpResponse:
    """Who is missing at the table?"""
    author = author_of(request)
    rules.check_see_analyses(author)
    current = queries.analyses(country=settings.COUNTRY, on=today(), filters={"sous": True})
    context = {
        "categories": queries.missing_categories(settings.COUNTRY, on=today()),
        "under_represented": current,
        "page": paginate(request, queries.without_analysis(settings.COUNTRY)),
        "may_analyse": rules.can_write_analyses(author),
        "may_edit": rules.can_edit_actors(author),
    }
    return render(request, "actors/analyses_missing.html", context)


@require_safe
def organisation_analyses(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What has been thought of this organisation, the latest first?"""
    author = author_of(request)
    rules.check_see_analyses(author)
    rows = Organisation.objects.in_country(settings.COUNTRY)
    found = get_object_or_404(rows, public_id=public_id)
    context = {
        "organisation": found,
        "page": paginate(request, found.analyses.select_related("post"), per_page=20),
        "may_analyse": rules.can_write_analyses(author) and not found.merged_into_id,
    }
    return render(request, "actors/organisation_analyses.html", context)


@FORM
def analysis_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Judge an organisation as of a day."""
    rules.check_write_analyses(author_of(request))
    found = active_organisation(public_id)
    last = found.analyses.first()
    initial = {name: getattr(last, name) for name in AGAIN} if last else {}
    texts = {
        "title": _("Nouvelle analyse"),
        "lead": _("Seuls le secrétariat et l'auditeur la lisent. Les analyses précédentes sont conservées."),
        "submit": _("Enregistrer"),
        "success": _("L'analyse est enregistrée."),
    }
    form = forms.AnalysisForm(request.POST or None, initial=initial | {"on": today()})
    return about(request, found, form, actions.add_analysis, texts, organisation=found)
