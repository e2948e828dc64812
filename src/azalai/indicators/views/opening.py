"""What was published, for anyone: no account, and nothing that was not published.

A page names an indicator only once one of its values is published, and shows of the values no more than the
number, its source and its day: neither comments nor evidence nor details, which are for posts.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from azalai.core.clock import today
from azalai.core.downloads import csv_response
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.indicators import exporting, queries, summaries
from azalai.indicators.models import Indicator


def _published_one(public_id: UUID) -> Indicator:
    return get_object_or_404(queries.published(settings.COUNTRY), public_id=public_id)


@login_not_required
@require_safe
def published(request: AuthoredRequest) -> HttpResponse:
    """Which figures are open to all?"""
    text = request.GET.get("q", "").strip()[:100]
    page = paginate(request, queries.published(settings.COUNTRY).search(text))
    latest = queries.latest_published(list(page.object_list))
    context = {
        "page": page,
        "text": text,
        "rows": [(one, latest.get(one.pk)) for one in page.object_list],
    }
    return render(request, "indicators/published.html", context)


@login_not_required
@require_safe
def published_one(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What does it say, how is it measured, and whence does it come?"""
    found = _published_one(public_id)
    values = queries.published_values(found)
    context = {
        "indicator": found,
        "page": paginate(request, values),
        "chart": summaries.published_map(found, values),
        "is_member": request.author.person_id is not None,
    }
    return render(request, "indicators/published_one.html", context)


@login_not_required
@require_safe
def published_download(request: AuthoredRequest, public_id: UUID) -> HttpResponseBase:
    """The same as a CSV file."""
    found = _published_one(public_id)
    name = f"indicateur-{found.code.lower()}-publie-{today().isoformat()}"
    return csv_response(name, exporting.published_rows(found, queries.published_values(found)))
