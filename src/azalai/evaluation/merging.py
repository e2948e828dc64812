"""Where evaluations name organisations, so that a merge in the register is followed here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from azalai.actors.references import Reference, register_reference


def register() -> None:
    """Partners evaluated, and those who are asked to carry out a recommendation."""
    register_reference(Reference(_("Évaluations"), "evaluation.Evaluation", field="partner"))
    register_reference(
        Reference(
            _("Recommandations d'évaluations"),
            "evaluation.RecommendationOwner",
            country="recommendation__evaluation__country",
            once_per="recommendation",
        )
    )
