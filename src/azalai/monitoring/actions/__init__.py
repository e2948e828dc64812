"""Every write of the room."""

from azalai.monitoring.actions.campaigns import (
    change_campaign,
    close_campaign,
    delete_campaign,
    open_campaign,
    prepare_campaign,
    reopen_campaign,
    update_expected,
)
from azalai.monitoring.actions.locks import lift_lock, lock_organisation, unlock_organisation
from azalai.monitoring.actions.reminding import Reminded, remind, remind_organisations
from azalai.monitoring.actions.reviewing import (
    amend_report,
    approve_report,
    check_report,
    drop_amendment,
    exempt_report,
    expect_report,
    return_report,
)
from azalai.monitoring.actions.sheets import (
    Progress,
    accept_sheet,
    read_sheet,
    receive_sheet,
    take_later,
    take_rows,
    tell_columns,
)
from azalai.monitoring.actions.writing import add_report, save_report, submit_report

__all__ = [
    "Progress",
    "Reminded",
    "accept_sheet",
    "add_report",
    "amend_report",
    "approve_report",
    "change_campaign",
    "check_report",
    "close_campaign",
    "delete_campaign",
    "drop_amendment",
    "exempt_report",
    "expect_report",
    "lift_lock",
    "lock_organisation",
    "open_campaign",
    "prepare_campaign",
    "read_sheet",
    "receive_sheet",
    "remind",
    "remind_organisations",
    "reopen_campaign",
    "return_report",
    "save_report",
    "submit_report",
    "take_later",
    "take_rows",
    "tell_columns",
    "unlock_organisation",
    "update_expected",
]
