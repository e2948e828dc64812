"""Addresses of the room, under /cartographie/."""

from __future__ import annotations

from django.urls import path

from azalai.cartography.views import files, needs, pages

app_name = "cartography"
urlpatterns = [
    path("", pages.matrix, name="matrix"),
    path("carte/", pages.regions, name="map"),
    path("reseau/", pages.network, name="network"),
    path("lacunes/", pages.gaps, name="gaps"),
    path("interventions/", pages.interventions, name="interventions"),
    path("telecharger/<slug:table>/<slug:kind>/", files.download, name="download"),
    path("besoins/", needs.needs, name="needs"),
    path("besoins/nouveau/", needs.new, name="need_new"),
    path("besoins/<uuid:public_id>/retirer/", needs.withdraw, name="need_withdraw"),
]
