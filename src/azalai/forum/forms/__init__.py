"""Forms of the room."""

from azalai.forum.forms.ideas import AnswerForm, IdeaForm, LinkForm
from azalai.forum.forms.threads import (
    ContributionForm,
    EditForm,
    MailForm,
    ReasonForm,
    ReplyForm,
    ThreadForm,
)

__all__ = [
    "AnswerForm",
    "ContributionForm",
    "EditForm",
    "IdeaForm",
    "LinkForm",
    "MailForm",
    "ReasonForm",
    "ReplyForm",
    "ThreadForm",
]
