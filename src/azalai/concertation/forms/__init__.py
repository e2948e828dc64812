"""Forms of the room. A field is named like the parameter of the action that it fills."""

from azalai.concertation.forms.amending import (
    NEW_ACTION,
    ActionAmendForm,
    AmendForm,
    AmendmentSettleForm,
    Chosen,
    ChosenPart,
    amend_form,
)
from azalai.concertation.forms.answering import AnswerForm
from azalai.concertation.forms.bodies import BodyForm, EndForm, SeatForm
from azalai.concertation.forms.meetings import (
    CancelForm,
    HoldForm,
    ItemForm,
    MeetingFilter,
    MeetingForm,
    PrepareForm,
    ReplyForm,
    SettleForm,
)
from azalai.concertation.forms.minutes import AdoptForm, CirculateForm, ReturnForm
from azalai.concertation.forms.taking import MinutesFileForm, TakeOverForm
from azalai.concertation.forms.writing import WritingForm

__all__ = [
    "NEW_ACTION",
    "ActionAmendForm",
    "AdoptForm",
    "AmendForm",
    "AmendmentSettleForm",
    "AnswerForm",
    "BodyForm",
    "CancelForm",
    "Chosen",
    "ChosenPart",
    "CirculateForm",
    "EndForm",
    "HoldForm",
    "ItemForm",
    "MeetingFilter",
    "MeetingForm",
    "MinutesFileForm",
    "PrepareForm",
    "ReplyForm",
    "ReturnForm",
    "SeatForm",
    "SettleForm",
    "TakeOverForm",
    "WritingForm",
    "amend_form",
]
