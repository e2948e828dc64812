"""Addresses of the room, under /evaluation/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from azalai.evaluation.views import evaluability, evaluations, exchanging, lessons, lines, matrix, writing

app_name = "evaluation"

of_evaluation: list[URLPattern | URLResolver] = [
    path("", evaluations.evaluation, name="evaluation"),
    path("comparer/", evaluations.compare, name="compare"),
    path("modifier/", writing.change, name="change"),
    path("abandonner/", writing.discard, name="discard"),
    path("criteres/<slug:code>/", writing.rate, name="rate"),
    path("criteres/<slug:code>/retirer/", writing.rating_remove, name="rating_remove"),
    path("criteres/<slug:code>/repondre/", exchanging.reply, name="reply"),
    path("criteres/<slug:code>/suite/", exchanging.answer, name="answer"),
    path("recommander/", writing.recommend, name="recommend"),
    path(
        "recommandations/<int:number>/retirer/",
        writing.recommendation_remove,
        name="recommendation_remove",
    ),
    path("communiquer/", exchanging.share, name="share"),
    path("reprendre/", exchanging.withdraw, name="withdraw"),
    path("reponse-achevee/", exchanging.replies_finish, name="replies_finish"),
    path("prolonger/", exchanging.extend, name="extend"),
    path("clore/", exchanging.close, name="close"),
    path("publier/", exchanging.publish, name="publish"),
]
of_lesson: list[URLPattern | URLResolver] = [
    path("", lessons.lesson, name="lesson"),
    path("modifier/", lessons.lesson_change, name="lesson_change"),
    path("valider/", lessons.lesson_validate, name="lesson_validate"),
    path("ecarter/", lessons.lesson_set_aside, name="lesson_set_aside"),
    path("reprises/signaler/", lessons.reuse_new, name="reuse_new"),
    path("reprises/<int:reuse_id>/retirer/", lessons.reuse_remove, name="reuse_remove"),
]
urlpatterns = [
    path("", evaluations.evaluations, name="evaluations"),
    path("commencer/", writing.choose, name="choose"),
    path("commencer/intervention/<uuid:public_id>/", writing.begin_intervention, name="begin_intervention"),
    path("commencer/plan/<uuid:public_id>/", writing.begin_plan, name="begin_plan"),
    path("commencer/plan/<uuid:public_id>/<uuid:key>/", writing.begin_plan, name="begin_line"),
    path("matrice/", matrix.matrix_page, name="matrix"),
    path("matrice/telecharger/<slug:kind>/", matrix.matrix_download, name="matrix_download"),
    path("matrice/plan/<uuid:public_id>/", lines.matrix_plan, name="matrix_plan"),
    path(
        "matrice/plan/<uuid:public_id>/telecharger/<slug:kind>/",
        lines.matrix_plan_download,
        name="matrix_plan_download",
    ),
    path("matrice/preambule/", matrix.preamble, name="preamble"),
    path("matrice/preambule/<int:year>/actualiser/", matrix.preamble_refresh, name="preamble_refresh"),
    path("matrice/preambule/<int:year>/<slug:code>/", matrix.paragraph, name="paragraph"),
    path(
        "matrice/preambule/<int:year>/<slug:code>/retablir/", matrix.paragraph_remove, name="paragraph_remove"
    ),
    path("matrice/chiffres/<str:fact>/", matrix.figure, name="figure"),
    path("bonnes-pratiques/", lessons.lessons, name="lessons"),
    path("bonnes-pratiques/telecharger/", lessons.lessons_download, name="lessons_download"),
    path("bonnes-pratiques/proposer/", lessons.lesson_new, name="lesson_new"),
    path("bonnes-pratiques/<uuid:public_id>/", include(of_lesson)),
    path("evaluabilite/", evaluability.interventions, name="evaluability"),
    path("evaluabilite/intervention/<uuid:public_id>/", evaluability.intervention, name="checklist"),
    path("evaluabilite/plan/<uuid:public_id>/", evaluability.plan, name="evaluability_plan"),
    path("evaluabilite/plan/<uuid:public_id>/<uuid:key>/", evaluability.line, name="checklist_line"),
    path("<uuid:public_id>/", include(of_evaluation)),
]
