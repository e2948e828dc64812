"""The home page, the gallery of components and the health check."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from azalai.core import gallery as samples
from azalai.core.registry import cards_for


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the person: the cards that the rooms have registered."""
    author = request.author  # type: ignore[attr-defined]
    cards = [render_to_string(card.template, card.context(author), request) for card in cards_for(author)]
    return render(request, "core/home.html", {"cards": cards})


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state; `?dir=rtl` mirrors the page."""
    context = samples.context(request)
    return render(request, "core/gallery.html", context)


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """`ok` when the database answers, else 503; for supervision, without a sign-in."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("indisponible\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
