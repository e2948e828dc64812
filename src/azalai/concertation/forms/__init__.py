"""Forms of the room. A field is named like the parameter of the action that it fills."""

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
from azalai.concertation.forms.minutes import AmendForm, ChosenPart
from azalai.concertation.forms.writing import WritingForm

__all__ = [
    "AmendForm",
    "AnswerForm",
    "BodyForm",
    "CancelForm",
    "ChosenPart",
    "EndForm",
    "HoldForm",
    "ItemForm",
    "MeetingFilter",
    "MeetingForm",
    "PrepareForm",
    "ReplyForm",
    "SeatForm",
    "SettleForm",
    "WritingForm",
]
