"""A telephone on a slow line: every page is light, the first time and afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from azalai.accounts.enums import Role
from tests.accounts.factories import sign_in
from tests.house import routes
from tests.house.samples import SAMPLES

FIRST_VISIT, LATER_PAGES = 100_000, 30_000
# Not pages: what they send is as heavy as what was asked for.
DOWNLOADS = ("csv", "download", "export")


def _pages(client: Client) -> list[str]:
    """Addresses that answer the administrator with a page."""
    found = []
    for route in routes.all_routes():
        if not any(word in route.name for word in DOWNLOADS):
            kwargs = SAMPLES[route.name]() if route.name in SAMPLES else {}
            address = reverse(route.name, kwargs=kwargs)
            answer = client.get(address)
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                found.append(address)
            answer.close()
    return found


def test_every_page_is_light(
    page: Page, client: Client, enter: Callable[[Page, Client], None], weigh: Callable[[Page, str], int]
) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    addresses = _pages(client)
    assert len(addresses) > 10
    enter(page, client)
    heavy = [line for address in addresses for line in _too_heavy(page, weigh, address)]
    assert heavy == []


def _too_heavy(page: Page, weigh: Callable[[Page, str], int], address: str) -> list[str]:
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    weights = {"première visite": (weigh(page, address), FIRST_VISIT)}
    weights["ensuite"] = (weigh(page, address), LATER_PAGES)
    return [f"{address} : {what} {w} octets" for what, (w, limit) in weights.items() if w > limit]


@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_a_visitor_s_first_page_is_light(name: str, phone: Page, weigh: Callable[[Page, str], int]) -> None:
    assert weigh(phone, reverse(name)) <= FIRST_VISIT
