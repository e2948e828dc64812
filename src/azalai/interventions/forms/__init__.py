"""Forms of the room."""

from azalai.interventions.forms.editing import InterventionForm, content_from
from azalai.interventions.forms.filters import InterventionFilter
from azalai.interventions.forms.lines import BudgetFormSet, LinkFormSet, TargetFormSet, line_forms
from azalai.interventions.forms.others import DocumentForm, LinkForm, ReasonForm, ResumeForm, SheetForm

__all__ = [
    "BudgetFormSet",
    "DocumentForm",
    "InterventionFilter",
    "InterventionForm",
    "LinkForm",
    "LinkFormSet",
    "ReasonForm",
    "ResumeForm",
    "SheetForm",
    "TargetFormSet",
    "content_from",
    "line_forms",
]
