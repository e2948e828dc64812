"""Forms of the room. Fields read what people type as the compiler reads a cell."""

from azalai.plans.forms.importing import REPLACE, ColumnsForm, ImportForm, UploadForm
from azalai.plans.forms.lines import AddNodeForm, DecisionForm, EditNodeForm, ReasonForm, kinds_below
from azalai.plans.forms.validation import AdoptForm, CriterionForm, ReviewForm, VersionForm

__all__ = [
    "REPLACE",
    "AddNodeForm",
    "AdoptForm",
    "ColumnsForm",
    "CriterionForm",
    "DecisionForm",
    "EditNodeForm",
    "ImportForm",
    "ReasonForm",
    "ReviewForm",
    "UploadForm",
    "VersionForm",
    "kinds_below",
]
