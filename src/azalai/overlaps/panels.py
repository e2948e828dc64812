"""What the room adds to pages of rooms below."""

from __future__ import annotations


def register() -> None:
    """Announce the panels."""
