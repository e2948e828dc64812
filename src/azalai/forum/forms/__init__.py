"""Forms of the room."""

from azalai.forum.forms.ideas import SIGN, AnswerForm, IdeaForm, LinkForm
from azalai.forum.forms.threads import (
    AudienceForm,
    ContributionForm,
    EditForm,
    MailForm,
    ReasonForm,
    ReplyForm,
    ThreadForm,
)

__all__ = [
    "SIGN",
    "AnswerForm",
    "AudienceForm",
    "ContributionForm",
    "EditForm",
    "IdeaForm",
    "LinkForm",
    "MailForm",
    "ReasonForm",
    "ReplyForm",
    "ThreadForm",
]
