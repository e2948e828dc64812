"""Addresses of the plans."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from azalai.plans.views import findings, lifecycle, nodes, uploads, versions

app_name = "plans"
of_node: list[URLPattern | URLResolver] = [
    path("", nodes.node, name="node"),
    path("modifier/", nodes.edit, name="node_edit"),
    path("ajouter/", nodes.add, name="node_add"),
    path("retirer/", nodes.remove, name="node_remove"),
    path("criteres/<slug:code>/", nodes.criterion, name="criterion"),
]
of_version: list[URLPattern | URLResolver] = [
    path("", versions.version, name="version"),
    path("modifier/", versions.edit, name="version_edit"),
    path("constats/", findings.findings, name="findings"),
    path("constats/<slug:fingerprint>/", findings.finding, name="finding"),
    path("tableau/", versions.matrix, name="matrix"),
    path("arbre/", versions.tree, name="tree"),
    path("arbre/ajouter/", nodes.add, name="node_add_top"),
    path("arbre/<uuid:key>/", include(of_node)),
    path("calendrier/", versions.calendar, name="calendar"),
    path("couts/", versions.costs, name="costs"),
    path("couverture/", versions.coverage, name="coverage"),
    path("organismes/", versions.bodies, name="bodies"),
    path("criteres/", nodes.completeness, name="completeness"),
    path("validation/", lifecycle.validation, name="validation"),
    path("validation/soumettre/", lifecycle.submit, name="submit"),
    path("validation/renvoyer/", lifecycle.return_, name="return"),
    path("validation/adopter/", lifecycle.adopt, name="adopt"),
    path("validation/ouvrir/", lifecycle.open_, name="open"),
    path("validation/atelier/", lifecycle.review_new, name="review_new"),
    path("validation/atelier/<int:review_id>/", lifecycle.review, name="review"),
    path("changements/<int:other>/", versions.comparison, name="comparison"),
    path("export/<slug:kind>/", versions.export, name="export"),
]
urlpatterns = [
    path("", versions.plans, name="plans"),
    path("deposer/", uploads.upload, name="upload"),
    path("depots/<uuid:upload_id>/", uploads.preview, name="preview"),
    path("depots/<uuid:upload_id>/colonnes/", uploads.columns, name="columns"),
    path("depots/<uuid:upload_id>/importer/", uploads.import_, name="import"),
    path("depots/<uuid:upload_id>/abandonner/", uploads.discard, name="discard"),
    path("depots/<uuid:upload_id>/fichier/", uploads.original, name="original"),
    path("<uuid:plan_id>/", versions.plan, name="plan"),
    path("<uuid:plan_id>/v<int:number>/", include(of_version)),
]
