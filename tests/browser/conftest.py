"""A real browser on the real site: compressed static files, strict content policy, no other host.

Fixtures: `page` (a desk), `phone` (320 pixels wide), `page_without_js`; `live_server` (`.url`);
`enter(page, client)` carries a test client's sign-in over; `check_accessibility(page)`;
`weigh(page, address)` transferred bytes; `screenshot(page, name)` a picture of the guide.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.support.browser import SiteServer, Watch
from tests.support.mail import mailbox

__all__ = ["mailbox"]

HERE = Path(__file__).parent
IMAGES = HERE.parent.parent / "docs" / "images"
NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW = "aucun navigateur : « apt install chromium » (Debian), ou AZALAI_CHROMIUM=/chemin/du/navigateur"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

# The browser's driver runs an event loop in the test's thread, where Django then suspects async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def chromium() -> str | None:
    """Path of a browser on this machine."""
    named = os.environ.get("AZALAI_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests of this folder; skip them, in one visible line, where there is no browser."""
    required = os.environ.get("AZALAI_REQUIRE_BROWSER") == "1"
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not chromium() and not required:
                item.add_marker(pytest.mark.skip(reason=HOW))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run."""
    if not chromium():
        pytest.fail(HOW)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def live_server(django_db_setup: None) -> Iterator[LiveServer]:
    """The site as it is deployed: static files collected, named by their content, compressed."""
    deployed = override_settings(
        STATIC_ROOT=django_settings.RUN_DIR / "collected",
        STORAGES=django_settings.STORAGES
        | {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}},
    )
    with deployed:
        call_command("collectstatic", interactive=False, verbosity=0)
        server = SiteServer(deployed)
    yield server
    server.stop()


@pytest.fixture
def open_context(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., BrowserContext]]:
    """Makes a visitor with a browser of their own; what a page must never do fails the test."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_one(**options: Any) -> BrowserContext:
        defaults = {"locale": "fr-FR", "timezone_id": "Africa/Niamey", "reduced_motion": "reduce"}
        context = browser.new_context(base_url=live_server.url, **(defaults | options))
        context.set_default_timeout(10_000)
        opened.append((context, Watch(context, urlsplit(live_server.url).netloc)))
        return context

    yield open_one
    for context, _ in opened:
        context.close()
    for _, watch in opened:
        watch.check()


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A desk: 1280 × 900."""
    return open_context(viewport={"width": 1280, "height": 900}).new_page()


@pytest.fixture
def phone(open_context: Callable[..., BrowserContext]) -> Page:
    """A small phone: 320 × 640, touch."""
    size = {"width": 320, "height": 640}
    return open_context(viewport=size, has_touch=True, is_mobile=True).new_page()


@pytest.fixture
def page_without_js(open_context: Callable[..., BrowserContext]) -> Page:
    """A desk where scripts do not run."""
    return open_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False).new_page()


@pytest.fixture
def enter(live_server: LiveServer) -> Callable[[Page, Client], None]:
    """Give the page the cookies of a test client, its sign-in among them."""

    def carry(page: Page, client: Client) -> None:
        cookies = [{"name": c.key, "value": c.value, "url": live_server.url} for c in client.cookies.values()]
        page.context.add_cookies(cookies)  # type: ignore[arg-type]

    return carry


@pytest.fixture
def check_accessibility() -> Callable[[Page], None]:
    """Fail with each rule broken on the page and the elements that break it."""

    def check(page: Page) -> None:
        found = Axe().run(page).response["violations"]
        lines = [f"{v['id']} ({v['impact']}) : {v['help']}\n    {_elements(v)}" for v in found]
        assert not lines, f"{page.url}\n" + "\n".join(lines)

    return check


def _elements(violation: dict[str, Any]) -> str:
    return "\n    ".join(node["html"][:160] for node in violation["nodes"][:5])


@pytest.fixture
def weigh() -> Callable[[Page, str], int]:
    """Bytes that one visit transfers, heads included, as the browser counts them on the wire.

    The first visit of a page is the heaviest; afterwards static files come from the cache.
    """

    def visit(page: Page, address: str) -> int:
        wire, sizes = page.context.new_cdp_session(page), []
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(address, wait_until="load")
        wire.detach()
        return int(sum(sizes))

    return visit


@pytest.fixture
def screenshot() -> Callable[..., None]:
    """`screenshot(page, name, full_page=False)`: writes docs/images/<name>.png when pictures are wanted."""

    def take(page: Page, name: str, **options: Any) -> None:
        if os.environ.get("AZALAI_WRITE_SCREENSHOTS") == "1":
            IMAGES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=IMAGES / f"{name}.png", animations="disabled", caret="hide", **options)

    return take
