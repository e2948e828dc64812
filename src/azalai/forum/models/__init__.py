"""Threads with what is written in them, mails that leave, ideas."""

from azalai.forum.models.ideas import Idea, IdeaLink, IdeaNotice
from azalai.forum.models.mail import Letter, LetterLine, Preference, ReplyLink
from azalai.forum.models.threads import Contribution, Follow, Mention, Revision, Seen, Thread

__all__ = [
    "Contribution",
    "Follow",
    "Idea",
    "IdeaLink",
    "IdeaNotice",
    "Letter",
    "LetterLine",
    "Mention",
    "Preference",
    "ReplyLink",
    "Revision",
    "Seen",
    "Thread",
]
