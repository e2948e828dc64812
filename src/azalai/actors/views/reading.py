"""The register as people read it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from azalai.accounts import rules as account_rules
from azalai.actors import queries, rules
from azalai.actors.enums import OWN_KINDS
from azalai.actors.forms import OrganisationFilter, RecogniseForm
from azalai.actors.models import Group, Organisation
from azalai.core.authorship import Author
from azalai.core.clock import now, today
from azalai.core.downloads import csv_response
from azalai.core.handling import author_of
from azalai.core.pagination import paginate


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Who acts, in which category, where?"""
    author = author_of(request)
    rules.check_see_actors(author)
    form = OrganisationFilter(request.GET)
    filters = _filters(form)
    context = {
        "form": form,
        "page": paginate(
            request, queries.organisations(country=settings.COUNTRY, on=today(), filters=filters)
        ),
        "filtered": any(filters.values()),
        "query": request.GET.urlencode(),
        "may_edit": rules.can_edit_actors(author),
    }
    return render(request, "actors/organisations.html", context)


@require_safe
def organisations_csv(request: HttpRequest) -> HttpResponseBase:
    """The filtered register as a table."""
    rules.check_see_actors(author_of(request))
    filters = _filters(OrganisationFilter(request.GET))
    found = queries.organisations(country=settings.COUNTRY, on=today(), filters=filters)
    return csv_response(f"acteurs-{settings.COUNTRY}-{localdate(now()).isoformat()}", queries.rows(found))


def _filters(form: OrganisationFilter) -> dict[str, Any]:
    """What is valid of the filters: a wrong one does not hide the rest."""
    form.is_valid()
    return form.cleaned_data


@require_safe
def organisation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who is this, how is it written, who speaks for it?"""
    author = author_of(request)
    rules.check_see_actors(author)
    rows = Organisation.objects.in_country(settings.COUNTRY).select_related(
        "category__framework", "parent", "place__parent", "merged_into"
    )
    found = get_object_or_404(rows, public_id=public_id)
    context = _ties(found) | _analysis(author, found) | _history(request, author, found)
    context |= {
        "organisation": found,
        "own_kinds": OWN_KINDS,
        "today": today(),
        "may_edit": rules.can_edit_actors(author),
        "may_merge": rules.can_merge_actors(author),
        "may_see_posts": account_rules.can_see_posts(author),
        "may_read_audit": account_rules.can_read_audit(author),
    }
    return render(request, "actors/organisation.html", context)


def _ties(found: Organisation) -> dict[str, Any]:
    return {
        "spellings": found.spellings.all(),
        "children": found.children.active().order_by("search_text"),
        "memberships": found.memberships.select_related("network"),
        "members": found.members.current(today()).select_related("organisation"),
        "focal_points": found.focal_points.select_related("post", "place"),
        "mandates": found.mandates.all(),
        "absorbed": found.merged.order_by("search_text"),
    }


def _analysis(author: Author, found: Organisation) -> dict[str, Any]:
    """The latest judgement, for those who may read it and nobody else."""
    may_see = rules.can_see_analyses(author)
    return {
        "may_see_analyses": may_see,
        "may_analyse": rules.can_write_analyses(author),
        "analysis": found.analyses.first() if may_see else None,
    }


def _history(request: HttpRequest, author: Author, found: Organisation) -> dict[str, Any]:
    may_see = rules.can_see_history(author)
    page = paginate(request, queries.history(found), per_page=20) if may_see else None
    return {"may_see_history": may_see, "page": page}


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """Which names designate several actors together?"""
    rules.check_see_actors(author_of(request))
    found = Group.objects.filter(country_id=settings.COUNTRY).select_related("category")
    context = {"groups": found.prefetch_related("spellings")}
    return render(request, "actors/groups.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def recognise(request: HttpRequest) -> HttpResponse:
    """Who is named in this text? Sent as a form: an address has no room for it. Nothing is kept."""
    author = author_of(request)
    rules.check_see_actors(author)
    given = request.POST if request.method == "POST" else request.GET
    form = RecogniseForm(given or None)
    text = form.cleaned_data["texte"] if form.is_valid() else ""
    context = {
        "form": form,
        "text": text,
        "names": queries.recognise(text, settings.COUNTRY) if text else [],
        "may_edit": rules.can_edit_actors(author),
    }
    return render(request, "actors/recognise.html", context)
