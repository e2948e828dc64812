"""Every write about people and posts: keyword-only, `by=` who acts, `at=` when (aware).

A refusal of the matter itself (dates that overlap, a name already taken) is a ValidationError whose
keys are parameters of the action; a refusal of the person is a PermissionDenied.
"""

from azalai.accounts.actions.people import (
    change_display_name,
    change_email,
    change_language,
    close_account,
    give_provisional_password,
    note_password_changed,
    note_second_factor,
    open_account,
    reopen_account,
    reset_second_factor,
    switch_post,
)
from azalai.accounts.actions.posts import (
    appoint,
    appoint_deputy,
    cancel_tenure,
    close_post,
    create_post,
    end_tenure,
    hand_over,
    rename_post,
)
from azalai.accounts.actions.start import open_first_administrator

__all__ = [
    "appoint",
    "appoint_deputy",
    "cancel_tenure",
    "change_display_name",
    "change_email",
    "change_language",
    "close_account",
    "close_post",
    "create_post",
    "end_tenure",
    "give_provisional_password",
    "hand_over",
    "note_password_changed",
    "note_second_factor",
    "open_account",
    "open_first_administrator",
    "rename_post",
    "reopen_account",
    "reset_second_factor",
    "switch_post",
]
