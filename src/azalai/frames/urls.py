"""Addresses of the room, under /reference/."""

from __future__ import annotations

from django.urls import path

from azalai.frames import views

app_name = "frames"
urlpatterns = [
    path("", views.frameworks, name="frameworks"),
    path("cadres/<slug:code>/", views.framework_latest, name="framework_latest"),
    path("cadres/<slug:code>/<str:version>/", views.framework, name="framework"),
    path("cadres/<slug:code>/<str:version>/<str:item_code>/", views.item, name="item"),
    path(
        "cadres/<slug:code>/<str:version>/<str:item_code>/corriger/", views.item_correct, name="item_correct"
    ),
    path("lieux/", views.places, name="places"),
    path("lieux/telecharger/", views.places_csv, name="places_csv"),
    path("pays/", views.country, name="country"),
]
