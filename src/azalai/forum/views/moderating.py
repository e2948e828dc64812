"""Closing, hiding and restoring, for the secretariat."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from azalai.core.handling import form_page, try_to
from azalai.core.requests import AuthoredRequest
from azalai.forum import actions, forms, rules
from azalai.forum.views.shared import FORM, crumbs_of, get_contribution, get_thread


@require_POST
def thread_close(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Nobody writes there any more."""
    found, _scope = get_thread(request, public_id)
    rules.check_moderate(request.author)
    try_to(request, actions.close_thread, _("L'échange est clos ; il reste lisible."), thread=found)
    return redirect(found)


@require_POST
def thread_reopen(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Writing goes on."""
    found, _scope = get_thread(request, public_id)
    rules.check_moderate(request.author)
    try_to(request, actions.reopen_thread, _("L'échange est rouvert."), thread=found)
    return redirect(found)


@FORM
def thread_audience(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Open it to others, or to fewer."""
    found, _scope = get_thread(request, public_id)
    rules.check_moderate(request.author)
    texts = {
        "title": _("Changer les lecteurs"),
        "submit": _("Enregistrer"),
        "success": _("Les lecteurs de cet échange sont changés."),
        "lead": _("Tous les messages déjà écrits changent de lecteurs, avec leurs fichiers."),
        "crumbs": crumbs_of(found),
    }
    initial = {"audience": found.audience, "body": found.body_id}
    form = forms.AudienceForm(request.POST or None, country=settings.COUNTRY, initial=initial)
    back, given = found.get_absolute_url(), {"thread": found}
    return form_page(request, form, actions.change_audience, texts=texts, back=back, arguments=given)


@FORM
def thread_hide(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Take it out of sight, with a reason."""
    found, _scope = get_thread(request, public_id)
    rules.check_moderate(request.author)
    texts = {
        "title": _("Masquer cet échange"),
        "submit": _("Masquer"),
        "success": _("L'échange est masqué."),
        "lead": _("Seuls le secrétariat et l'auditeur le liront ; rien n'est effacé."),
        "crumbs": crumbs_of(found),
        "danger": True,
    }
    form = forms.ReasonForm(request.POST or None)
    back, given = found.get_absolute_url(), {"thread": found}
    return form_page(request, form, actions.hide_thread, texts=texts, back=back, arguments=given)


@require_POST
def thread_restore(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Show it again."""
    found, _scope = get_thread(request, public_id)
    rules.check_moderate(request.author)
    try_to(request, actions.restore_thread, _("L'échange est de nouveau visible."), thread=found)
    return redirect(found)


@FORM
def contribution_hide(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Take a message out of sight, with a reason."""
    found = get_contribution(request, public_id)
    rules.check_moderate(request.author)
    texts = {
        "title": _("Masquer ce message"),
        "submit": _("Masquer"),
        "success": _("Le message est masqué."),
        "lead": _(
            "Seuls le secrétariat et l'auditeur le liront ; les courriels qui attendent ne le diront pas."
        ),
        "crumbs": crumbs_of(found.thread),
        "danger": True,
    }
    form = forms.ReasonForm(request.POST or None)
    back, given = found.get_absolute_url(), {"contribution": found}
    return form_page(request, form, actions.hide_contribution, texts=texts, back=back, arguments=given)


@require_POST
def contribution_restore(request: AuthoredRequest, public_id: UUID) -> HttpResponse:
    """Show a message again."""
    found = get_contribution(request, public_id)
    rules.check_moderate(request.author)
    try_to(request, actions.restore_contribution, _("Le message est de nouveau visible."), contribution=found)
    return redirect(found)
