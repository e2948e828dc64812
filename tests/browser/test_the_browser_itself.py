"""The instruments of the browser tests measure what they say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.support.browser import Watch

HEALTH = "/sante/"


def test_the_site_answers(page: Page) -> None:
    answer = page.goto(HEALTH)
    assert answer is not None
    assert answer.status == 200


def test_a_request_to_another_host_is_noted(page: Page, live_server: LiveServer) -> None:
    watch = Watch(page.context, "another.host")
    page.goto(HEALTH)
    with pytest.raises(AssertionError, match="autre hôte"):
        watch.check()


def test_accessibility_faults_are_found(page: Page, check_accessibility: Callable[[Page], None]) -> None:
    page.set_content("<html lang='fr'><title>t</title><main><h1>t</h1><img src='data:,'></main></html>")
    with pytest.raises(AssertionError, match="image-alt"):
        check_accessibility(page)


def test_scripts_do_not_run_without_js(page_without_js: Page) -> None:
    page_without_js.set_content("<p>ici</p><script>document.body.textContent = 'script'</script>")
    assert page_without_js.locator("p").inner_text() == "ici"


def test_weight_counts_the_bytes_on_the_wire(page: Page, weigh: Callable[[Page, str], int]) -> None:
    assert 100 < weigh(page, HEALTH) < 5_000
