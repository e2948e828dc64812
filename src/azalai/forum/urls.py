"""Addresses of the room, under /echanges/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from azalai.forum.views import ideas, mail, moderating, threads

app_name = "forum"

of_thread: list[URLPattern | URLResolver] = [
    path("", threads.thread, name="thread"),
    path("suivre/", threads.follow, name="follow"),
    path("ne-plus-suivre/", threads.unfollow, name="unfollow"),
    path("clore/", moderating.thread_close, name="thread_close"),
    path("rouvrir/", moderating.thread_reopen, name="thread_reopen"),
    path("lecteurs/", moderating.thread_audience, name="thread_audience"),
    path("masquer/", moderating.thread_hide, name="thread_hide"),
    path("retablir/", moderating.thread_restore, name="thread_restore"),
]
of_contribution: list[URLPattern | URLResolver] = [
    path("corriger/", threads.contribution_edit, name="contribution_edit"),
    path("masquer/", moderating.contribution_hide, name="contribution_hide"),
    path("retablir/", moderating.contribution_restore, name="contribution_restore"),
]
of_idea: list[URLPattern | URLResolver] = [
    path("", ideas.idea, name="idea"),
    path("etudier/", ideas.idea_study, name="idea_study"),
    path("repondre/", ideas.idea_answer, name="idea_answer"),
    path("suites/nouvelle/", ideas.idea_link_new, name="idea_link_new"),
    path("suites/<int:link_id>/retirer/", ideas.idea_link_remove, name="idea_link_remove"),
]
urlpatterns = [
    path("", threads.threads, name="threads"),
    path("nouveau/", threads.thread_new, name="thread_new"),
    path("courriels/", mail.preferences, name="preferences"),
    path("courriels/file/", mail.letters, name="letters"),
    path("courriels/envoyer/", mail.send_now, name="send_now"),
    path("idees/", ideas.ideas, name="ideas"),
    path("idees/deposer/", ideas.idea_new, name="idea_new"),
    path("idees/suivi/<str:token>/", ideas.idea_follow, name="idea_follow"),
    path("idees/<uuid:public_id>/", include(of_idea)),
    path("messages/<uuid:public_id>/", include(of_contribution)),
    path("fichiers/<uuid:public_id>/", threads.file, name="file"),
    path("r/<str:token>/", mail.reply, name="reply"),
    path("arret/<str:token>/", mail.stop, name="stop"),
    path("<uuid:public_id>/", include(of_thread)),
]
