"""Pages of the ground floor. No namespace: `home` and `health` are known everywhere by these names."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from azalai.core import views
from azalai.core.attachments import views as files
from azalai.core.jobs import views as jobs

urlpatterns = [
    path("", views.home, name="home"),
    path("fichiers/<uuid:public_id>/", files.attachment, name="attachment"),
    path("fichiers/<uuid:public_id>/retirer/", files.attachment_remove, name="attachment_remove"),
    path("fichiers/<str:object_type>/<str:key>/joindre/", files.attachment_new, name="attachment_new"),
    path("galerie/", views.gallery, name="gallery"),
    path("langue/", login_not_required(set_language), name="set_language"),
    path("saisies/<str:form>/garder/", views.draft_keep, name="draft_keep"),
    path("saisies/<uuid:key>/supprimer/", views.draft_discard, name="draft_discard"),
    path("nouveautes/", views.all_news, name="news"),
    path("travaux/", jobs.jobs, name="jobs"),
    path("travaux/<uuid:public_id>/", jobs.job, name="job"),
    path("travaux/<uuid:public_id>/abandonner/", jobs.job_drop, name="job_drop"),
    path("sante/", views.health, name="health"),
]
