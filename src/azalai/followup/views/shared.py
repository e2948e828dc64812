"""What every page of the room begins with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from azalai.core.clock import today
from azalai.core.handling import form_page
from azalai.core.requests import AuthoredRequest
from azalai.followup import queries, rules
from azalai.followup.forms import PointFilter
from azalai.followup.models import ActionPoint, PointQuerySet
from azalai.followup.rules import Scope

FORM = require_http_methods(["GET", "HEAD", "POST"])


def scope_of(request: AuthoredRequest) -> Scope:
    """What the acting post speaks for today."""
    return queries.scope_of(request.author, on=today())


def visible(request: AuthoredRequest) -> tuple[PointQuerySet, Scope]:
    """Points that the author may read; 403 for who holds no post."""
    rules.check_see_register(request.author)
    scope = scope_of(request)
    return queries.points(request.author, scope, country=settings.COUNTRY), scope


def get_point(request: AuthoredRequest, public_id: UUID) -> tuple[ActionPoint, Scope]:
    """The point asked for, with all that its page shows; 404 for who may not read it."""
    rules.check_see_register(request.author)
    scope = scope_of(request)
    rows = queries.full(ActionPoint.objects.in_country(settings.COUNTRY))
    found = get_object_or_404(rows, public_id=public_id)
    if not rules.can_see_point(request.author, found, scope):
        raise Http404
    return found, scope


def filter_of(data: Any) -> PointFilter:
    """Filters of the register, checked."""
    form = PointFilter(data)
    form.is_valid()
    return form


def register_url(query: str = "", **filters: Any) -> str:
    """Address of the register, with its filters."""
    told = query or urlencode(filters)
    return reverse("followup:register") + (f"?{told}" if told else "")


def crumbs_of(point: ActionPoint) -> list[tuple[Any, str]]:
    """The way back."""
    return [(_("Actions à suivre"), register_url()), (point.number, point.get_absolute_url())]


def asked(
    request: AuthoredRequest,
    form: Any,
    action: Callable[..., Any],
    texts: tuple[Any, Any, Any],
    *,
    point: ActionPoint,
    lead: Any = "",
    danger: Any = None,
    **arguments: Any,
) -> HttpResponse:
    """One question about a point. texts: title, button, what is told afterwards."""
    title, submit, success = texts
    told = {"title": title, "submit": submit, "success": success, "crumbs": crumbs_of(point)}
    told |= {"lead": lead or point, "danger": bool(danger)}
    arguments["point"] = point
    return form_page(request, form, action, texts=told, back=point.get_absolute_url(), arguments=arguments)


def base_of(request: AuthoredRequest) -> str:
    """Address of the site, for what leaves by mail."""
    return request.build_absolute_uri("/")
