"""Addresses of the room, under /interventions/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from azalai.interventions.views import exchange, iati, reading, ties, writing

app_name = "interventions"
of_one: list[URLPattern | URLResolver] = [
    path("", reading.intervention, name="intervention"),
    path("modifier/", writing.edit, name="edit"),
    path("publier/", writing.publish, name="publish"),
    path("supprimer/", writing.delete, name="delete"),
    path("suspendre/", writing.suspend, name="suspend"),
    path("annuler/", writing.cancel, name="cancel"),
    path("reprendre/", writing.resume, name="resume"),
    path("plan/rattacher/", ties.link, name="link"),
    path("plan/<int:link_id>/detacher/", ties.unlink, name="unlink"),
    path("documents/ajouter/", ties.document_new, name="document_new"),
    path("documents/<uuid:document_id>/", ties.document, name="document"),
    path("documents/<uuid:document_id>/retirer/", ties.document_remove, name="document_remove"),
]
urlpatterns = [
    path("", reading.interventions, name="interventions"),
    path("miennes/", reading.mine, name="mine"),
    path("nouvelle/", writing.new, name="new"),
    path("telecharger/<slug:kind>/", exchange.download, name="download"),
    path("modele.xlsx", exchange.template, name="template"),
    path("classeur/", exchange.upload, name="upload"),
    path("classeur/<uuid:public_id>/", exchange.sheet, name="sheet"),
    path("classeur/<uuid:public_id>/reprendre/", exchange.accept, name="sheet_accept"),
    path("iati/", iati.upload, name="iati_upload"),
    path("iati/<uuid:public_id>/", iati.preview, name="iati"),
    path("iati/<uuid:public_id>/lire/", iati.read, name="iati_read"),
    path("iati/<uuid:public_id>/reprendre/", iati.accept, name="iati_accept"),
    path("iati/<uuid:public_id>/ecarter/", iati.discard, name="iati_discard"),
    path("plan/<uuid:plan_id>/v<int:number>/", reading.neglected, name="neglected"),
    path("<uuid:public_id>/", include(of_one)),
]
