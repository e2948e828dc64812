"""What every page of the room begins with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from azalai.accounts.middleware import ask_to_sign_in_again
from azalai.concertation.rules import Scope
from azalai.core.clock import today
from azalai.core.requests import AuthoredRequest
from azalai.forum import queries, rules
from azalai.forum.models import Contribution, Idea, Thread

FORM = require_http_methods(["GET", "HEAD", "POST"])
RELATED = ("body__place", "meeting__body__place", "item", "intervention", "document", "plan", "opened_post")


def scope_of(request: AuthoredRequest) -> Scope:
    """Where the acting post sits today."""
    return queries.scope_of(request.author, on=today())


def get_thread(request: AuthoredRequest, public_id: UUID) -> tuple[Thread, Scope]:
    """The thread asked for; 404 for whoever it is not meant for."""
    rows = Thread.objects.filter(country=settings.COUNTRY).select_related(*RELATED)
    found, scope = get_object_or_404(rows, public_id=public_id), scope_of(request)
    if not rules.can_see_thread(request.author, found, scope):
        raise Http404
    return found, scope


def get_contribution(request: AuthoredRequest, public_id: UUID) -> Contribution:
    """The message asked for; 404 for whoever it is not meant for."""
    rows = Contribution.objects.filter(thread__country=settings.COUNTRY)
    found = get_object_or_404(rows.select_related("thread__body", "thread__meeting"), public_id=public_id)
    if not rules.can_see_contribution(request.author, found, scope_of(request)):
        raise Http404
    return found


def get_idea(request: AuthoredRequest, public_id: UUID) -> Idea:
    """The idea asked for; 404 for whoever it is not shown to."""
    rows = Idea.objects.filter(country=settings.COUNTRY).select_related("post", "person", "answered_by")
    found = get_object_or_404(rows, public_id=public_id)
    if not rules.can_see_idea(request.author, found):
        raise Http404
    return found


def ask_sign_in(request: AuthoredRequest) -> HttpResponse:
    """For a visitor: the same for what is closed and for what does not exist.

    What was sent after a session had ended is kept, and offered again after the sign-in.
    """
    if request.method == "POST":
        return ask_to_sign_in_again(request)
    return redirect_to_login(request.get_full_path())


def crumbs_of(thread: Thread | None = None) -> list[tuple[Any, str]]:
    """The way back."""
    way: list[tuple[Any, str]] = [(_("Échanges"), reverse("forum:threads"))]
    return [*way, (thread, thread.get_absolute_url())] if thread else way


def base_of(request: AuthoredRequest) -> str:
    """Address of the site, for what leaves by mail."""
    return request.build_absolute_uri("/")
