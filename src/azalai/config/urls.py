"""The roof: which room answers under which address."""

from django.urls import include, path

urlpatterns = [
    path("", include("azalai.core.urls")),
    path("compte/", include("azalai.accounts.urls")),
    path("reference/", include("azalai.frames.urls")),
    path("acteurs/", include("azalai.actors.urls")),
    path("cartographie/", include("azalai.cartography.urls")),
    path("concertation/", include("azalai.concertation.urls")),
    path("interventions/", include("azalai.interventions.urls")),
    path("recoupements/", include("azalai.overlaps.urls")),
    path("suivi/", include("azalai.followup.urls")),
    path("echanges/", include("azalai.forum.urls")),
    path("indicateurs/", include("azalai.indicators.urls")),
    path("campagnes/", include("azalai.monitoring.urls")),
    path("evaluation/", include("azalai.evaluation.urls")),
    path("bilans/", include("azalai.reports.urls")),
    path("plans/", include("azalai.plans.urls")),
]
