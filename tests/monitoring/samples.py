"""Objects for the addresses of this room: url name → function that gives the kwargs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from azalai.monitoring import actions
from azalai.monitoring.models import Campaign, Report
from tests.accounts.factories import SYSTEM
from tests.monitoring import factories
from tests.monitoring.books import handed_over

Kwargs = dict[str, Any]


def _campaign(found: Campaign | None = None) -> Kwargs:
    return {"public_id": (found or factories.running()).public_id}


def _report(found: Report | None = None) -> Kwargs:
    return {"public_id": (found or factories.expected()).public_id}


def _prepared() -> Kwargs:
    version = factories.make_plan()
    factories.contribute(factories.line(version, "1.1"))
    return _campaign(factories.make_campaign(version.plan))


def _closed() -> Kwargs:
    return _campaign(actions.close_campaign(by=SYSTEM, at=factories.AFTER, campaign=factories.running()))


def _lock() -> Kwargs:
    report = factories.expected()
    lock = actions.lock_organisation(
        by=SYSTEM, at=factories.AT, campaign=report.campaign, organisation=report.organisation, reason="R"
    )
    return _campaign(report.campaign) | {"lock_id": lock.public_id}


def _template() -> Kwargs:
    report = factories.expected()
    return _campaign(report.campaign) | {"organisation": report.organisation.public_id}


def _amending() -> Kwargs:
    report = factories.approved()
    return _report(actions.amend_report(by=SYSTEM, at=factories.AT, report=report, reason="R"))


def _exempt() -> Kwargs:
    return _report(actions.exempt_report(by=SYSTEM, at=factories.AT, report=factories.expected(), reason="R"))


def _sheet() -> Kwargs:
    return {"public_id": handed_over().public_id}


def _plan() -> Kwargs:
    return {"public_id": factories.make_plan().plan.public_id}


_OF_CAMPAIGN = ("campaign", "change", "complete", "close", "reports", "reports_download", "locks", "lock")
_OF_REPORT = ("report", "write", "drop", "exempt")
_SUBMITTED = ("review", "check", "send_back")
_OF_SHEET = ("sheet", "sheet_accept", "sheet_columns", "sheet_refused")
SAMPLES: dict[str, Callable[[], Kwargs]] = {
    **{f"monitoring:{name}": _campaign for name in (*_OF_CAMPAIGN, "unlock", "remind", "sheet_upload")},
    **{f"monitoring:{name}": _report for name in _OF_REPORT},
    **{f"monitoring:{name}": lambda: _report(factories.submitted()) for name in _SUBMITTED},
    **{f"monitoring:{name}": _sheet for name in _OF_SHEET},
    **{f"monitoring:{name}": _plan for name in ("progress", "progress_download")},
    "monitoring:open": _prepared,
    "monitoring:delete": _prepared,
    "monitoring:reopen": _closed,
    "monitoring:lift": _lock,
    "monitoring:sheet_template": _template,
    "monitoring:amend": lambda: _report(factories.approved()),
    "monitoring:drop": _amending,
    "monitoring:expect": _exempt,
    "monitoring:approve": lambda: _report(factories.checked()),
    "monitoring:version": lambda: _report(factories.approved()) | {"number": 1},
}
