"""What became of the recommendations: as the register of actions knows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from azalai.core.authorship import Author
from azalai.evaluation.models import Evaluation, Recommendation


@dataclass(frozen=True, slots=True)
class Followed:
    """A recommendation and its point in the register; point is None before the evaluation is closed."""

    recommendation: Recommendation
    point: Any = None

    @property
    def state(self) -> str:
        """State of the point in words, "" while the register does not hold it."""
        return str(self.point.get_state_display()) if self.point is not None else ""


def of_several(evaluations: Sequence[Evaluation], author: Author) -> dict[int, list[Followed]]:
    """Key of the evaluation -> its prefetched recommendations with their points; one query."""
    return {one.pk: [Followed(row) for row in one.recommendations.all()] for one in evaluations}


def recommendations(evaluation: Evaluation, author: Author) -> list[Followed]:
    """Those of one evaluation."""
    return of_several([evaluation], author)[evaluation.pk]
