"""Forms of the room."""

from azalai.monitoring.forms.campaigns import (
    CampaignChange,
    CampaignForm,
    LockForm,
    NothingForm,
    ReasonForm,
    RemindForm,
    ReopenForm,
    ReturnForm,
    UnlockForm,
)
from azalai.monitoring.forms.columns import ColumnsForm
from azalai.monitoring.forms.reports import ReportForm

__all__ = [
    "CampaignChange",
    "CampaignForm",
    "ColumnsForm",
    "LockForm",
    "NothingForm",
    "ReasonForm",
    "RemindForm",
    "ReopenForm",
    "ReportForm",
    "ReturnForm",
    "UnlockForm",
]
