"""Addresses of the room, under /recoupements/."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path

app_name = "overlaps"
urlpatterns = [path("", lambda r: HttpResponse(""), name="pairs")]
