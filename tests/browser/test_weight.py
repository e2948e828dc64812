"""A telephone on a slow line: every page is light, the first time and afterwards."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Iterator
from functools import cache
from gzip import decompress
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from azalai.accounts.enums import Role
from tests.accounts.factories import sign_in
from tests.house import routes
from tests.house.samples import SAMPLES

FIRST_VISIT, LATER_PAGES = 100_000, 30_000
# Not pages: what they send is as heavy as what was asked for.
DOWNLOADS = ("csv", "download", "export")
# What a page makes a browser fetch with it.
PARTS = re.compile(r"""<(?:link|script|img)\b[^>]*?\b(?:href|src)=["']?(/static/[^"'\s>]+)""")
# The browser adds a heading to each frame, and asks again for what it has.
SLACK = 2_000
WEIGHED_BY_THE_BROWSER = 6


class Site:
    """Fetches as a browser does, and says what went over the wire, heads included."""

    def __init__(self, url: str, cookies: str) -> None:
        self.host, self.cookies = urlsplit(url).netloc, cookies
        self.size_of = cache(lambda path: self.fetch(path)[1])

    def fetch(self, path: str) -> tuple[str, int]:
        """Text of a page ("" for anything else) and bytes of the answer."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.request("GET", path, headers={"Accept-Encoding": "gzip, br", "Cookie": self.cookies})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        heads = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
        is_page = answer.status == 200 and answer.headers["Content-Type"].startswith("text/html")
        plain = decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body
        return (plain.decode() if is_page else ""), heads + len(body)

    def weights(self, path: str) -> tuple[int, int] | None:
        """Bytes of the first visit and of a later one; None where no page answers."""
        text, size = self.fetch(path)
        return (size + sum(map(self.size_of, set(PARTS.findall(text)))), size) if text else None


def _addresses() -> Iterator[str]:
    for route in routes.all_routes():
        if not any(word in route.name for word in DOWNLOADS):
            yield reverse(route.name, kwargs=SAMPLES[route.name]() if route.name in SAMPLES else {})


@pytest.mark.alone
def test_every_page_is_light(
    page: Page,
    client: Client,
    live_server: LiveServer,
    enter: Callable[[Page, Client], None],
    weigh: Callable[[Page, str], int],
) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    site = Site(live_server.url, "; ".join(f"{c.key}={c.value}" for c in client.cookies.values()))
    found = {address: site.weights(address) for address in _addresses()}
    weights = {address: weight for address, weight in found.items() if weight}
    assert len(weights) > 10
    heavy = {a: w for a, w in weights.items() if w[0] > FIRST_VISIT or w[1] > LATER_PAGES}
    assert heavy == {}
    enter(page, client)
    for address in sorted(weights, key=lambda a: -weights[a][0])[:WEIGHED_BY_THE_BROWSER]:
        page.context.new_cdp_session(page).send("Network.clearBrowserCache")
        assert abs(weigh(page, address) - weights[address][0]) < SLACK, address


@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_a_visitor_s_first_page_is_light(name: str, phone: Page, weigh: Callable[[Page, str], int]) -> None:
    assert weigh(phone, reverse(name)) <= FIRST_VISIT
