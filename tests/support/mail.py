"""A mail server on this machine, for tests: what left really left."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from pytest_django import Settings


class Mailbox(socketserver.ThreadingTCPServer):
    """What a mail server of RFC 5321 must understand; it refuses addresses of `refused`."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.received: list[tuple[str, EmailMessage]] = []
        self.refused = ""


class Conversation(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self.say("220 essai")
        target = ""
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "RCPT":
                target = line.split("<")[1].split(">")[0]
                self.say("550 inconnu" if target == self.server.refused else "250 bien")
            elif word == "DATA":
                self.say("354 allez")
                self.keep(target)
                self.say("250 bien")
            elif word == "QUIT":
                self.say("221 au revoir")
                return
            else:
                self.say("250 bien")

    def keep(self, target: str) -> None:
        lines = iter(self.rfile.readline, b".\r\n")
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.received.append((target, message))

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with Mailbox() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        yield server
        server.shutdown()
