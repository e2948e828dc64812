"""What every page of the room begins with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from azalai.concertation import queries, rules
from azalai.concertation.models import Body, Convocation, Meeting
from azalai.concertation.rules import Scope
from azalai.core.clock import today
from azalai.core.formatting import day
from azalai.core.handling import form_page
from azalai.core.requests import AuthoredRequest

FORM = require_http_methods(["GET", "HEAD", "POST"])


def scope_of(request: AuthoredRequest) -> Scope:
    """Where the acting post sits today."""
    return queries.scope_of(request.author, on=today())


def get_body(request: AuthoredRequest, public_id: UUID) -> Body:
    """The body asked for, of this country."""
    rules.check_see_bodies(request.author)
    rows = Body.objects.in_country(settings.COUNTRY)
    return get_object_or_404(
        rows.select_related("country", "place", "parent__place", "legal_basis"), public_id=public_id
    )


def get_meeting(request: AuthoredRequest, public_id: UUID) -> tuple[Meeting, Scope]:
    """The meeting asked for; 404 for who does not sit in its body."""
    rules.check_see_bodies(request.author)
    scope = scope_of(request)
    rows = queries.full(Meeting.objects.in_country(settings.COUNTRY))
    found = get_object_or_404(rows, public_id=public_id)
    if not rules.can_see_meeting(request.author, found, scope):
        raise Http404
    return found, scope


def get_convocation(request: AuthoredRequest, public_id: UUID) -> tuple[Convocation, Scope]:
    """The convocation asked for; 404 for who neither sits there nor oversees."""
    rules.check_see_bodies(request.author)
    scope = scope_of(request)
    rows = Convocation.objects.filter(meeting__body__country=settings.COUNTRY).select_related(
        "meeting__body__place", "seat__organisation", "seat__post", "seat__deputy_post"
    )
    found = get_object_or_404(rows, public_id=public_id)
    if found.seat_id not in scope.seats and not rules.can_see_answers(request.author):
        raise Http404
    return found, scope


def crumbs_of(body: Body, meeting: Meeting | None = None) -> list[tuple[Any, str]]:
    """The way back."""
    way: list[tuple[Any, str]] = [
        (_("Instances"), reverse("concertation:bodies")),
        (body, body.get_absolute_url()),
    ]
    return [*way, (day(meeting.starts_on), meeting.get_absolute_url())] if meeting else way


def asked(
    request: AuthoredRequest,
    form: Any,
    action: Callable[..., Any],
    texts: tuple[Any, Any, Any],
    *,
    about: Body | Meeting,
    back: str = "",
    lead: Any = "",
    danger: Any = None,
    **arguments: Any,
) -> HttpResponse:
    """One question about a body or a meeting. texts: title, button, what is told afterwards."""
    title, submit, success = texts
    crumbs = crumbs_of(about) if isinstance(about, Body) else crumbs_of(about.body, about)
    told = {"title": title, "submit": submit, "success": success, "crumbs": crumbs, "lead": lead}
    told["danger"] = bool(danger)
    address = back or about.get_absolute_url()
    return form_page(request, form, action, texts=told, back=address, arguments=arguments)


def base_of(request: AuthoredRequest) -> str:
    """Address of the site, for what leaves by mail."""
    return request.build_absolute_uri("/")
