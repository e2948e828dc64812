"""One's own account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from azalai.accounts import actions, queries
from azalai.accounts.adapter import set_language_cookie
from azalai.accounts.forms import SITE, ProfileForm
from azalai.accounts.models import KeptInput, Person
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.core.handling import act, author_of, try_to


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Who am I here, from which posts may I act, how is my account protected?"""
    person: Any = request.user
    shown = {"display_name": person.display_name, "language": person.language or SITE}
    form = ProfileForm(request.POST or None, initial=shown)
    if request.method == "POST" and act(request, form, _save, person=person) is not None:
        messages.success(request, _("Votre profil est enregistré."))
        response = redirect("account_profile")
        if language := form.cleaned_data["language"]:
            set_language_cookie(response, language)
        return response
    return render(request, "accounts/profile.html", _context(request, person, form))


def _save(*, by: Author, at: Any, person: Person, display_name: str, language: str) -> Person:
    actions.change_display_name(by=by, at=at, person=person, display_name=display_name)
    return actions.change_language(by=by, at=at, person=person, language=language)


def _context(request: HttpRequest, person: Person, form: ProfileForm) -> dict[str, Any]:
    day = today()
    tenures = list(person.tenures.select_related("post"))
    return {
        "form": form,
        "person": queries.with_second_factor(Person.objects.filter(pk=person.pk)).get(),
        "tenures": [(tenure, tenure.state_on(day)) for tenure in tenures],
        "open_to_me": queries.posts_open_to(person, on=day),
        "kept_inputs": KeptInput.objects.filter(person=person),
        "acting": author_of(request).post_id,
    }


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Act from another of one's posts."""
    sent = request.POST.get("post", "")
    post_id = int(sent) if sent.isdecimal() else 0
    try_to(
        request,
        actions.switch_post,
        _("Vous agissez maintenant depuis ce poste."),
        person=request.user,
        session=request.session,
        post_id=post_id,
    )
    return redirect("account_profile")
