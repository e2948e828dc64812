"""Addresses of the room, under /indicateurs/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from azalai.indicators.views import exchange, opening, reading, sets, values, writing

app_name = "indicators"
of_one: list[URLPattern | URLResolver] = [
    path("", reading.indicator, name="indicator"),
    path("liste/", reading.fact_list, name="fact_list"),
    path("modifier/", writing.edit, name="edit"),
    path("rattacher/", writing.bind, name="bind"),
    path("abandonner/", writing.close, name="close"),
    path("reprendre/", writing.reopen, name="reopen"),
    path("cibles/", writing.targets, name="targets"),
    path("qualite/<slug:code>/", writing.quality, name="quality"),
    path("remarque/", writing.contest, name="contest"),
    path("saisir/", values.grid, name="grid"),
    path("saisir/<int:year>/<int:level>/", values.grid_of, name="grid_of"),
    path("saisir/une/", values.enter, name="enter"),
    path("telecharger/<slug:kind>/", exchange.download_one, name="download_one"),
]
of_value: list[URLPattern | URLResolver] = [
    path("", values.value, name="value"),
    path("corriger/", values.correct, name="correct"),
    path("valider/", values.validate, name="validate"),
    path("renvoyer/", values.return_, name="return"),
    path("publier/", values.publish, name="publish"),
    path("retirer/", values.withdraw, name="withdraw"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", reading.indicators, name="indicators"),
    path("remplissage/", reading.filling, name="filling"),
    path("a-valider/", reading.pending, name="pending"),
    path("publies/", opening.published, name="published"),
    path("publies/<uuid:public_id>/", opening.published_one, name="published_one"),
    path("publies/<uuid:public_id>/valeurs.csv", opening.published_download, name="published_download"),
    path("nouveau/", writing.new, name="new"),
    path("telecharger/<slug:kind>/", exchange.download, name="download"),
    path("listes/", sets.lists, name="sets"),
    path("listes/deposer/", sets.upload, name="set_upload"),
    path("listes/modele.xlsx", sets.template, name="set_template"),
    path("listes/<uuid:public_id>/", sets.one, name="set"),
    path("listes/<uuid:public_id>/reprendre/", sets.accept, name="set_accept"),
    path("listes/<uuid:public_id>/telecharger/", sets.download, name="set_download"),
    path("remarques/<uuid:public_id>/regler/", writing.settle, name="settle"),
    path("plan/<uuid:plan_id>/v<int:number>/charger/", writing.load, name="load"),
    path("valeurs/<uuid:public_id>/", include(of_value)),
    path("<uuid:public_id>/", include(of_one)),
]
