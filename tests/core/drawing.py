"""Draws templates without a browser and without a database."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from azalai.core.authorship import Author

OFFICER = Author(name="Officier", person_id=1, post_id=2, post="Suivi", roles=frozenset({"me-officer"}))
WITHOUT_POST = Author(name="Nouvelle personne", person_id=3)


def request_of(path: str = "/", *, author: Author = OFFICER) -> HttpRequest:
    request = RequestFactory().get(path)
    request.author, request.user = author, AnonymousUser()  # type: ignore[attr-defined]
    return request


def drawn(source: str, path: str = "/", **values: Any) -> str:
    return Template(source).render(Context({"request": request_of(path)} | values)).strip()


def page_of(template: str, path: str = "/", *, author: Author = OFFICER, **values: Any) -> str:
    return render_to_string(template, values, request_of(path, author=author))
