"""Fixtures of the ground floor."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from azalai.core import attention, context, news, registry


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No room has registered anything, and the page is French."""
    monkeypatch.setattr(registry, "_menu", {})
    monkeypatch.setattr(registry, "_cards", {})
    for name in ("_sources", "_glances", "_shortcuts", "_beginnings"):
        monkeypatch.setattr(attention, name, {})
    monkeypatch.setattr(news, "_followed", {})
    monkeypatch.setattr(context, "_providers", [])
    with translation.override("fr"):
        yield
