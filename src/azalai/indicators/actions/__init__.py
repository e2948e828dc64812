"""Every write of the room."""

from azalai.indicators.actions.contesting import contest, settle_contest
from azalai.indicators.actions.loading import Loaded, bind_indicator, load_plan_indicators
from azalai.indicators.actions.sets import accept_set, receive_set
from azalai.indicators.actions.sheets import (
    Sheet,
    answer_quality,
    close_indicator,
    create_indicator,
    remove_target,
    reopen_indicator,
    set_target,
    tie_to_plan,
    update_indicator,
)
from azalai.indicators.actions.values import (
    Given,
    GivenCrossing,
    GivenPart,
    correct_value,
    enter_value,
    enter_values,
    publish_value,
    return_value,
    validate_value,
    withdraw_value,
)

__all__ = [
    "Given",
    "GivenCrossing",
    "GivenPart",
    "Loaded",
    "Sheet",
    "accept_set",
    "answer_quality",
    "bind_indicator",
    "close_indicator",
    "contest",
    "correct_value",
    "create_indicator",
    "enter_value",
    "enter_values",
    "load_plan_indicators",
    "publish_value",
    "receive_set",
    "remove_target",
    "reopen_indicator",
    "return_value",
    "set_target",
    "settle_contest",
    "tie_to_plan",
    "update_indicator",
    "validate_value",
    "withdraw_value",
]
