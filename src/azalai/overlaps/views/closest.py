"""The closest interventions while somebody types."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from azalai.core.requests import AuthoredRequest
from azalai.interventions.rules import check_see_interventions
from azalai.overlaps import closest


@require_POST
def neighbours(request: AuthoredRequest) -> HttpResponse:
    """A fragment for the form of an intervention: what exists already and looks like what is typed.

    Nothing is kept of what was typed. The header tells the script that this is no page of sign-in.
    """
    check_see_interventions(request.author)
    content = closest.typed(request.POST)
    name = request.POST.get("of", "")[:36] or closest.NEW
    found = closest.of_content(content, identifier=name, country=settings.COUNTRY)
    context = {"neighbours": found, "asked": closest.says_something(content)}
    response = render(request, "overlaps/_closest.html", context)
    response.headers["X-Azalai-Fragment"] = "closest"
    return response
