"""Every write of the room."""

from azalai.concertation.actions.adopting import adopt_minutes, circulate_minutes, return_minutes
from azalai.concertation.actions.agenda import add_item, carry_over, propose_item, settle_item
from azalai.concertation.actions.amending import (
    propose_amendment,
    propose_by_link,
    settle_amendment,
    withdraw_amendment,
)
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
from azalai.concertation.actions.minutes import Conflict, open_minutes, save_minutes
from azalai.concertation.actions.missions import (
    cancel_mission,
    change_mission,
    register_mission,
    reopen_mission,
)
from azalai.concertation.actions.reminding import Reminded, remind
from azalai.concertation.actions.sending import retry_messages
from azalai.concertation.actions.taking import receive_minutes, take_over

__all__ = [
    "Conflict",
    "Reminded",
    "Reply",
    "add_item",
    "add_seat",
    "adopt_minutes",
    "answer",
    "answer_by_link",
    "cancel_meeting",
    "cancel_mission",
    "carry_over",
    "change_body",
    "change_meeting",
    "change_mission",
    "change_seat",
    "circulate_minutes",
    "close_body",
    "convene",
    "end_seat",
    "hold_meeting",
    "load_bodies_data",
    "open_minutes",
    "prepare_meeting",
    "propose_amendment",
    "propose_by_link",
    "propose_item",
    "read_replies",
    "receive_minutes",
    "register_body",
    "register_mission",
    "remind",
    "renew_links",
    "reopen_mission",
    "retry_messages",
    "return_minutes",
    "save_minutes",
    "settle_amendment",
    "settle_item",
    "take_over",
    "withdraw_amendment",
]
