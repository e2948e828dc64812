"""Addresses of the room, under /echanges/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "forum"
urlpatterns: list[URLPattern | URLResolver] = []
