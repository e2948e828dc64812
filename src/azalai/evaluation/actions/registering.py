"""Recommendations of a closed evaluation enter the register of actions, where they are followed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from azalai.core.authorship import Author
from azalai.evaluation.enums import SOURCE_TYPE
from azalai.evaluation.models import Evaluation, Recommendation
from azalai.followup.actions import register_point
from azalai.followup.enums import PointKind, SourceKind
from azalai.followup.sources import Source


def register_recommendations(*, by: Author, at: datetime, evaluation: Evaluation) -> int:
    """How many recommendations the register now holds of this evaluation; sending twice adds nothing."""
    lines = _plan_lines(evaluation)
    rows = list(evaluation.recommendations.prefetch_related("owners__organisation"))
    for row in rows:
        register_point(
            by=by,
            at=at,
            country=evaluation.country_id,
            kind=PointKind.RECOMMENDATION,
            text=row.text,
            source=_source(evaluation, row),
            owners=[owner.organisation for owner in row.owners.all()],
            deadline=row.deadline,
            plan_keys=lines,
        )
    return len(rows)


def _source(evaluation: Evaluation, row: Recommendation) -> Source:
    return Source(
        SourceKind.EVALUATION,
        str(evaluation)[:300],
        evaluation.get_absolute_url(),
        SOURCE_TYPE,
        str(row.pk),
    )


def _plan_lines(evaluation: Evaluation) -> list[UUID]:
    """Lines of the plan that it speaks of: its own, or those that the intervention contributes to."""
    if evaluation.node_key is not None:
        return [evaluation.node_key]
    if evaluation.intervention is None:
        return []
    return list(evaluation.intervention.plan_links.values_list("node_key", flat=True))
