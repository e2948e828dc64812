"""The tests' own ground: what conftest promises."""

from __future__ import annotations

import socket

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.template import Context, Template

from tests.support.network import NetworkForbidden
from tests.support.templates import OURS, UndefinedVariable


def test_a_test_cannot_leave_the_machine() -> None:
    with pytest.raises(NetworkForbidden), socket.socket() as s:
        s.connect(("192.0.2.1", 80))


def test_an_undefined_variable_in_our_templates_is_an_error() -> None:
    template = Template("{{ nobody.gave.this }}")
    template.origin.name = f"{OURS}/core/templates/core/example.html"
    with pytest.raises(UndefinedVariable, match=r"nobody\.gave\.this"):
        template.render(Context({}))


def test_an_undefined_variable_elsewhere_prints_nothing() -> None:
    assert Template("[{{ nobody }}]").render(Context({})) == "[]"


@pytest.mark.django_db
def test_the_database_is_migrated_and_has_its_cache_table() -> None:
    assert get_user_model().objects.count() == 0
    cache.set("a", 1)
    assert cache.get("a") == 1
