"""Evaluations with their ratings and replies, what was learnt, the preamble of the matrix."""

from azalai.evaluation.models.evaluations import Evaluation, Rating, Reply
from azalai.evaluation.models.lessons import Lesson, Reuse
from azalai.evaluation.models.letters import Letter
from azalai.evaluation.models.preambles import Paragraph, Preamble
from azalai.evaluation.models.recommendations import Recommendation, RecommendationOwner

__all__ = [
    "Evaluation",
    "Lesson",
    "Letter",
    "Paragraph",
    "Preamble",
    "Rating",
    "Recommendation",
    "RecommendationOwner",
    "Reply",
    "Reuse",
]
