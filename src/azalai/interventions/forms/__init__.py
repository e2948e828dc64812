"""Forms of the room."""

from azalai.interventions.forms.editing import InterventionForm, content_from
from azalai.interventions.forms.filters import InterventionFilter
from azalai.interventions.forms.lines import BudgetFormSet, LinkFormSet, TargetFormSet, line_forms
from azalai.interventions.forms.others import (
    DocumentForm,
    IatiForm,
    LinkForm,
    ReasonForm,
    ResumeForm,
    SheetForm,
    TakeOverForm,
)

__all__ = [
    "BudgetFormSet",
    "DocumentForm",
    "IatiForm",
    "InterventionFilter",
    "InterventionForm",
    "LinkForm",
    "LinkFormSet",
    "ReasonForm",
    "ResumeForm",
    "SheetForm",
    "TakeOverForm",
    "TargetFormSet",
    "content_from",
    "line_forms",
]
