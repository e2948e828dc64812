"""Forms of the room."""

from azalai.evaluation.forms.evaluations import BeginForm, DescribeForm, EvaluationFilter, SearchForm
from azalai.evaluation.forms.exchanging import AnswerForm, DueForm, ReasonForm, ReplyForm, ShareForm
from azalai.evaluation.forms.lessons import LessonFilter, LessonForm, ReuseForm, SetAsideForm
from azalai.evaluation.forms.matrix import (
    EvaluabilityFilter,
    LinesFilter,
    MatrixFilter,
    ParagraphForm,
    YearForm,
)
from azalai.evaluation.forms.rating import RatingForm, RecommendationForm

__all__ = [
    "AnswerForm",
    "BeginForm",
    "DescribeForm",
    "DueForm",
    "EvaluabilityFilter",
    "EvaluationFilter",
    "LessonFilter",
    "LessonForm",
    "LinesFilter",
    "MatrixFilter",
    "ParagraphForm",
    "RatingForm",
    "ReasonForm",
    "RecommendationForm",
    "ReplyForm",
    "ReuseForm",
    "SearchForm",
    "SetAsideForm",
    "ShareForm",
    "YearForm",
]
