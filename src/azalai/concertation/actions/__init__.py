"""Every write of the room."""

from azalai.concertation.actions.agenda import add_item, carry_over, propose_item, settle_item
from azalai.concertation.actions.answering import (
    Reply,
    answer,
    answer_by_link,
    read_replies,
    renew_links,
)
from azalai.concertation.actions.bodies import (
    add_seat,
    change_body,
    change_seat,
    close_body,
    end_seat,
    register_body,
)
from azalai.concertation.actions.loading import load_bodies_data
from azalai.concertation.actions.meetings import (
    cancel_meeting,
    change_meeting,
    convene,
    hold_meeting,
    prepare_meeting,
)
from azalai.concertation.actions.missions import (
    cancel_mission,
    change_mission,
    register_mission,
    reopen_mission,
)
from azalai.concertation.actions.reminding import Reminded, remind
from azalai.concertation.actions.sending import retry_messages

__all__ = [
    "Reminded",
    "Reply",
    "add_item",
    "add_seat",
    "answer",
    "answer_by_link",
    "cancel_meeting",
    "cancel_mission",
    "carry_over",
    "change_body",
    "change_meeting",
    "change_mission",
    "change_seat",
    "close_body",
    "convene",
    "end_seat",
    "hold_meeting",
    "load_bodies_data",
    "prepare_meeting",
    "propose_item",
    "read_replies",
    "register_body",
    "register_mission",
    "remind",
    "renew_links",
    "reopen_mission",
    "retry_messages",
    "settle_item",
]
