"""Which language a page speaks: the one chosen on it or in the account, else French."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Django's, without the browser's own wish.

    Office computers of the region often come with an English browser: their owners would be given
    English pages that they never asked for.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the cookie that `set_language` leaves, else the site's."""
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = wanted in dict(settings.LANGUAGES)
        translation.activate(wanted if known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()
