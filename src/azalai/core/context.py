"""What every page knows: the site, its menu, the author and the direction of writing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_bidi

from azalai import __version__
from azalai.core.authorship import Author
from azalai.core.menu import menu_parts
from azalai.core.registry import open_pages


@dataclass(frozen=True, slots=True)
class Site:
    """Whose site this is.

    secretariat: name of the secretariat as the country profile gives it, "" when unknown.
    country: name of the country, "" when unknown. currency: ISO 4217 code.
    currency_label: what print uses after an amount ("FCFA" for both XOF and XAF).
    """

    name: str = "Azalai"
    secretariat: str = ""
    country: str = ""
    currency: str = "XOF"
    currency_label: str = "FCFA"
    demo: bool = False
    version: str = __version__


_providers: list[Callable[[], Site]] = []


def register_site(provider: Callable[[], Site]) -> None:
    """Let a room above say whose site this is; the last one registered is asked, on every page.

    The provider answers without a query once warm; `demo` is filled here.
    """
    _providers[:] = [provider]


def current_site() -> Site:
    """The site as the country profile describes it, neutral when no room has registered."""
    described = _providers[0]() if _providers else Site()
    return replace(described, demo=settings.DEMO)


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `menu`, `author`, `site`, `direction`, `here` (address to come back to),
    `open_pages` (of a visitor)."""
    author = getattr(request, "author", None) or Author.nobody()
    return {
        "author": author,
        "site": SimpleLazyObject(current_site),
        "menu": SimpleLazyObject(lambda: menu_parts(author, request.path)),
        "open_pages": [] if author.person_id else open_pages(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "here": request.get_full_path(),
    }
