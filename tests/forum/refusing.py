"""A mail server that refuses everything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class Refusing(BaseEmailBackend):
    """As a server that is down in the middle."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        raise ConnectionError("le serveur ne répond pas")
