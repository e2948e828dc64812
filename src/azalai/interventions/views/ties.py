"""What an intervention is tied to: lines of plans and files."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from azalai.core.clock import now
from azalai.core.handling import act, tell, try_to
from azalai.core.requests import AuthoredRequest
from azalai.interventions import actions, forms
from azalai.interventions.models import Intervention
from azalai.interventions.views.shared import get_intervention, get_own
from azalai.plans.models import Plan, PlanVersion

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
def link(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """To which line of which plan does it contribute?"""
    found, _scope = get_own(request, public_id)
    plans = list(Plan.objects.filter(country__in=["", found.country_id]).with_latest_version())
    version = _chosen(request, plans)
    text = request.GET.get("q", "").strip()[:100]
    form = forms.LinkForm(request.POST or None, version=version, text=text) if version else None
    if request.method == "POST" and form is not None and _linked(request, form, found):
        messages.success(request, _("L'intervention est rattachée au plan."))
        return redirect(found)
    context = {"intervention": found, "plans": plans, "version": version, "form": form, "text": text}
    return render(request, "interventions/link.html", context)


def _linked(request: AuthoredRequest, form: forms.LinkForm, found: Intervention) -> bool:
    return act(request, form, actions.link_to_plan, intervention=found) is not None


def _chosen(request: AuthoredRequest, plans: list[Plan]) -> PlanVersion | None:
    """The version in force of the plan asked for, else of the only plan."""
    wanted = request.GET.get("plan", "")
    named = [plan for plan in plans if str(plan.public_id) == wanted] or (plans if len(plans) == 1 else [])
    return (named[0].adopted_version() or named[0].latest_version()) if named else None


@require_POST
def unlink(request: AuthoredRequest, public_id: UUID, link_id: int) -> HttpResponse:
    """It no longer contributes to that line."""
    found, _scope = get_own(request, public_id)
    tie = get_object_or_404(found.plan_links.select_related("plan", "intervention"), pk=link_id)
    try_to(request, actions.unlink_from_plan, _("L'intervention est détachée de cette ligne."), link=tie)
    return redirect(found)


@FORM
def document_new(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Keep a file with the intervention."""
    found, _scope = get_own(request, public_id)
    form = forms.DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _added(request, found, form):
        messages.success(request, _("Le document est joint."))
        return redirect(found)
    context = {"intervention": found, "form": form}
    return render(request, "interventions/document_form.html", context)


def _added(request: AuthoredRequest, found: Intervention, form: forms.DocumentForm) -> bool:
    file = form.cleaned_data["file"]
    facts: dict[str, Any] = {"title": form.cleaned_data["title"], "name": file.name}
    try:
        actions.add_document(by=request.author, at=now(), intervention=found, content=file.read(), **facts)
    except ValidationError as error:
        tell(form, error)
        return False
    return True


@require_safe
def document(request: AuthoredRequest, public_id: UUID, document_id: UUID) -> HttpResponseBase:
    """A file, always as a download: nothing that came from outside opens inside the site."""
    found, _scope = get_intervention(request, public_id)
    kept = get_object_or_404(found.documents.exclude(file=""), public_id=document_id)
    try:
        stream = kept.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    suffix = PurePosixPath(kept.file_name).suffix
    return FileResponse(stream, as_attachment=True, filename=kept.file_name or f"document{suffix}")


@require_POST
def document_remove(request: AuthoredRequest, public_id: UUID, document_id: UUID) -> HttpResponse:
    """Take a file away."""
    found, _scope = get_own(request, public_id)
    kept = get_object_or_404(found.documents.exclude(file=""), public_id=document_id)
    try_to(request, actions.remove_document, _("Le document est retiré."), document=kept)
    return redirect(reverse("interventions:intervention", args=[public_id]))
