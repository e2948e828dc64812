"""Addresses of the room, under /recoupements/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from azalai.overlaps.views import closest, joints, matrix, pairs, radar

app_name = "overlaps"


of_pair: list[URLPattern | URLResolver] = [
    path("", pairs.pair, name="pair"),
    path("decider/", pairs.decide, name="decide"),
    path("retirer/", pairs.reopen, name="reopen"),
    path("avis/", pairs.opinion, name="opinion"),
    path("informer/", pairs.tell, name="tell"),
    path("inviter/", joints.invite, name="invite"),
]
of_joint: list[URLPattern | URLResolver] = [
    path("", joints.joint, name="joint"),
    path("repondre/", joints.joint_answer, name="joint_answer"),
    path("ecrire/", joints.joint_message, name="joint_message"),
    path("modifier/", joints.joint_change, name="joint_change"),
    path("conclure/", joints.joint_conclude, name="joint_conclude"),
    path("abandonner/", joints.joint_abandon, name="joint_abandon"),
    path("rouvrir/", joints.joint_reopen, name="joint_reopen"),
]
urlpatterns = [
    path("", pairs.pairs, name="pairs"),
    path("paires/<uuid:public_id>/", include(of_pair)),
    path("actions/", joints.joints, name="joints"),
    path("actions/<uuid:public_id>/", include(of_joint)),
    path("matrice/", matrix.matrix, name="matrix"),
    path("matrice/telecharger/<slug:kind>/", matrix.matrix_download, name="matrix_download"),
    path("indicateurs/<slug:kind>/", matrix.indicator, name="indicator"),
    path("proches/", closest.neighbours, name="closest"),
    path("radar/", radar.radar, name="radar"),
    path("radar/lancer/", radar.run, name="run"),
    path("radar/caler/", radar.calibrate, name="calibrate"),
    path("radar/calages/<uuid:public_id>/", radar.calibration, name="calibration"),
    path("radar/calages/<uuid:public_id>/<slug:word>/", radar.settle, name="settle"),
]
