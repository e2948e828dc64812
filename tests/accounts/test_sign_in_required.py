"""Everything needs a sign-in unless it is listed: every address of the site is tried."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from azalai.accounts.middleware import SignInRequiredMiddleware
from azalai.accounts.public import PUBLIC_URL_NAMES

pytestmark = pytest.mark.django_db

# What stands for a converter or a named group in an address.
SAMPLES = {"int": "1", "uuid": str(uuid.UUID(int=1)), "slug": "a", "str": "a", "path": "a"}


def patterns(resolver: URLResolver, way: str = "", space: str = "") -> Iterator[tuple[str, str, Any]]:
    """Name with its namespace, sample address and view of every pattern."""
    for item in resolver.url_patterns:
        route = way + sample(item)
        if isinstance(item, URLPattern):
            yield f"{space}{item.name}", route, item.callback
        else:
            yield from patterns(item, route, f"{space}{item.namespace}:" if item.namespace else space)


def sample(item: URLPattern | URLResolver) -> str:
    text = str(item.pattern)
    text = re.sub(r"<(?:(\w+):)?\w+>", lambda m: SAMPLES.get(m[1] or "str", "a"), text)
    return re.sub(r"\(\?P<\w+>[^)]*\)", "a", text).strip("^$")


ALL = list(patterns(get_resolver()))
# Public objects alone: anything else, what does not exist included, leads to the sign-in (tests/forum).
PUBLIC_BY_OBJECT = {"forum:thread", "forum:file", "forum:idea"}


def test_addresses_are_found() -> None:
    names = {name for name, _, _ in ALL}
    assert {"home", "account_login", "accounts:trail_entry", "mfa_index"} <= names


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("name", "path"), [(name, path) for name, path, _ in ALL])
def test_a_visitor_is_led_to_the_sign_in_page(client: Client, name: str, path: str, method: str) -> None:
    response = getattr(client, method)(f"/{path}")
    leads_to_sign_in = response.status_code == 302 and response["Location"].startswith(
        reverse("account_login")
    )
    if name not in PUBLIC_URL_NAMES:
        assert leads_to_sign_in
    elif name in PUBLIC_BY_OBJECT:
        assert leads_to_sign_in or response.status_code == 405
    elif name not in {"mfa_authenticate", "account_logout"}:
        assert not leads_to_sign_in


def test_the_list_names_only_pages_that_exist() -> None:
    assert {name for name, _, _ in ALL} >= PUBLIC_URL_NAMES


def test_every_listed_page_is_marked_public() -> None:
    for name, _, view in ALL:
        if name in PUBLIC_URL_NAMES:
            assert getattr(view, "login_required", True) is False, name


@pytest.mark.parametrize(("name", "marked"), [("home", True), ("account_login", False)])
def test_neither_the_mark_nor_the_list_opens_a_page_alone(
    rf: RequestFactory, name: str, marked: bool
) -> None:
    def view(request: Any) -> HttpResponse:
        return HttpResponse("secret")

    view.login_required = not marked  # type: ignore[attr-defined]
    request = rf.get("/")
    request.user, request.resolver_match = AnonymousUser(), SimpleNamespace(view_name=name)
    response = SignInRequiredMiddleware(lambda r: HttpResponse()).process_view(request, view, (), {})
    assert response is not None
    assert response.status_code == 302


def test_nobody_signs_up(client: Client) -> None:
    assert client.get(reverse("account_signup")).status_code == 404
    assert client.post(reverse("account_signup"), {"username": "x"}).status_code == 404


def test_an_unknown_address_stays_unknown(client: Client) -> None:
    assert client.get("/nulle/part/").status_code == 404
