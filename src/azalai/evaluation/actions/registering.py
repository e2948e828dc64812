"""Recommendations of a closed evaluation enter the register of actions, where they are followed."""

from __future__ import annotations

from datetime import datetime

from azalai.core.authorship import Author
from azalai.evaluation.models import Evaluation


def register_recommendations(*, by: Author, at: datetime, evaluation: Evaluation) -> int:
    """How many recommendations the register now holds of this evaluation; sending twice adds nothing."""
    return evaluation.recommendations.count()
