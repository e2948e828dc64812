"""What a view receives: Django's request, and who makes it."""

from __future__ import annotations

from django.http import HttpRequest

from azalai.core.authorship import Author


class AuthoredRequest(HttpRequest):
    """A request that has passed `accounts.middleware.AuthorMiddleware`; only for annotations."""

    author: Author
