"""Interventions as their authors write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from azalai.actors.recognition import Recogniser
from azalai.core.clock import now
from azalai.core.drafts import Desk
from azalai.core.handling import form_page, tell
from azalai.core.requests import AuthoredRequest
from azalai.interventions import actions, forms, rules
from azalai.interventions.content import Content, content_of
from azalai.interventions.dashboard import form_address
from azalai.interventions.enums import DRAFT_FORM
from azalai.interventions.models import Intervention
from azalai.interventions.rules import Scope
from azalai.interventions.views.shared import get_intervention, get_own, scope_of

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
def new(request: AuthoredRequest) -> HttpResponse:
    """Declare an intervention: a draft first."""
    scope = scope_of(request)
    rules.check_declare(request.author, scope)
    return _form(request, None, Content(), scope)


@FORM
def edit(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Go on with a draft, or change what is published."""
    found, scope = get_own(request, public_id)
    return _form(request, found, content_of(found), scope)


def _form(request: AuthoredRequest, of: Intervention | None, content: Content, scope: Scope) -> HttpResponse:
    desk = Desk(request, DRAFT_FORM, str(of.public_id) if of else "")
    sent = request.POST if request.method == "POST" else None
    data = sent if sent is not None else desk.data
    form = forms.InterventionForm(data, content=content, author=request.author, scope=scope, of=of)
    lines = forms.line_forms(data, content)
    kept: Intervention | None = None
    if sent is not None and _are_valid(form, lines):
        kept = _kept(request, of, form, lines, desk)
        if kept is not None and (not _wants_publication(request) or _published(request, kept, form)):
            desk.done()
            return _leave(request, kept, of)
    if sent is not None and kept is None:
        desk.keep()
    context = {
        "form": form,
        "lines": lines,
        "desk": _handed_on(desk, kept) if kept else desk,
        "intervention": of or kept,
        "is_draft": of is None or of.is_draft,
        "kept": kept,
        "action": form_address(str(one.public_id) if (one := of or kept) else ""),
    }
    return render(request, "interventions/form.html", context, status=200 if sent is None else 422)


def _handed_on(desk: Desk, kept: Intervention) -> Desk:
    """What was typed is stored in the draft now; the page goes on with it."""
    desk.done()
    desk.key, desk.seen, desk.target = uuid4(), "", str(kept.public_id)
    return desk


def _are_valid(form: Any, lines: dict[str, Any]) -> bool:
    # Every part is looked at, so that every fault is told at once.
    return all([form.is_valid(), *(formset.is_valid() for formset in lines.values())])


def _wants_publication(request: AuthoredRequest) -> bool:
    return request.POST.get("faire") == "publier"


def _kept(
    request: AuthoredRequest,
    of: Intervention | None,
    form: forms.InterventionForm,
    lines: dict[str, Any],
    desk: Desk,
) -> Intervention | None:
    """The intervention once stored, None when it was refused."""
    recogniser = Recogniser.for_country(settings.COUNTRY)
    content = forms.content_from(form, lines, recogniser.organisation_id)
    who: dict[str, Any] = {"by": request.author, "at": now()}
    try:
        if of is None:
            country = settings.COUNTRY
            return actions.declare_draft(country=country, content=content, form_key=desk.key, **who)
        write = actions.save_draft if of.is_draft else actions.update
        return write(intervention=of, content=content, seen=form.cleaned_data["seen"], **who)
    except ValidationError as error:
        tell(form, error)
        if of is not None:
            form.show_stamp(of)
        return None


def _published(request: AuthoredRequest, kept: Intervention, form: forms.InterventionForm) -> bool:
    if not kept.is_draft:  # the same form sent twice
        return True
    try:
        actions.publish(intervention=kept, by=request.author, at=now())
    except ValidationError as error:
        tell(form, error)
        return False
    return True


def _leave(request: AuthoredRequest, kept: Intervention, of: Intervention | None) -> HttpResponse:
    if _wants_publication(request):
        messages.success(request, _("L'intervention est publiée : tous les postes la voient."))
        return redirect(kept)
    if of is None or of.is_draft:
        messages.success(request, _("Le brouillon est enregistré. Vous pouvez y revenir quand vous voulez."))
        return redirect("interventions:edit", kept.public_id)
    messages.success(request, _("L'intervention est modifiée."))
    return redirect(kept)


@require_POST
def publish(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Show the draft to everyone, from its own page."""
    found, _scope = get_own(request, public_id)
    try:
        actions.publish(intervention=found, by=request.author, at=now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("interventions:edit", public_id)
    messages.success(request, _("L'intervention est publiée : tous les postes la voient."))
    return redirect(found)


@FORM
def delete(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    found, scope = get_intervention(request, public_id)
    rules.check_delete_draft(request.author, found, scope)
    if request.method == "POST":
        actions.delete_draft(intervention=found, by=request.author, at=now())
        messages.success(request, _("Le brouillon est supprimé."))
        return redirect("interventions:mine")
    return render(request, "interventions/delete.html", {"intervention": found})


@FORM
def suspend(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """It stops for a while."""
    texts = {
        "title": _("Suspendre l'intervention"),
        "submit": _("Suspendre"),
        "success": _("L'intervention est suspendue."),
        "danger": True,
    }
    return _state(request, public_id, forms.ReasonForm, actions.suspend, rules.check_stop, texts)


@FORM
def cancel(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """It will not take place."""
    texts = {
        "title": _("Annuler l'intervention"),
        "submit": _("Annuler l'intervention"),
        "success": _("L'intervention est annulée."),
        "danger": True,
    }
    return _state(request, public_id, forms.ReasonForm, actions.cancel, rules.check_stop, texts)


@FORM
def resume(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """It goes on."""
    texts = {
        "title": _("Reprendre l'intervention"),
        "submit": _("Reprendre"),
        "success": _("L'intervention reprend."),
    }
    return _state(request, public_id, forms.ResumeForm, actions.resume, rules.check_resume, texts)


def _state(
    request: AuthoredRequest,
    public_id: UUID,
    form_class: type[forms.ReasonForm],
    action: Callable[..., Any],
    check: Callable[..., None],
    texts: dict[str, Any],
) -> HttpResponse:
    found, scope = get_intervention(request, public_id)
    check(request.author, found, scope)
    here = found.get_absolute_url()
    crumbs = [(_("Interventions"), reverse("interventions:interventions")), (str(found), here)]
    form = form_class(request.POST or None)
    words = texts | {"lead": str(found), "crumbs": crumbs}
    return form_page(request, form, action, texts=words, back=here, arguments={"intervention": found})
