"""No test leaves the machine."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any


class NetworkForbidden(RuntimeError):
    """A test tried to reach another machine."""


def block(patch: Any) -> None:
    """Let sockets reach this machine only; patch: a pytest.MonkeyPatch, which restores them."""
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and not _is_here(str(address[0])):
            raise NetworkForbidden(f"connexion vers {address[0]} : les tests ne quittent pas la machine")
        return connect(self, address)

    return guarded


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
