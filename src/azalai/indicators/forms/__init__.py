"""Forms of the room."""

from azalai.indicators.forms.filters import IndicatorFilter
from azalai.indicators.forms.sheets import (
    BindForm,
    ContestForm,
    QualityForm,
    ReasonForm,
    SettleForm,
    SheetForm,
    TargetsForm,
)
from azalai.indicators.forms.values import GridForm, ValueForm

__all__ = [
    "BindForm",
    "ContestForm",
    "GridForm",
    "IndicatorFilter",
    "QualityForm",
    "ReasonForm",
    "SettleForm",
    "SheetForm",
    "TargetsForm",
    "ValueForm",
]
