"""Ratings of one subject side by side: where they differ, by how much, and whether it was answered.

Nothing is averaged. What cannot be assessed, and what nobody rated, differ from nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from azalai.evaluation.models import Evaluation, Rating
from azalai.frames.models import FrameworkItem


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion, with the rating of each evaluation in the order of the columns, None where none is."""

    criterion: FrameworkItem
    cells: tuple[Rating | None, ...]

    @property
    def values(self) -> list[int]:
        """Values given, without what cannot be assessed."""
        return [cell.value for cell in self.cells if cell is not None and cell.value is not None]

    @property
    def gap(self) -> int:
        """Widest difference between two values; 0 when fewer than two were given."""
        return max(self.values) - min(self.values) if len(self.values) > 1 else 0

    @property
    def is_rated(self) -> bool:
        """Somebody said something of it."""
        return any(cell is not None for cell in self.cells)

    @property
    def is_explained(self) -> bool:
        """Where the values differ: a contested rating was answered."""
        replies = [cell.said for cell in self.cells if cell is not None]
        return any(reply is not None and reply.answered_at is not None for reply in replies)


def side_by_side(evaluations: Sequence[Evaluation], criteria: Sequence[FrameworkItem]) -> list[Line]:
    """A line for each criterion; ratings must be prefetched. Versions of the criteria meet by their code."""
    by_code = [{one.criterion.code: one for one in each.ratings.all()} for each in evaluations]
    return [Line(item, tuple(found.get(item.code) for found in by_code)) for item in criteria]


@dataclass(frozen=True, slots=True)
class Step:
    """One value of the scale with its word."""

    value: int | None
    title: str

    @property
    def code(self) -> str:
        """As a form sends it."""
        return "na" if self.value is None else str(self.value)


def scale_of(evaluation: Evaluation) -> list[Step]:
    """The scale that the evaluation keeps, best first, "cannot be assessed" last."""
    key = "title_en" if get_language() == "en" else "title_fr"
    return [Step(one["value"], one.get(key) or one["title_fr"]) for one in evaluation.framework.scale]


def words_of(evaluation: Evaluation) -> dict[Any, str]:
    """Value -> its word on the scale."""
    return {step.value: step.title for step in scale_of(evaluation)}
