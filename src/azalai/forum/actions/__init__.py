"""Every write of the room."""

from azalai.forum.actions.digests import DigestOutcome, digest
from azalai.forum.actions.ideas import (
    add_link,
    answer_idea,
    give_idea,
    idea_by_secret,
    remove_link,
    study_idea,
)
from azalai.forum.actions.moderating import (
    change_audience,
    close_thread,
    hide_contribution,
    hide_thread,
    reopen_thread,
    restore_contribution,
    restore_thread,
)
from azalai.forum.actions.preferences import choose_mail, preference_of, stop_mail
from azalai.forum.actions.replying import reply_by_link
from azalai.forum.actions.sending import retry_letters
from azalai.forum.actions.writing import contribute, edit, follow, open_thread, unfollow

__all__ = [
    "DigestOutcome",
    "add_link",
    "answer_idea",
    "change_audience",
    "choose_mail",
    "close_thread",
    "contribute",
    "digest",
    "edit",
    "follow",
    "give_idea",
    "hide_contribution",
    "hide_thread",
    "idea_by_secret",
    "open_thread",
    "preference_of",
    "remove_link",
    "reopen_thread",
    "reply_by_link",
    "restore_contribution",
    "restore_thread",
    "retry_letters",
    "stop_mail",
    "study_idea",
    "unfollow",
]
