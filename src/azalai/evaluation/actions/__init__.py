"""Every write of the room."""

from azalai.evaluation.actions.beginning import Subject, begin, change, discard
from azalai.evaluation.actions.exchanging import (
    answer,
    close,
    extend,
    finish_replies,
    publish,
    reply,
    send_again,
    share,
    withdraw,
)
from azalai.evaluation.actions.learning import (
    Account,
    change_lesson,
    propose_lesson,
    record_reuse,
    remove_reuse,
    settle_lesson,
)
from azalai.evaluation.actions.preambles import refresh_preamble, remove_paragraph, write_paragraph
from azalai.evaluation.actions.rating import (
    rate,
    recommend,
    remove_rating,
    remove_recommendation,
)

__all__ = [
    "Account",
    "Subject",
    "answer",
    "begin",
    "change",
    "change_lesson",
    "close",
    "discard",
    "extend",
    "finish_replies",
    "propose_lesson",
    "publish",
    "rate",
    "recommend",
    "record_reuse",
    "refresh_preamble",
    "remove_paragraph",
    "remove_rating",
    "remove_recommendation",
    "remove_reuse",
    "reply",
    "send_again",
    "settle_lesson",
    "share",
    "withdraw",
    "write_paragraph",
]
