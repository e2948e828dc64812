"""The home page, the gallery of components, what is being typed and the health check."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from azalai.core import attention, drafts, formatting, news, remembering, visits
from azalai.core import gallery as samples
from azalai.core.authorship import Author
from azalai.core.clock import now, today
from azalai.core.pagination import paginate
from azalai.core.registry import cards_for, draft_form
from azalai.core.requests import AuthoredRequest

FIRST = timedelta(days=7)  # what is new to somebody who has never come
STARTED = 5
SPANS = ("1", "7", "30")
EVERY = 3_000


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the person, what is late and whose, what has changed, the plan at a glance."""
    author: Author = request.author  # type: ignore[attr-defined]
    with remembering.shared_reads():
        return render(request, "core/home.html", _home(request, author))


def _home(request: HttpRequest, author: Author) -> dict[str, Any]:
    cards = [render_to_string(card.template, card.context(author), request) for card in cards_for(author)]
    last = visits.since(author, now())
    lines = news.news(author, last or now() - FIRST)
    return {
        "sections": attention.sections(author) if author.post_id else [],
        "figures": attention.figures(author),
        "shortcuts": attention.shortcuts(author),
        "beginnings": attention.beginnings(author),
        "started": drafts.offers(drafts.started(author)[:STARTED]),
        "cards": [card for card in cards if card.strip()],
        "last": last,
        "news": lines[: news.SHOWN],
        "more_news": max(0, len(lines) - news.SHOWN),
        "today": today(),
    }


@require_safe
def all_news(request: AuthoredRequest) -> HttpResponse:
    """What has changed in the last days, whatever the last visit."""
    chosen = request.GET.get("jours", "")
    days = int(chosen) if chosen in SPANS else 7
    lines = news.news(request.author, now() - timedelta(days=days), most=EVERY)
    context = {"page": paginate(request, lines), "spans": [(days, str(days)) for days in map(int, SPANS)]}
    return render(request, "core/news.html", context | {"days": days})


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


@require_POST
def draft_keep(request: AuthoredRequest, form: str) -> HttpResponse:
    """Keep what a page is typing; answers what to tell, and the key to go on with."""
    if draft_form(form) is None:
        raise Http404
    sent = drafts.sent_by(request.POST)
    try:
        kept = drafts.keep(by=request.author, at=now(), form=form, sent=sent)
    except ValidationError as error:
        return JsonResponse({"text": " ".join(error.messages)})
    if kept is None:  # a later writing has arrived before it: all there is to say is where it waits
        known = drafts.started(request.author).filter(key=sent.key).first()
        return JsonResponse({"url": drafts.address_of(known)} if known else {})
    words = _("Brouillon enregistré à %(hour)s.")
    if kept.key != sent.key:
        words = _("Ce formulaire est ouvert ailleurs : votre saisie est gardée à part, à %(hour)s.")
    told = {"key": str(kept.key), "url": drafts.address_of(kept)}
    return JsonResponse(told | {"text": words % {"hour": formatting.hour(kept.kept_at)}})


@require_POST
def draft_discard(request: AuthoredRequest, key: UUID) -> HttpResponse:
    """Give up what was typed, and back to where one was."""
    drafts.check_keep(request.author)
    drafts.discard(by=request.author, key=key)
    messages.success(request, _("Cette saisie est supprimée."))
    back = request.POST.get("next", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else "home")
