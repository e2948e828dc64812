"""A mail server on this machine, for tests: what left really left."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from pytest_django import Settings


class Mailbox:
    """What the server took, by address; it refuses the address of `refused`. A handler of aiosmtpd."""

    def __init__(self) -> None:
        self.received: list[tuple[str, EmailMessage]] = []
        self.refused = ""

    async def handle_RCPT(  # noqa: N802  the library's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Whether mail for this address is taken."""
        if address == self.refused:
            return "550 inconnu"
        envelope.rcpt_tos.append(address)
        return "250 bien"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep the message once for each address."""
        message = message_from_bytes(envelope.original_content, policy=policy.default)
        self.received += [(address, message) for address in envelope.rcpt_tos]
        return "250 bien"


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    server.stop()
