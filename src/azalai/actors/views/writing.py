"""The register as its keepers change it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from azalai.actors import actions, forms, rules
from azalai.actors.models import Organisation
from azalai.actors.views.shared import FORM, about, active_organisation
from azalai.core.clock import today
from azalai.core.handling import act, author_of


@FORM
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Inscribe an organisation, and go to its page."""
    rules.check_edit_actors(author_of(request))
    back = reverse("actors:organisations")
    form = forms.OrganisationForm(request.POST or None, initial={"name_fr": request.GET.get("nom", "")})
    if request.method == "POST":
        made = act(request, form, actions.register_organisation, country=settings.COUNTRY)
        if made is not None:
            messages.success(request, _("L'organisme est inscrit au registre."))
            return redirect(made)
    context = {
        "title": _("Inscrire un organisme"),
        "lead": _("Donnez au moins le nom ou le sigle ; le reste peut attendre."),
        "submit": _("Inscrire"),
        "crumbs": [(_("Acteurs"), back)],
    }
    return render(request, "core/form.html", context | {"form": form, "back": back, "danger": False})


@FORM
def organisation_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change an organisation."""
    found = _organisation(request, public_id)
    names = ("name_fr", "acronym", "name_en", "category", "kind", "parent", "place", "note")
    initial = {name: getattr(found, name) for name in names}
    form = forms.OrganisationEditForm(request.POST or None, initial=initial, organisation=found)
    texts = {
        "title": _("Modifier l'organisme"),
        "lead": _("Un ancien nom ou sigle reste connu, avec ses dates."),
        "submit": _("Enregistrer"),
        "success": _("L'organisme est modifié."),
    }
    return about(request, found, form, actions.update_organisation, texts, organisation=found)


@FORM
def spelling_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add another way to write an organisation."""
    found = _organisation(request, public_id)
    texts = {
        "title": _("Ajouter une graphie"),
        "lead": _("Une graphie connue est reconnue dans les plans et les comptes rendus."),
        "submit": _("Ajouter"),
        "success": _("La graphie est ajoutée."),
    }
    form = forms.SpellingForm(request.POST or None)
    return about(request, found, form, actions.add_spelling, texts, organisation=found)


@FORM
def spelling_end(request: HttpRequest, public_id: UUID, spelling_id: int) -> HttpResponse:
    """Say until when a spelling was in use."""
    found = _organisation(request, public_id)
    spelling = get_object_or_404(found.spellings.select_related("organisation"), pk=spelling_id)
    texts = {
        "title": _("Fin d'usage de la graphie"),
        "lead": f"« {spelling} »",
        "submit": _("Enregistrer"),
        "success": _("La fin d'usage est enregistrée."),
    }
    form = forms.EndForm(request.POST or None)
    return about(request, found, form, actions.end_spelling, texts, spelling=spelling)


@FORM
def network_join(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Enter a network."""
    found = _organisation(request, public_id)
    texts = {
        "title": _("Ajouter à un réseau"),
        "submit": _("Ajouter"),
        "success": _("L'appartenance est enregistrée."),
    }
    form = forms.NetworkForm(request.POST or None, organisation=found)
    return about(request, found, form, actions.join_network, texts, organisation=found)


@FORM
def network_leave(request: HttpRequest, public_id: UUID, membership_id: int) -> HttpResponse:
    """Leave a network."""
    found = _organisation(request, public_id)
    rows = found.memberships.filter(valid_to="").select_related("network", "organisation")
    membership = get_object_or_404(rows, pk=membership_id)
    texts = {
        "title": _("Sortie du réseau"),
        "lead": str(membership.network),
        "submit": _("Enregistrer"),
        "success": _("La sortie du réseau est enregistrée."),
    }
    form = forms.EndForm(request.POST or None)
    return about(request, found, form, actions.leave_network, texts, membership=membership)


@FORM
def focal_point_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Appoint a post as focal point."""
    found = _organisation(request, public_id)
    texts = {
        "title": _("Désigner un point focal"),
        "submit": _("Désigner"),
        "success": _("Le point focal est désigné."),
    }
    form = forms.FocalPointForm(request.POST or None, initial={"starts_on": today()})
    return about(request, found, form, actions.appoint_focal_point, texts, organisation=found)


@FORM
def focal_point_end(request: HttpRequest, public_id: UUID, focal_point_id: int) -> HttpResponse:
    """The post no longer speaks for the organisation."""
    found = _organisation(request, public_id)
    rows = found.focal_points.select_related("post", "organisation")
    focal_point = get_object_or_404(rows, pk=focal_point_id)
    texts = {
        "title": _("Fin du point focal"),
        "lead": str(focal_point.post),
        "submit": _("Enregistrer"),
        "success": _("La fin est enregistrée."),
    }
    form = forms.EndFocalPointForm(request.POST or None, initial={"ends_on": today()})
    return about(request, found, form, actions.end_focal_point, texts, focal_point=focal_point)


def _organisation(request: HttpRequest, public_id: UUID) -> Organisation:
    rules.check_edit_actors(author_of(request))
    return active_organisation(public_id)
