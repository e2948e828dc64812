"""Addresses of the room, under /campagnes/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from azalai.monitoring.views import campaigns, progress, reports, reviewing, sheets

app_name = "monitoring"

of_campaign: list[URLPattern | URLResolver] = [
    path("", campaigns.campaign, name="campaign"),
    path("modifier/", campaigns.change, name="change"),
    path("ouvrir/", campaigns.open_, name="open"),
    path("completer/", campaigns.complete, name="complete"),
    path("clore/", campaigns.close, name="close"),
    path("rouvrir/", campaigns.reopen, name="reopen"),
    path("supprimer/", campaigns.delete, name="delete"),
    path("rapports/", campaigns.reports, name="reports"),
    path("rapports/telecharger/", campaigns.reports_download, name="reports_download"),
    path("classeurs/deposer/", sheets.upload, name="sheet_upload"),
    path("classeurs/<uuid:organisation>/", sheets.template, name="sheet_template"),
    path("relancer/", campaigns.remind, name="remind"),
    path("verrous/", campaigns.locks, name="locks"),
    path("verrous/verrouiller/", campaigns.lock, name="lock"),
    path("verrous/rouvrir/", campaigns.unlock, name="unlock"),
    path("verrous/<uuid:lock_id>/lever/", campaigns.lift, name="lift"),
]
of_report: list[URLPattern | URLResolver] = [
    path("", reports.report, name="report"),
    path("ecrire/", reports.write, name="write"),
    path("corriger/", reports.amend, name="amend"),
    path("abandonner/", reports.drop, name="drop"),
    path("dispenser/", reports.exempt, name="exempt"),
    path("attendre/", reports.expect, name="expect"),
    path("versions/<int:number>/", reports.version, name="version"),
    path("examiner/", reviewing.review, name="review"),
    path("verifier/", reviewing.check, name="check"),
    path("approuver/", reviewing.approve, name="approve"),
    path("renvoyer/", reviewing.send_back, name="send_back"),
]
of_plan: list[URLPattern | URLResolver] = [
    path("", progress.plan, name="progress"),
    path("telecharger/", progress.download, name="progress_download"),
]
urlpatterns = [
    path("", campaigns.campaigns, name="campaigns"),
    path("nouvelle/", campaigns.new, name="new"),
    path("a-rapporter/", reports.mine, name="mine"),
    path("a-examiner/", reviewing.queue, name="queue"),
    path("avancement/", progress.plans, name="plans"),
    path("avancement/<uuid:public_id>/", include(of_plan)),
    path("rapports/<uuid:public_id>/", include(of_report)),
    path("classeurs/<uuid:public_id>/", sheets.sheet, name="sheet"),
    path("classeurs/<uuid:public_id>/colonnes/", sheets.columns, name="sheet_columns"),
    path("classeurs/<uuid:public_id>/reprendre/", sheets.accept, name="sheet_accept"),
    path("classeurs/<uuid:public_id>/refuses/", sheets.refused, name="sheet_refused"),
    path("<uuid:public_id>/", include(of_campaign)),
]
