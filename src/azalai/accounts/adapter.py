"""The sign-in library, closed and in our words: accounts are opened by an administrator."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from azalai.accounts.models import Person
from azalai.core.context import current_site

TOO_MANY = "too_many_login_attempts"


class ClosedAccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("Ce compte est fermé."),
        "username_password_mismatch": gettext_lazy("L'identifiant ou le mot de passe est inexact."),
        "email_password_mismatch": gettext_lazy("L'adresse ou le mot de passe est inexact."),
        "incorrect_password": gettext_lazy("Ce mot de passe est inexact."),
        "incorrect_code": gettext_lazy("Ce code est inexact ou n'est plus valable."),
        "enter_current_password": gettext_lazy("Votre mot de passe actuel est inexact."),
        TOO_MANY: gettext_lazy("Trop d'essais. Patientez cinq minutes, puis réessayez."),
        "rate_limited": gettext_lazy("Trop d'essais. Patientez cinq minutes, puis réessayez."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try, per machine and per account; say when the next one is possible."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            key = self._get_login_attempts_cache_key(request, **credentials)
            wait = seconds_to_wait(request, action="login_failed", key=key)
            raise ValidationError(_too_many(wait), code=TOO_MANY) from error

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One count per person, whether the name or the address is typed and whatever the host."""
        login = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
        known = Person.objects.filter(Q(username__iexact=login) | Q(email__iexact=login) & ~Q(email=""))
        person_id = known.values_list("pk", flat=True).first()
        return f"person:{person_id}" if person_id else f"login:{login}"

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """The person's own language from the first page on, also on a shared computer."""
        response = super().post_login(request, user, **kwargs)
        if user.language:
            set_language_cookie(response, user.language)
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own account."""
        return reverse("account_profile")

    def format_email_subject(self, subject: str) -> str:
        """Our name, not the name of the machine."""
        return f"{current_site().name} · {subject}"


def set_language_cookie(response: HttpResponse, language: str) -> None:
    """What `set_language` does: the next pages are in that language."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.SESSION_COOKIE_SECURE,
    )


def seconds_to_wait(request: HttpRequest, *, action: str, key: str) -> int:
    """Seconds until every limit of that action allows one more try; 0 when it is allowed now."""
    rates = ratelimit.get_rates(app="allauth.account", action=action)
    return max((_wait(request, action, key, rate) for rate in rates), default=0)


def _wait(request: HttpRequest, action: str, key: str, rate: ratelimit.Rate) -> int:
    name = ratelimit.get_cache_key(request, app="allauth.account", action=action, rate=rate, key=key)
    tries: list[float] = cache.get(name, [])  # newest first
    if len(tries) < rate.amount:
        return 0
    return max(0, int(tries[rate.amount - 1] + rate.duration - time.time()) + 1)


def _too_many(wait: int) -> str:
    minutes = max(1, -(-wait // 60))
    again = localtime(datetime.now(UTC) + timedelta(minutes=minutes))
    delay = ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    return _("Trop d'essais inexacts. Réessayez dans %(delay)s, à %(hour)s.") % {
        "delay": delay,
        "hour": again.strftime("%H h %M"),
    }
