"""Every write of the room."""

from azalai.followup.actions.moving import (
    accept_point,
    drop_point,
    refuse_point,
    reopen_point,
    update_point,
    verify_point,
)
from azalai.followup.actions.registering import change_point, register_point

__all__ = [
    "accept_point",
    "change_point",
    "drop_point",
    "refuse_point",
    "register_point",
    "reopen_point",
    "update_point",
    "verify_point",
]
