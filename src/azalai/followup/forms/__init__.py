"""Forms of the room."""

from azalai.followup.forms.bulk import BulkForm
from azalai.followup.forms.filters import PointFilter
from azalai.followup.forms.points import LinkForm, PointForm, ReasonForm, SheetForm, UpdateForm, VerifyForm

__all__ = [
    "BulkForm",
    "LinkForm",
    "PointFilter",
    "PointForm",
    "ReasonForm",
    "SheetForm",
    "UpdateForm",
    "VerifyForm",
]
