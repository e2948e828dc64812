"""Names met in documents, and whom they designate."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from azalai.actors import actions, forms, queries, rules
from azalai.actors.models import Group, Organisation, SetAside
from azalai.actors.views.shared import FORM
from azalai.core.authorship import Author
from azalai.core.handling import act, author_of, form_page, try_to
from azalai.core.pagination import paginate

PER_PAGE = 25


@require_safe
def names(request: HttpRequest) -> HttpResponse:
    """Whom do these names designate?"""
    rules.check_confirm_names(author_of(request))
    form = forms.NameFilter(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    page = paginate(request, queries.pending_names(settings.COUNTRY, text=text), per_page=PER_PAGE)
    queries.with_guesses(page.object_list, settings.COUNTRY)
    context = {"form": form, "page": page, "filtered": bool(text), "query": request.GET.urlencode()}
    return render(request, "actors/names.html", context)


@FORM
def name(request: HttpRequest, key: str) -> HttpResponse:
    """Whom does this name designate?"""
    rules.check_confirm_names(author_of(request))
    found = _pending(key)
    form = forms.ConfirmForm(request.POST or None)
    if request.method == "POST":
        done = act(request, form, actions.confirm_name, text=found.text)
        if done is not None:
            return _confirmed(request, found, form.cleaned_data["organisation"], done)
    context = {
        "name": queries.with_guesses([found], settings.COUNTRY)[0],
        "form": form,
        "places": queries.places_of(settings.COUNTRY, key),
        "query": request.GET.urlencode(),
        "back": _queue(request),
    }
    return render(request, "actors/name.html", context)


def _pending(key: str) -> queries.PendingName:
    found = queries.pending_name(settings.COUNTRY, key)
    if found is None:
        raise Http404
    return found


def _queue(request: HttpRequest) -> str:
    """The queue with the filters that one came with."""
    query = request.GET.urlencode()
    return reverse("actors:names") + (f"?{query}" if query else "")


def _confirmed(
    request: HttpRequest, found: queries.PendingName, organisation: Organisation, done: dict[str, list[int]]
) -> HttpResponse:
    count = sum(len(keys) for keys in done.values())
    sentence = ngettext(
        "« %(text)s » désigne désormais « %(organisation)s » : %(count)s ligne reprise.",
        "« %(text)s » désigne désormais « %(organisation)s » : %(count)s lignes reprises.",
        count,
    )
    messages.success(request, sentence % {"text": found.text, "organisation": organisation, "count": count})
    return redirect(_queue(request))


@FORM
def name_new(request: HttpRequest, key: str) -> HttpResponse:
    """Inscribe the organisation that this name designates."""
    rules.check_confirm_names(author_of(request))
    found = _pending(key)
    form = forms.OrganisationForm(request.POST or None, initial=_initial(found.text))
    if request.method == "POST":
        made = act(request, form, _register_and_confirm, text=found.text)
        if made is not None:
            messages.success(request, _("L'organisme est inscrit, et « %s » le désigne.") % found.text)
            return redirect(made)
    context = {
        "title": _("Inscrire « %s »") % found.text,
        "lead": _("Le nom lu dans les documents désignera le nouvel organisme."),
        "submit": _("Inscrire"),
        "crumbs": [(_("Acteurs"), reverse("actors:organisations")), (_("Noms à confirmer"), _queue(request))],
    }
    back = reverse("actors:name", args=[key])
    return render(request, "core/form.html", context | {"form": form, "back": back, "danger": False})


def _initial(text: str) -> dict[str, str]:
    """An acronym in its field, a name in the other."""
    short = text == text.upper() and " " not in text and len(text) <= 40
    return {"acronym" if short else "name_fr": text[:250]}


@transaction.atomic
def _register_and_confirm(*, by: Author, at: Any, text: str, **values: Any) -> Organisation:
    made = actions.register_organisation(by=by, at=at, country=settings.COUNTRY, **values)
    actions.confirm_name(by=by, at=at, organisation=made, text=text)
    return made


@FORM
def name_aside(request: HttpRequest, key: str) -> HttpResponse:
    """This name is no organisation of the register."""
    rules.check_confirm_names(author_of(request))
    found = _pending(key)
    chosen = Group.objects.filter(country_id=settings.COUNTRY, code=request.GET.get("groupe", "")).first()
    initial = {"verdict": "group" if chosen else "nothing", "group": chosen}
    form = forms.SetAsideForm(request.POST or None, initial=initial)
    texts = {
        "title": _("Écarter « %s »") % found.text,
        "lead": _("Ce nom ne sera plus proposé. Vous pourrez revenir sur cette décision."),
        "submit": _("Écarter"),
        "success": _("« %s » est écarté.") % found.text,
        "crumbs": [(_("Acteurs"), reverse("actors:organisations")), (_("Noms à confirmer"), _queue(request))],
    }
    target = {"country": settings.COUNTRY, "text": found.text}
    back = reverse("actors:names")
    return form_page(request, form, actions.set_aside_name, texts=texts, back=back, arguments=target)


@require_safe
def names_aside(request: HttpRequest) -> HttpResponse:
    """Which names were said to be no organisation?"""
    rules.check_confirm_names(author_of(request))
    found = SetAside.objects.filter(country_id=settings.COUNTRY)
    return render(request, "actors/names_aside.html", {"page": paginate(request, found)})


@require_POST
def name_back(request: HttpRequest, aside_id: int) -> HttpResponse:
    """Ask about this name again."""
    rules.check_confirm_names(author_of(request))
    found = get_object_or_404(SetAside, pk=aside_id, country_id=settings.COUNTRY)
    success = _("« %s » est de nouveau à confirmer.") % found
    try_to(request, actions.take_name_back, success, name=found)
    return redirect("actors:names_aside")
