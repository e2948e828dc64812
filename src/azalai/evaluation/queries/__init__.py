"""Reads across evaluations and what was learnt."""

from azalai.evaluation.queries.evaluations import (
    beside,
    criteria_of,
    filtered,
    full,
    in_list,
    of_intervention,
    of_node,
    visible,
    waiting_for,
)
from azalai.evaluation.queries.lessons import filtered_lessons, lessons_in_list, visible_lessons
from azalai.evaluation.queries.subjects import find_interventions, find_lines, lines_by_key

__all__ = [
    "beside",
    "criteria_of",
    "filtered",
    "filtered_lessons",
    "find_interventions",
    "find_lines",
    "full",
    "in_list",
    "lessons_in_list",
    "lines_by_key",
    "of_intervention",
    "of_node",
    "visible",
    "visible_lessons",
    "waiting_for",
]
