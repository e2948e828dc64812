"""Every write of the room."""

from azalai.followup.actions.agenda import put_all_on_agenda, put_on_agenda
from azalai.followup.actions.bulk import change_several
from azalai.followup.actions.minutes import catch_up_minutes, take_over_minutes
from azalai.followup.actions.moving import (
    accept_point,
    drop_point,
    refuse_point,
    reopen_point,
    update_point,
    verify_point,
)
from azalai.followup.actions.registering import change_point, register_point
from azalai.followup.actions.reminding import (
    Reminded,
    answer_by_link,
    ask_now,
    remind,
    retry_reminders,
)
from azalai.followup.actions.sheets import accept_sheet, read_sheet, receive_sheet

__all__ = [
    "Reminded",
    "accept_point",
    "accept_sheet",
    "answer_by_link",
    "ask_now",
    "catch_up_minutes",
    "change_point",
    "change_several",
    "drop_point",
    "put_all_on_agenda",
    "put_on_agenda",
    "read_sheet",
    "receive_sheet",
    "refuse_point",
    "register_point",
    "remind",
    "reopen_point",
    "retry_reminders",
    "take_over_minutes",
    "update_point",
    "verify_point",
]
