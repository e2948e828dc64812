"""Sign-in by default, what was typed kept across it, and the author of each request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from azalai.accounts import kept
from azalai.accounts.models import Person
from azalai.accounts.public import PUBLIC_URL_NAMES
from azalai.accounts.queries import author_for
from azalai.core.authorship import Author
from azalai.core.clock import now, today

TOO_MANY_REQUESTS = 429
# What a person with a provisional password may still open.
PASSWORD_PAGES = PUBLIC_URL_NAMES | {"account_change_password", "account_reauthenticate"}


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Every page asks for a sign-in unless its view is marked public and its name is listed."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.user.is_authenticated:
            return _password_first(request, request.user, name)
        if name in PUBLIC_URL_NAMES and not getattr(view_func, "login_required", True):
            return None
        return self.handle_no_permission(request, view_func)

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirect:
        if request.method == "POST":
            return ask_to_sign_in_again(request)
        return super().handle_no_permission(request, view_func)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if hasattr(request, "user") and request.user.is_authenticated:
            kept.remember(request, response)
            kept.forget_used(request, response)
        if response.status_code == TOO_MANY_REQUESTS:
            response.headers.setdefault("Retry-After", "60")
        return response


def _password_first(request: HttpRequest, person: Person, name: str) -> HttpResponseBase | None:
    if person.must_change_password and name not in PASSWORD_PAGES:
        messages.info(request, _("Votre mot de passe est provisoire : choisissez le vôtre pour continuer."))
        return redirect("account_change_password")
    return None


def ask_to_sign_in_again(request: HttpRequest) -> HttpResponseRedirect:
    """The session ended while a form was being filled in: keep it, and lead back to it."""
    back = keep_and_say(request)
    if not back:
        messages.warning(request, _("Votre session avait pris fin."))
    return redirect_to_login(back or reverse("home"), reverse("account_login"))


def keep_and_say(request: HttpRequest) -> str:
    """Keep the form that was sent; the address where it waits, "" when it could not be kept."""
    try:
        found = kept.keep(request, now())
    except kept.TooLong:
        messages.error(request, _("Ce que vous aviez saisi était trop long pour être conservé."))
        return ""
    if found is None:
        return ""
    if not request.user.is_authenticated:
        messages.warning(
            request,
            _(
                "Votre session avait pris fin. Ce que vous aviez saisi est conservé :"
                " connectez-vous pour le retrouver."
            ),
        )
    return reverse("accounts:kept", args=[found.public_id])


class AuthorMiddleware:
    """Gives `request.author`, computed when first read, and the person's own language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.author = SimpleLazyObject(lambda: _author(request))  # type: ignore[attr-defined]
        _speak_to(request)
        return self.get_response(request)


def _author(request: HttpRequest) -> Author:
    if not request.user.is_authenticated:
        return Author.nobody()
    return author_for(request.user, on=today(), post_id=request.session.get("post_id"))


def _speak_to(request: HttpRequest) -> None:
    """The language chosen on the page, else the one of the account, else the site's."""
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES or not request.user.is_authenticated:
        return
    if request.user.language in dict(settings.LANGUAGES):
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = translation.get_language()
