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
    path("plans/", include("azalai.plans.urls")),
]
