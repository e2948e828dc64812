"""What every page of one indicator begins with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from azalai.core.clock import today
from azalai.core.requests import AuthoredRequest
from azalai.frames.models import FrameworkItem, Place
from azalai.frames.queries import current_items
from azalai.indicators import queries, rules
from azalai.indicators.models import Indicator, Value
from azalai.indicators.rules import Scope


def scope_of(request: AuthoredRequest) -> Scope:
    """What the acting post speaks for today."""
    return queries.scope_of(request.author, on=today())


def get_indicator(request: AuthoredRequest, public_id: UUID) -> Indicator:
    """The sheet asked for, with its parts; 404 when there is none."""
    rules.check_see_indicators(request.author)
    rows = queries.full(Indicator.objects.in_country(settings.COUNTRY))
    return get_object_or_404(rows, public_id=public_id)


def get_kept(request: AuthoredRequest, public_id: UUID) -> Indicator:
    """The same, for whoever keeps sheets."""
    found = get_indicator(request, public_id)
    rules.check_keep_indicators(request.author)
    return found


def get_value(request: AuthoredRequest, public_id: UUID) -> tuple[Value, Scope]:
    """The value asked for; 404 when there is none, or it waits and is someone else's."""
    rules.check_see_indicators(request.author)
    scope = scope_of(request)
    rows = Value.objects.select_related("indicator", "place", "organisation", "entered_post", "replaces")
    found = get_object_or_404(rows, public_id=public_id, indicator__country=settings.COUNTRY)
    if not rules.can_see_value(request.author, found, scope):
        raise Http404
    return found, scope


def places_for(
    request: AuthoredRequest, indicator: Indicator, scope: Scope, *, level: int | None = None
) -> list[Place | None]:
    """Places whose values the author may give (None: the whole country); level: of that level alone."""
    rows = Place.objects.in_country(settings.COUNTRY).filter(valid_to="").order_by("pcode")
    if level is not None:
        rows = rows.filter(level=level)
    found: list[Place | None] = [None] if rules.can_enter(request.author, indicator, None, scope) else []
    found += [place for place in rows if rules.can_enter(request.author, indicator, place.pk, scope)]
    return found


def categories_of(indicator: Indicator) -> dict[FrameworkItem, list[FrameworkItem]]:
    """Variables of the sheet with their categories; one query."""
    variables = [row.item for row in indicator.variables.all()]
    found: dict[FrameworkItem, list[FrameworkItem]] = {variable: [] for variable in variables}
    by_key = {variable.pk: variable for variable in variables}
    for item in current_items("disaggregation", on=today()).filter(parent__in=list(by_key)):
        if item.parent_id is not None:
            found[by_key[item.parent_id]].append(item)
    return found


def crumbs(indicator: Indicator | None = None, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back, for `form_page`."""
    found = [(_("Indicateurs"), reverse("indicators:indicators"))]
    if indicator is not None:
        found.append((f"{indicator.code} · {Truncator(indicator).chars(60)}", indicator.get_absolute_url()))
    return [*found, *more]


def file(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file to keep."""
    head: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=head)
