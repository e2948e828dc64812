"""Every write about reports."""

from azalai.reports.actions.compiling import begin_report, correct_report, discard_report, refresh_report
from azalai.reports.actions.deciding import (
    publish_report,
    send_back_report,
    submit_report,
    validate_report,
)
from azalai.reports.actions.writing import keep_passage, restore_passage, rewrite_passage

__all__ = [
    "begin_report",
    "correct_report",
    "discard_report",
    "keep_passage",
    "publish_report",
    "refresh_report",
    "restore_passage",
    "rewrite_passage",
    "send_back_report",
    "submit_report",
    "validate_report",
]
