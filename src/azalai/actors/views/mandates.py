"""Mandates of an organisation."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from azalai.actors import actions, forms, rules
from azalai.actors.actions.mandates import FIELDS
from azalai.actors.models import Mandate, Organisation
from azalai.actors.views.shared import FORM, about, active_organisation
from azalai.core.handling import author_of


@FORM
def mandate_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what an organisation is charged with."""
    rules.check_edit_actors(author_of(request))
    found = active_organisation(public_id)
    texts = {
        "title": _("Ajouter un mandat"),
        "lead": _("Ce dont l'organisme est chargé, et le texte qui le dit."),
        "submit": _("Ajouter"),
        "success": _("Le mandat est ajouté."),
    }
    form = forms.MandateForm(request.POST or None)
    return about(request, found, form, actions.add_mandate, texts, organisation=found)


@FORM
def mandate_edit(request: HttpRequest, public_id: UUID, mandate_id: int) -> HttpResponse:
    """Correct a mandate."""
    found, mandate = _mandate(request, public_id, mandate_id)
    initial = {name: getattr(mandate, name) for name in FIELDS}
    texts = {
        "title": _("Modifier le mandat"),
        "lead": _("Pour une correction. Si le mandat a changé, mettez-y fin et ajoutez le nouveau."),
        "submit": _("Enregistrer"),
        "success": _("Le mandat est modifié."),
    }
    form = forms.MandateForm(request.POST or None, initial=initial)
    return about(request, found, form, actions.update_mandate, texts, mandate=mandate)


@FORM
def mandate_end(request: HttpRequest, public_id: UUID, mandate_id: int) -> HttpResponse:
    """Say until when a mandate held."""
    found, mandate = _mandate(request, public_id, mandate_id)
    texts = {
        "title": _("Fin du mandat"),
        "lead": str(mandate),
        "submit": _("Enregistrer"),
        "success": _("La fin du mandat est enregistrée."),
    }
    form = forms.EndForm(request.POST or None)
    return about(request, found, form, actions.end_mandate, texts, mandate=mandate)


def _mandate(request: HttpRequest, public_id: UUID, mandate_id: int) -> tuple[Organisation, Mandate]:
    rules.check_edit_actors(author_of(request))
    found = active_organisation(public_id)
    return found, get_object_or_404(found.mandates.select_related("organisation"), pk=mandate_id)
