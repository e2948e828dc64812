"""Interventions as people read them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from azalai.accounts import rules as account_rules
from azalai.core import drafts
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.interventions import queries, rules
from azalai.interventions.enums import DRAFT_FORM, STOPPED, Status
from azalai.interventions.forms import InterventionFilter
from azalai.interventions.models import Intervention
from azalai.interventions.rules import Scope
from azalai.interventions.views.shared import get_intervention, scope_of
from azalai.plans.models import PlanVersion


def filters_of(request: AuthoredRequest) -> tuple[InterventionFilter, dict[str, Any]]:
    """The filters of the address and what is valid of them."""
    form = InterventionFilter(request.GET)
    form.is_valid()
    return form, form.cleaned_data


@require_safe
def interventions(request: AuthoredRequest) -> HttpResponse:
    """Who does what, where?"""
    rules.check_see_interventions(request.author)
    form, filters = filters_of(request)
    found = queries.published(settings.COUNTRY, filters)
    context = {
        "form": form,
        "page": paginate(request, queries.in_list(found)),
        "natures": queries.by_nature(found),
        "filtered": any(filters.values()),
        "narrowed": any(filters.get(name) for name in ("nature", "etat", "echelle", "de", "a")),
        "query": request.GET.urlencode(),
        **_doors(request, scope_of(request)),
    }
    return render(request, "interventions/interventions.html", context)


def _doors(request: AuthoredRequest, scope: Scope) -> dict[str, bool]:
    return {
        "may_declare": rules.can_declare(request.author, scope),
        "may_import": rules.can_import(request.author),
    }


@require_safe
def mine(request: AuthoredRequest) -> HttpResponse:
    """What do I answer for?"""
    rules.check_see_interventions(request.author)
    scope = scope_of(request)
    found = queries.own(request.author, scope, country=settings.COUNTRY)
    context = {
        "page": paginate(request, queries.in_list(found).order_by("publication", "-id")),
        "started": drafts.offers(drafts.started(request.author).filter(form=DRAFT_FORM)[:20]),
        "keeps_all": rules.can_keep_interventions(request.author),
        **_doors(request, scope),
    }
    return render(request, "interventions/mine.html", context)


@require_safe
def intervention(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What is done, by whom, where, for whom, with how much?"""
    found, scope = get_intervention(request, public_id)
    author = request.author
    may_see_history = rules.can_see_history(author)
    context = {
        "intervention": found,
        "totals": queries.totals(found.budgets.all()),
        "children": found.children.published().order_by("title_fr"),
        "linked": queries.linked_nodes(found),
        "people": _people(found),
        "may_edit": rules.can_edit(author, found, scope),
        "may_publish": rules.can_publish(author, found, scope),
        "may_stop": rules.can_stop(author, found, scope) and _can_still_stop(found),
        "may_resume": rules.can_resume(author, found, scope),
        "may_see_history": may_see_history,
        "may_read_audit": account_rules.can_read_audit(author),
        "page": paginate(request, queries.history(found), per_page=20) if may_see_history else None,
    }
    return render(request, "interventions/intervention.html", context)


def _can_still_stop(found: Intervention) -> bool:
    return found.status not in STOPPED and found.may_become(Status.CANCELLED)


def _people(found: Intervention) -> int | None:
    """Everyone together, None when no group has a number."""
    known = [group.people for group in found.target_groups.all() if group.people is not None]
    return sum(known) if known else None


@require_safe
def neglected(request: AuthoredRequest, plan_id: UUID, number: int) -> HttpResponse:
    """To which activities of this plan does nobody contribute?"""
    rules.check_see_interventions(request.author)
    rows = PlanVersion.objects.select_related("plan")
    version = get_object_or_404(rows, plan__public_id=plan_id, number=number)
    found = queries.neglected(version)
    context = {
        "version": version,
        "plan": version.plan,
        "neglect": found,
        "page": paginate(request, found.nodes, per_page=100),
    }
    return render(request, "interventions/neglected.html", context)
