"""Addresses of the room, under /suivi/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from azalai.followup.views import bulk, exchange, points, register, reminders

app_name = "followup"

of_point: list[URLPattern | URLResolver] = [
    path("", points.point, name="point"),
    path("modifier/", points.edit, name="edit"),
    path("nouvelles/", points.update, name="update"),
    path("verifier/", points.verify, name="verify"),
    path("abandonner/", points.drop, name="drop"),
    path("rouvrir/", points.reopen, name="reopen"),
    path("liens/", points.links, name="links"),
    path("relancer/", points.ask, name="ask"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", register.register, name="register"),
    path("mes-actions/", register.mine, name="mine"),
    path("tableau/", register.board, name="board"),
    path("anciennete/", register.ageing, name="ageing"),
    path("nouvelle/", points.new, name="new"),
    path("telecharger/", exchange.download, name="download"),
    path("classeurs/", exchange.upload, name="upload"),
    path("classeurs/modele/", exchange.template, name="template"),
    path("classeurs/<uuid:public_id>/", exchange.sheet, name="sheet"),
    path("classeurs/<uuid:public_id>/reprendre/", exchange.accept, name="sheet_accept"),
    path("lot/", bulk.bulk, name="bulk"),
    path("relances/", reminders.reminders, name="reminders"),
    path("relances/lancer/", reminders.remind, name="remind"),
    path("actions/<uuid:public_id>/", include(of_point)),
    path("reunions/<uuid:public_id>/ordre-du-jour/", points.agenda, name="agenda"),
    path("r/<str:token>/", reminders.answer, name="answer"),
]
