"""Addresses of the room, under /acteurs/."""

from __future__ import annotations

from django.urls import path

from azalai.actors.views import reading, writing

app_name = "actors"
urlpatterns = [
    path("", reading.organisations, name="organisations"),
    path("telecharger/", reading.organisations_csv, name="organisations_csv"),
    path("groupes/", reading.groups, name="groups"),
    path("reconnaitre/", reading.recognise, name="recognise"),
    path("nouveau/", writing.organisation_new, name="organisation_new"),
    path("<uuid:public_id>/", reading.organisation, name="organisation"),
    path("<uuid:public_id>/modifier/", writing.organisation_edit, name="organisation_edit"),
    path("<uuid:public_id>/graphies/nouvelle/", writing.spelling_new, name="spelling_new"),
    path("<uuid:public_id>/graphies/<int:spelling_id>/fin/", writing.spelling_end, name="spelling_end"),
    path("<uuid:public_id>/reseaux/ajouter/", writing.network_join, name="network_join"),
    path("<uuid:public_id>/reseaux/<int:membership_id>/fin/", writing.network_leave, name="network_leave"),
    path("<uuid:public_id>/points-focaux/nouveau/", writing.focal_point_new, name="focal_point_new"),
    path(
        "<uuid:public_id>/points-focaux/<int:focal_point_id>/fin/",
        writing.focal_point_end,
        name="focal_point_end",
    ),
]
