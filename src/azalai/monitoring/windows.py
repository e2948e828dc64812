"""Whether an organisation may still write in a campaign, until when, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from azalai.monitoring.enums import CampaignState, LockKind, ReportState
from azalai.monitoring.models import Campaign, CampaignLock, Report


class Why(StrEnum):
    """What decides."""

    RUNNING = "running"
    NOT_YET = "not-yet"
    OVER = "over"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Window:
    """is_open: may be written that day. until: last day on which it may, None when it may not.

    reason: of the lock or of the temporary opening, "" when the calendar alone decides.
    """

    is_open: bool
    why: Why
    until: date | None = None
    reason: str = ""


def window_of(campaign: Campaign, lock: CampaignLock | None, on: date) -> Window:
    """lock: the one in force for the organisation that day. A campaign never opened stays shut."""
    if campaign.state == CampaignState.DRAFT or on < campaign.opens_on:
        return Window(is_open=False, why=Why.NOT_YET)
    if lock is not None and lock.kind == LockKind.LOCK:
        return Window(is_open=False, why=Why.LOCKED, reason=lock.reason)
    if campaign.is_writable_on(on):
        return Window(is_open=True, why=Why.RUNNING, until=campaign.closes_on)
    if lock is not None:
        return Window(is_open=True, why=Why.UNLOCKED, until=lock.until, reason=lock.reason)
    return Window(is_open=False, why=Why.OVER)


def window_for(report: Report, lock: CampaignLock | None, on: date) -> Window:
    """The same for one report: what was sent back may be corrected for the days that were given."""
    window = window_of(report.campaign, lock, on)
    given = report.returned_until
    returned = report.state == ReportState.RETURNED and given is not None and on <= given
    if returned and window.why in (Why.OVER, Why.LOCKED):
        return Window(is_open=True, why=Why.RETURNED, until=given, reason=report.reason)
    return window


def locks_of(campaign: Campaign, on: date) -> Mapping[int, CampaignLock]:
    """Organisation's key → its lock in force that day; one query."""
    return {lock.organisation_id: lock for lock in campaign.locks.in_force(on)}


def lock_of(campaign: Campaign, organisation_id: int, on: date) -> CampaignLock | None:
    """The lock in force for one organisation; one query."""
    return campaign.locks.in_force(on).filter(organisation=organisation_id).first()
