"""Addresses of rooms that may not be there."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse


def url_or_blank(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of that name, "" when no room serves it."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""
