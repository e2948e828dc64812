"""IATI files handed over: received, read in steps, shown, taken over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from azalai.core.clock import now
from azalai.core.handling import tell, try_to
from azalai.core.pagination import paginate
from azalai.core.requests import AuthoredRequest
from azalai.formats.errors import UnreadableFile
from azalai.interventions import actions, forms, rules
from azalai.interventions.actions import iati_uploads
from azalai.interventions.enums import IatiStatus
from azalai.interventions.models import IatiUpload

OUTCOMES = ("new", "changed", "same", "wrong")


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: AuthoredRequest) -> HttpResponse:
    """Hand over a file; one that cannot be read is refused with the reason, and not kept."""
    rules.check_import(request.author)
    form = forms.IatiForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        received = _received(request, form)
        if received is not None:
            _step(request, received)
            return redirect(received)
    waiting = IatiUpload.objects.filter(status__in=[IatiStatus.READING, IatiStatus.WAITING])
    context = {"form": form, "waiting": waiting.defer("records", "recognised", "unknown")[:10]}
    return render(request, "interventions/iati_upload.html", context, status=422 if form.errors else 200)


def _received(request: AuthoredRequest, form: forms.IatiForm) -> IatiUpload | None:
    file = form.cleaned_data["file"]
    try:
        return actions.receive_iati(by=request.author, at=now(), name=file.name, file=file)
    except ValidationError as error:
        tell(form, error)
    except UnreadableFile as error:
        form.add_error("file", error.message)
    return None


def _step(request: AuthoredRequest, received: IatiUpload) -> None:
    actions.read_further(by=request.author, at=now(), upload=received, country=settings.COUNTRY)


@require_safe
def preview(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """What would change, and what could not be read, activity by activity."""
    rules.check_import(request.author)
    received = get_object_or_404(IatiUpload, public_id=public_id)
    wanted = request.GET.get("quoi", "")
    lines = [line for line in received.records if wanted in ("", line["outcome"])]
    counts = iati_uploads.count(received)
    context: dict[str, Any] = {
        "upload": received,
        "counts": {name: counts[name] for name in OUTCOMES},
        "takes": counts["new"] + counts["changed"],
        "is_too_long": iati_uploads.is_too_long(received),
        "most": iati_uploads.AT_ONCE,
        "unknown": list(iati_uploads.unknown_bodies(received)),
        "form": forms.TakeOverForm(),
        "page": paginate(request, lines, per_page=50),
        "filtered": bool(wanted),
    }
    return render(request, "interventions/iati.html", context)


@require_POST
def read(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Read on for some seconds."""
    rules.check_import(request.author)
    received = get_object_or_404(IatiUpload, public_id=public_id)
    _step(request, received)
    return redirect(received)


@require_POST
def accept(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Take the file over."""
    rules.check_import(request.author)
    received = get_object_or_404(IatiUpload, public_id=public_id)
    form = forms.TakeOverForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("Dites si les nouvelles interventions sont publiées ou gardées en brouillon.")
        )
        return redirect(received)
    try:
        found = actions.accept_iati(
            by=request.author, at=now(), upload=received, country=settings.COUNTRY, **form.cleaned_data
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except UnreadableFile as error:
        messages.error(request, error.message)
    else:
        told = _("Fichier repris : %(new)d ajoutées, %(changed)d modifiées.")
        messages.success(request, told % {name: found.count(name) for name in ("new", "changed")})
    return redirect(received)


@require_POST
def discard(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Give the file up."""
    rules.check_import(request.author)
    received = get_object_or_404(IatiUpload, public_id=public_id)
    try_to(request, actions.discard_iati, _("Le fichier est écarté ; rien n'a été repris."), upload=received)
    return redirect("interventions:iati_upload")
