"""The site for the browser, and what no page may do."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import BrowserContext, ConsoleMessage, Request
from pytest_django.live_server_helper import LiveServer


class SiteServer(LiveServer):
    """pytest-django's server, without its own serving of static files: the site does it itself.

    deployed: settings that hold while a test uses the server (pytest-django enables them).
    """

    def __init__(self, deployed: override_settings) -> None:
        self.thread = LiveServerThread(
            "127.0.0.1", connections_override={}, static_handler=lambda media: media.application
        )
        self.thread.daemon = True
        self._live_server_modified_settings = deployed
        self.start()


class Watch:
    """Notes what a page must not do: leave its host, break its scripts or its content policy."""

    def __init__(self, context: BrowserContext, host: str) -> None:
        self.host, self.faults = host, list[str]()
        context.on("request", self._request)
        context.on("weberror", lambda error: self.faults.append(f"script : {error.error}"))
        context.on("console", self._console)

    def check(self) -> None:
        """Fail with everything noted."""
        assert not self.faults, "\n".join(self.faults)

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self.host:
            self.faults.append(f"requête vers un autre hôte : {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.faults.append(f"{urlsplit(message.page.url).path if message.page else ''} : {message.text}")
