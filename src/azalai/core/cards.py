"""Blocks of the home page that speak of every room."""

from __future__ import annotations

from typing import Any

from azalai.core import drafts
from azalai.core.authorship import Author


def started_input(author: Author) -> dict[str, Any]:
    """Forms begun and not sent; one query."""
    return {"started": drafts.offers(drafts.started(author)[:5])}
