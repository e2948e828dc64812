"""Addresses of the room, under /acteurs/."""

from __future__ import annotations

from django.urls import path

from azalai.actors.views import analyses, mandates, merging, names, reading, writing

app_name = "actors"
urlpatterns = [
    path("", reading.organisations, name="organisations"),
    path("telecharger/", reading.organisations_csv, name="organisations_csv"),
    path("groupes/", reading.groups, name="groups"),
    path("reconnaitre/", reading.recognise, name="recognise"),
    path("analyses/", analyses.analyses, name="analyses"),
    path("analyses/telecharger/", analyses.analyses_csv, name="analyses_csv"),
    path("analyses/manquants/", analyses.analyses_missing, name="analyses_missing"),
    path("doubles/", merging.doubles, name="doubles"),
    path("noms/", names.names, name="names"),
    path("noms/ecartes/", names.names_aside, name="names_aside"),
    path("noms/ecartes/<int:aside_id>/reprendre/", names.name_back, name="name_back"),
    path("noms/lu/<str:key>/", names.name, name="name"),
    path("noms/lu/<str:key>/inscrire/", names.name_new, name="name_new"),
    path("noms/lu/<str:key>/ecarter/", names.name_aside, name="name_aside"),
    path("nouveau/", writing.organisation_new, name="organisation_new"),
    path("<uuid:public_id>/", reading.organisation, name="organisation"),
    path("<uuid:public_id>/modifier/", writing.organisation_edit, name="organisation_edit"),
    path("<uuid:public_id>/analyses/", analyses.organisation_analyses, name="organisation_analyses"),
    path("<uuid:public_id>/analyses/nouvelle/", analyses.analysis_new, name="analysis_new"),
    path("<uuid:public_id>/mandats/nouveau/", mandates.mandate_new, name="mandate_new"),
    path("<uuid:public_id>/mandats/<int:mandate_id>/modifier/", mandates.mandate_edit, name="mandate_edit"),
    path("<uuid:public_id>/mandats/<int:mandate_id>/fin/", mandates.mandate_end, name="mandate_end"),
    path("<uuid:public_id>/reunir/", merging.merge_choose, name="merge_choose"),
    path("<uuid:merged_id>/reunir/<uuid:kept_id>/", merging.merge, name="merge"),
    path("<uuid:one_id>/distincte/<uuid:other_id>/", merging.distinguish, name="distinguish"),
    path("<uuid:public_id>/separer/", merging.part, name="part"),
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
