"""What every page of the workbench begins with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse

from azalai.core.requests import AuthoredRequest
from azalai.interventions.rules import Scope
from azalai.interventions.views.shared import scope_of
from azalai.overlaps import queries, rules
from azalai.overlaps.forms.filters import PairFilter
from azalai.overlaps.models import JointAction, Pair


def filter_of(request: AuthoredRequest, scope: Scope, data: Any) -> PairFilter:
    """Filters of the queue; the secretariat sees first what waits, a partner everything of its own."""
    state = "a-decider" if rules.can_see_all_pairs(request.author) else "tous"
    form = PairFilter(data, own=bool(scope.organisations), state=state)
    form.is_valid()
    return form


def get_pair(request: AuthoredRequest, public_id: UUID) -> tuple[Pair, Scope]:
    """The pair asked for, with all that its page shows; 404 when the author may not see it.

    A pair that the radar no longer finds is still there for those who oversee and for both partners.
    """
    rules.check_see_matrix(request.author)
    scope = scope_of(request)
    found = get_object_or_404(queries.full(Pair.objects.in_country(settings.COUNTRY)), public_id=public_id)
    if not rules.can_see_pair(request.author, found, scope):
        raise Http404
    return found, scope


def get_joint(request: AuthoredRequest, public_id: UUID) -> tuple[JointAction, Scope]:
    """The joint action asked for; 404 when the author may not see it."""
    rules.check_see_matrix(request.author)
    scope = scope_of(request)
    rows = JointAction.objects.filter(pair__country=settings.COUNTRY)
    rows = rows.select_related("pair__left__lead", "pair__right__lead", "invited_post", "closed_by")
    found = get_object_or_404(rows.prefetch_related("parties__organisation", "messages"), public_id=public_id)
    if not rules.can_see_joint(request.author, found, scope):
        raise Http404
    return found, scope


def base_of(request: HttpRequest) -> str:
    """Address of the site, for what leaves by mail."""
    return request.build_absolute_uri("/")


def list_data(text: str) -> QueryDict:
    """Filters of the list as they were kept in a hidden field."""
    return QueryDict(text[:2000])


def with_query(address: str, query: str) -> str:
    """The address with the filters behind it."""
    return f"{address}?{query}" if query else address


def queue_url(query: str = "") -> str:
    """Address of the list, with its filters."""
    return with_query(reverse("overlaps:pairs"), query)
