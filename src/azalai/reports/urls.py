"""Addresses of the room, under /bilans/."""

from __future__ import annotations

from django.urls import path, register_converter

from azalai.reports.views import reading, writing


class KeyConverter:
    """Key of a figure or a paragraph: anything but a slash."""

    regex = r"[^/]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KeyConverter, "reportkey")

app_name = "reports"
urlpatterns = [
    path("", reading.reports, name="reports"),
    path("nouveau/", writing.begin, name="begin"),
    path("<uuid:public_id>/", reading.report, name="report"),
    path("<uuid:public_id>/chapitres/<slug:code>/", reading.chapter, name="chapter"),
    path("<uuid:public_id>/chiffres/<reportkey:key>/", reading.figure, name="figure"),
    path("<uuid:public_id>/paragraphes/<reportkey:key>/", writing.passage, name="passage"),
    path(
        "<uuid:public_id>/paragraphes/<reportkey:key>/maintenir/", writing.passage_keep, name="passage_keep"
    ),
    path(
        "<uuid:public_id>/paragraphes/<reportkey:key>/reprendre/",
        writing.passage_restore,
        name="passage_restore",
    ),
    path("<uuid:public_id>/recompter/", writing.refresh, name="refresh"),
    path("<uuid:public_id>/soumettre/", writing.submit, name="submit"),
    path("<uuid:public_id>/renvoyer/", writing.send_back, name="send_back"),
    path("<uuid:public_id>/valider/", writing.validate, name="validate"),
    path("<uuid:public_id>/diffuser/", writing.publish, name="publish"),
    path("<uuid:public_id>/corriger/", writing.correct, name="correct"),
    path("<uuid:public_id>/abandonner/", writing.discard, name="discard"),
    path("<uuid:public_id>/fichier/<slug:suffix>/", writing.make_file, name="make_file"),
    path("<uuid:public_id>/telecharger/<slug:suffix>/", reading.download, name="download"),
]
