"""Accounts, for administrators."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from azalai.accounts import actions, queries, rules
from azalai.accounts.forms import SITE, AccountForm, PersonForm, ProvisionalPasswordForm, ReasonForm
from azalai.accounts.models import Person
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.core.handling import author_of, form_page, try_to
from azalai.core.pagination import paginate

FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """Who has an account?"""
    rules.check_manage_accounts(author_of(request))
    query = request.GET.get("q", "").strip()
    closed = request.GET.get("etat") == "fermes"
    found = queries.with_second_factor(queries.people(on=today())).filter(is_active=not closed)
    if query:
        found = found.filter(queries.named(query))
    context = {"page": paginate(request, found), "query": query, "closed": closed}
    return render(request, "accounts/person_list.html", context)


@FORM
def person_new(request: HttpRequest) -> HttpResponse:
    """Open an account."""
    rules.check_manage_accounts(author_of(request))
    texts = {
        "title": _("Ouvrir un compte"),
        "lead": _(
            "Le compte permet de se connecter. Les droits viennent du poste que vous donnerez ensuite."
        ),
        "submit": _("Ouvrir le compte"),
        "success": _("Le compte est ouvert. Donnez-lui maintenant un poste."),
        "crumbs": [(_("Personnes"), reverse("accounts:person_list"))],
    }
    form = AccountForm(request.POST or None)
    return form_page(request, form, actions.open_account, texts=texts, back=reverse("accounts:person_list"))


@require_safe
def person_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who is this person here?"""
    person = _person(request, public_id)
    day = today()
    tenures = [(tenure, tenure.state_on(day)) for tenure in person.tenures.select_related("post")]
    return render(request, "accounts/person.html", {"person": person, "tenures": tenures})


@FORM
def person_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Correct the name, the language or the address."""
    person = _person(request, public_id)
    shown = {
        "display_name": person.display_name,
        "language": person.language or SITE,
        "email": person.email,
    }
    texts = {
        "title": _("Modifier le compte"),
        "submit": _("Enregistrer"),
        "success": _("Le compte est modifié."),
    }
    return _about(request, person, PersonForm(request.POST or None, initial=shown), _save, texts)


def _save(*, by: Author, at: Any, person: Person, display_name: str, language: str, email: str) -> Person:
    actions.change_display_name(by=by, at=at, person=person, display_name=display_name)
    actions.change_language(by=by, at=at, person=person, language=language)
    return actions.change_email(by=by, at=at, person=person, email=email)


@FORM
def person_close(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close the account."""
    texts = {
        "title": _("Fermer le compte"),
        "lead": _(
            "La personne ne pourra plus se connecter et quitte ses postes aujourd'hui. Tout ce qu'elle a"
            " écrit reste, à son nom. Le compte peut être rouvert."
        ),
        "submit": _("Fermer le compte"),
        "success": _("Le compte est fermé."),
        "danger": True,
    }
    person = _person(request, public_id)
    return _about(request, person, ReasonForm(request.POST or None), actions.close_account, texts)


@require_POST
def person_reopen(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Open the account again."""
    person = _person(request, public_id)
    try_to(request, actions.reopen_account, _("Le compte est rouvert."), person=person)
    return redirect(person)


@FORM
def person_password(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a provisional password."""
    texts = {
        "title": _("Donner un mot de passe provisoire"),
        "lead": _("L'ancien mot de passe ne fonctionnera plus. Transmettez le nouveau de vive voix."),
        "submit": _("Donner ce mot de passe"),
        "success": _("Le mot de passe provisoire est en place."),
    }
    person = _person(request, public_id)
    form = ProvisionalPasswordForm(request.POST or None)
    return _about(request, person, form, actions.give_provisional_password, texts)


@FORM
def person_second_factor(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Remove a lost second factor."""
    texts = {
        "title": _("Réinitialiser le second facteur"),
        "lead": _(
            "Pour une personne qui a perdu son téléphone et ses codes de secours. Assurez-vous d'abord de"
            " son identité, de vive voix."
        ),
        "submit": _("Réinitialiser"),
        "success": _("Le second facteur est retiré : le mot de passe suffit de nouveau."),
        "danger": True,
    }
    person = _person(request, public_id)
    return _about(request, person, ReasonForm(request.POST or None), actions.reset_second_factor, texts)


def _person(request: HttpRequest, public_id: UUID) -> Person:
    rules.check_manage_accounts(author_of(request))
    return get_object_or_404(queries.with_second_factor(Person.objects.all()), public_id=public_id)


def _about(
    request: HttpRequest, person: Person, form: Any, action: Any, texts: dict[str, Any]
) -> HttpResponse:
    way = [(_("Personnes"), reverse("accounts:person_list")), (str(person), person.get_absolute_url())]
    return form_page(
        request,
        form,
        action,
        texts=texts | {"crumbs": way},
        back=person.get_absolute_url(),
        arguments={"person": person},
    )
