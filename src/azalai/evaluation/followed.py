"""What became of the recommendations: as the register of actions knows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from azalai.core.links import url_or_blank
from azalai.evaluation.enums import SOURCE_TYPE
from azalai.evaluation.models import Evaluation, Recommendation
from azalai.followup.models import ActionPoint


@dataclass(frozen=True, slots=True)
class Followed:
    """A recommendation and its point in the register; point is None before the evaluation is closed."""

    recommendation: Recommendation
    point: ActionPoint | None = None

    @property
    def state(self) -> str:
        """State of the point in words, "" while the register does not hold it."""
        return str(self.point.get_state_display()) if self.point is not None else ""

    @property
    def url(self) -> str:
        """Page of the point, "" while there is none."""
        return url_or_blank("followup:point", self.point.public_id) if self.point is not None else ""


def points_of(keys: Iterable[int]) -> dict[int, ActionPoint]:
    """Key of the recommendation -> its point; one query, none without a key."""
    wanted = [str(key) for key in keys]
    if not wanted:
        return {}
    rows = ActionPoint.objects.filter(source_type=SOURCE_TYPE, source_id__in=wanted)
    return {int(point.source_id): point for point in rows.order_by("id")}


def of_several(evaluations: Sequence[Evaluation]) -> dict[int, list[Followed]]:
    """Key of the evaluation -> its prefetched recommendations with their points; one query."""
    rows = {one.pk: list(one.recommendations.all()) for one in evaluations}
    points = points_of(row.pk for found in rows.values() for row in found)
    return {key: [Followed(row, points.get(row.pk)) for row in found] for key, found in rows.items()}


def recommendations(evaluation: Evaluation) -> list[Followed]:
    """Those of one evaluation."""
    return of_several([evaluation])[evaluation.pk]
