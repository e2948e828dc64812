"""Indicators: sheets, targets, values with their parts, aggregates."""

from azalai.indicators.models.aggregates import Aggregate
from azalai.indicators.models.sets import IndicatorSet, SetItem
from azalai.indicators.models.sheets import (
    Indicator,
    IndicatorObjective,
    IndicatorVariable,
    PlanTie,
    QualityAnswer,
    Target,
)
from azalai.indicators.models.values import Contest, CrossPart, Value, ValuePart

__all__ = [
    "Aggregate",
    "Contest",
    "CrossPart",
    "Indicator",
    "IndicatorObjective",
    "IndicatorSet",
    "IndicatorVariable",
    "PlanTie",
    "QualityAnswer",
    "SetItem",
    "Target",
    "Value",
    "ValuePart",
]
