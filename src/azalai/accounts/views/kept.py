"""What was typed when the session ended."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from azalai.accounts import kept, trail
from azalai.accounts.middleware import ask_to_sign_in_again, keep_and_say
from azalai.accounts.models import KeptInput
from azalai.core.clock import now

# What forms send along for themselves: sent again, and nothing to read.
UNSAID, DRAFT_FIELDS = {"seen"}, "draft-"


@never_cache
@require_safe
def kept_input(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Shows what was typed, ready to be sent again to the same address, to the one who typed it."""
    found = KeptInput.objects.filter(public_id=public_id, person=request.user.pk).first()
    content = kept.opened(found, now()) if found else None
    if found is None or content is None:
        return render(request, "accounts/kept_gone.html", status=404)
    fields = _shown(found.path, content.fields)
    context: dict[str, Any] = {"kept": found, "fields": fields, "files": content.files, "mark": kept.MARK}
    return render(request, "accounts/kept.html", context)


def _shown(path: str, fields: list[tuple[str, list[str]]]) -> list[dict[str, Any]]:
    """Fields in the words of the room that the form belongs to."""
    room = _room(path)
    shown = []
    for name, values in fields:
        words = [trail.words_for(room, name, value) for value in values]
        pairs = [{"sent": value, "shown": text} for value, (_label, text) in zip(values, words, strict=True)]
        label = words[0][0] if words else name
        silent = name in UNSAID or name.startswith(DRAFT_FIELDS)
        shown.append({"name": name, "label": label, "pairs": pairs, "silent": silent})
    return shown


def _room(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).namespace
    except Resolver404:
        return ""


@require_POST
def discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Gives it up."""
    KeptInput.objects.filter(public_id=public_id, person=request.user.pk).delete()
    messages.success(request, _("La saisie conservée a été supprimée."))
    return redirect("account_profile")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form with a stale token: the session was renewed in another tab, or has ended."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name == "account_login" and request.user.is_authenticated:
        return redirect("home")
    if not kept.is_from_here(request) or kept.NEVER.match(name):
        return render(request, "403_csrf.html", status=403)
    if not request.user.is_authenticated:
        return ask_to_sign_in_again(request)
    back = keep_and_say(request)
    return redirect(back) if back else render(request, "403_csrf.html", status=403)
