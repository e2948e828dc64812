"""The audit trail: read, searched, downloaded, verified."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from azalai.accounts import rules, trail
from azalai.accounts.forms import AnchorForm, TrailFilter
from azalai.core import audit
from azalai.core.clock import now
from azalai.core.downloads import csv_response
from azalai.core.handling import author_of
from azalai.core.models import AuditEntry
from azalai.core.pagination import paginate


@require_safe
def trail_list(request: HttpRequest) -> HttpResponse:
    """Who did what, and when?"""
    rules.check_read_audit(author_of(request))
    form = TrailFilter(request.GET, choices=trail.choices())
    filters = _filters(form)
    page = paginate(request, trail.entries(filters))
    context = {
        "form": form,
        "page": page,
        "filtered": any(filters.values()),
        "query": request.GET.urlencode(),
    }
    return render(request, "accounts/trail.html", context)


def _filters(form: TrailFilter) -> dict[str, Any]:
    """What is valid of the filters: a wrong date does not hide the rest."""
    form.is_valid()
    return form.cleaned_data


@require_safe
def trail_entry(request: HttpRequest, sequence: int) -> HttpResponse:
    """What changed?"""
    rules.check_read_audit(author_of(request))
    entry = get_object_or_404(AuditEntry, sequence=sequence)
    context = {
        "entry": entry,
        "action": audit.action_label(entry.action),
        "kind": audit.object_type_label(entry.object_type),
        "changes": trail.changes(entry),
        "object_url": trail.object_url(entry),
    }
    return render(request, "accounts/trail_entry.html", context)


@require_safe
def trail_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered trail as a table that Excel opens in French: semicolons, UTF-8 with its mark."""
    rules.check_read_audit(author_of(request))
    found = trail.entries(_filters(TrailFilter(request.GET, choices=trail.choices())))
    return csv_response(f"journal-{localdate(now()).isoformat()}", trail.rows(found))


@require_http_methods(["GET", "HEAD", "POST"])
def trail_verify(request: HttpRequest) -> HttpResponse:
    """Has the trail been altered or cut? Verified when the button is pressed: it reads every entry."""
    rules.check_read_audit(author_of(request))
    form = AnchorForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "verified": form.is_valid(), "breaks": [], "at": now()}
    if form.is_valid():
        context["breaks"] = audit.verify(anchor=form.cleaned_data["anchor"])
    context |= {"head": audit.current_head(), "count": AuditEntry.objects.count()}
    return render(request, "accounts/trail_verify.html", context)
