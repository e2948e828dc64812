"""Preparing, opening, closing a campaign; what it asks; who may write in it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from azalai.accounts.enums import Role
from azalai.core.models import AuditEntry
from azalai.monitoring import actions
from azalai.monitoring.enums import CampaignState, ReportState
from azalai.monitoring.models import Campaign, CampaignLock
from azalai.monitoring.windows import Why, lock_of, window_of
from azalai.plans.models import NodeBody
from tests.accounts.factories import SYSTEM, author_with
from tests.actors.factories import make_organisation
from tests.monitoring.factories import (
    AFTER,
    AT,
    approved,
    contribute,
    expected,
    full,
    line,
    make_campaign,
    make_plan,
    partner_of,
    running,
)

pytestmark = pytest.mark.django_db


def refused(call: Any, field: str = "") -> str:
    """What the refusal says, beside that field."""
    with pytest.raises(ValidationError) as told:
        call()
    found = told.value.message_dict[field] if field else told.value.messages
    return " ".join(found)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"quarter": None}, "quarter"),
        ({"quarter": 5}, "quarter"),
        ({"year": 1900}, "year"),
        ({"due_on": date(2026, 3, 31)}, "due_on"),
        ({"closes_on": date(2026, 4, 14)}, "closes_on"),
    ],
)
def test_a_campaign_that_cannot_be_is_refused_beside_the_field(wrong: dict[str, Any], field: str) -> None:
    plan = make_plan().plan
    assert refused(lambda: make_campaign(plan, **wrong), field)
    assert not Campaign.objects.exists()


def test_a_period_is_asked_once() -> None:
    plan = make_plan().plan
    make_campaign(plan)
    assert "existe déjà" in refused(lambda: make_campaign(plan), "year")
    make_campaign(plan, kind="year", quarter=None)
    assert "existe déjà" in refused(lambda: make_campaign(plan, kind="year", quarter=None), "year")


def test_opening_lists_what_each_organisation_has_to_report() -> None:
    version = make_plan()
    kept = contribute(line(version, "1.1"))
    contribute(line(version, "1.1"), planned_start="2026-04")  # begins after the period
    contribute(line(version, "1.1"), planned_start="2025", planned_end="2025")  # was over before
    contribute(line(version, "1.1"), status="cancelled")
    responsible = make_organisation()
    for code in ("1.1", "1.2", "2.1"):  # only 1.1 and 1.2 run in the period
        node = line(version, code)
        NodeBody.objects.create(node=node, role="responsible", text="R", organisation=responsible)
    NodeBody.objects.create(node=line(version, "1.1"), role="responsible", text="K", organisation=kept.lead)
    campaign = actions.open_campaign(by=SYSTEM, at=AT, campaign=make_campaign(version.plan))
    asked = set(campaign.reports.values_list("organisation", "label"))
    assert asked == {
        (kept.lead_id, kept.title_fr),
        (responsible.pk, "1.1 Former les relais"),
        (responsible.pk, "1.2 Imprimer les guides"),
    }


def test_interventions_tied_to_no_plan_are_asked_where_the_campaign_says_so() -> None:
    version = make_plan()  # with one intervention that serves nothing
    contribute(line(version, "1.1"))
    campaign = make_campaign(version.plan, asks_unlinked=True)
    assert actions.open_campaign(by=SYSTEM, at=AT, campaign=campaign).reports.count() == 2


def test_what_was_finished_before_the_period_is_not_asked_again() -> None:
    version = make_plan()
    contribute(line(version, "1.1"))
    contribute(line(version, "1.2"))
    first = actions.open_campaign(by=SYSTEM, at=AT, campaign=make_campaign(version.plan))
    approved(expected(first), activity_state="done", progress=100)
    second = make_campaign(version.plan, quarter=2)
    assert actions.open_campaign(by=SYSTEM, at=AT, campaign=second).reports.count() == 1


def test_a_campaign_that_asks_nothing_does_not_open() -> None:
    campaign = make_campaign(make_plan().plan)
    assert "Rien à demander" in refused(lambda: actions.open_campaign(by=SYSTEM, at=AT, campaign=campaign))
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.DRAFT


def test_what_was_declared_since_is_added_once() -> None:
    campaign = running()
    version = campaign.plan.latest_version()
    contribute(line(version, "1.2"))
    assert actions.update_expected(by=SYSTEM, at=AT, campaign=campaign) == 1
    before = AuditEntry.objects.count()
    assert actions.update_expected(by=SYSTEM, at=AT, campaign=campaign) == 0
    assert AuditEntry.objects.count() == before


def test_closing_and_reopening_for_a_reason() -> None:
    campaign = running()
    closed = actions.close_campaign(by=SYSTEM, at=AFTER, campaign=campaign)
    assert (closed.state, closed.closed_at) == (CampaignState.CLOSED, AFTER)
    assert refused(lambda: actions.close_campaign(by=SYSTEM, at=AFTER, campaign=campaign))
    later = date(2026, 5, 20)

    def reopen(day: date = later, reason: str = "Coupure du réseau.") -> Campaign:
        return actions.reopen_campaign(by=SYSTEM, at=AFTER, campaign=campaign, closes_on=day, reason=reason)

    assert refused(lambda: reopen(reason=" "), "reason")
    assert refused(lambda: reopen(day=date(2026, 5, 9)), "closes_on")
    assert (reopen().state, reopen_state(campaign)) == (CampaignState.OPEN, later)


def reopen_state(campaign: Campaign) -> date:
    campaign.refresh_from_db()
    return campaign.closes_on


def test_only_a_campaign_never_opened_is_deleted() -> None:
    campaign = running()
    assert refused(lambda: actions.delete_campaign(by=SYSTEM, at=AT, campaign=campaign))
    draft = make_campaign(campaign.plan, quarter=2)
    actions.delete_campaign(by=SYSTEM, at=AT, campaign=draft)
    assert list(Campaign.objects.all()) == [campaign]


DAYS = {
    "before": date(2026, 3, 31),
    "first": date(2026, 4, 1),
    "last": date(2026, 4, 30),
    "after": date(2026, 5, 1),
}


@pytest.mark.parametrize(
    ("state", "lock", "day", "why"),
    [
        ("draft", None, "first", Why.NOT_YET),
        ("open", None, "before", Why.NOT_YET),
        ("open", None, "first", Why.RUNNING),
        ("open", None, "last", Why.RUNNING),
        ("open", None, "after", Why.OVER),
        ("open", "lock", "first", Why.LOCKED),
        ("open", "unlock", "after", Why.UNLOCKED),
        ("open", "unlock", "first", Why.RUNNING),
        ("closed", None, "first", Why.OVER),
        ("closed", "unlock", "after", Why.UNLOCKED),
        ("closed", "lock", "after", Why.LOCKED),
        ("draft", "unlock", "first", Why.NOT_YET),
    ],
)
def test_a_window_is_open_by_the_calendar_and_the_locks(
    state: str, lock: str | None, day: str, why: Why
) -> None:
    campaign = Campaign(state=state, opens_on=DAYS["first"], closes_on=DAYS["last"])
    held = CampaignLock(kind=lock, reason="Motif", until=date(2026, 5, 31)) if lock else None
    window = window_of(campaign, held, DAYS[day])
    assert (window.why, window.is_open) == (why, why in (Why.RUNNING, Why.UNLOCKED))


def test_a_temporary_opening_lets_one_organisation_write_and_ends_by_itself() -> None:
    report = expected()
    by = partner_of(report.organisation)

    def write(at: Any) -> None:
        actions.save_report(by=by, at=at, report=report, content=full())

    assert "close depuis le 30 avril 2026" in refused(lambda: write(AFTER))
    until = date(2026, 5, 12)
    actions.unlock_organisation(
        by=SYSTEM,
        at=AFTER,
        campaign=report.campaign,
        organisation=report.organisation,
        reason="Panne de courant à Diffa.",
        until=until,
    )
    write(AFTER)
    assert "close depuis" in refused(
        lambda: actions.submit_report(by=by, at=AFTER + timedelta(days=3), report=report)
    )


def test_a_lock_passes_while_someone_types_and_a_new_one_replaces_it() -> None:
    report = expected()
    by, campaign, organisation = partner_of(report.organisation), report.campaign, report.organisation

    def lock(reason: str) -> CampaignLock:
        return actions.lock_organisation(
            by=SYSTEM, at=AT, campaign=campaign, organisation=organisation, reason=reason
        )

    lock("Comptes en cours de contrôle.")
    told = refused(lambda: actions.save_report(by=by, at=AT, report=report, content=full()))
    assert told.endswith("Comptes en cours de contrôle.")
    second = lock("Toujours en contrôle.")
    assert lock_of(campaign, organisation.pk, date(2026, 4, 10)) == second
    actions.lift_lock(by=SYSTEM, at=AT, lock=second)
    actions.lift_lock(by=SYSTEM, at=AT, lock=second)
    assert actions.save_report(by=by, at=AT, report=report, content=full()).state == ReportState.DRAFT


def test_a_lock_needs_a_reason_a_day_to_come_and_an_organisation_that_is_asked() -> None:
    report = expected()
    good = {"organisation": report.organisation, "reason": "R", "until": date(2026, 5, 30)}

    def unlock(**wrong: Any) -> CampaignLock:
        return actions.unlock_organisation(by=SYSTEM, at=AFTER, campaign=report.campaign, **(good | wrong))

    assert refused(lambda: unlock(reason=""), "reason")
    assert refused(lambda: unlock(until=date(2026, 5, 9)), "until")
    assert refused(lambda: unlock(organisation=make_organisation()), "organisation")


KEEPERS = (Role.PERMANENT_SECRETARY, Role.ME_OFFICER, Role.ADMINISTRATOR)


@pytest.mark.parametrize("role", [*Role.values, None])
def test_only_the_secretariat_keeps_campaigns(role: str | None) -> None:
    campaign = running()
    by, kept = author_with(role), role in KEEPERS
    calls = [
        lambda: actions.update_expected(by=by, at=AT, campaign=campaign),
        lambda: actions.lock_organisation(
            by=by, at=AT, campaign=campaign, organisation=expected(campaign).organisation, reason="R"
        ),
        lambda: actions.exempt_report(by=by, at=AT, report=expected(campaign), reason="R"),
        lambda: actions.close_campaign(by=by, at=AT, campaign=campaign),
    ]
    for call in calls:
        if kept:
            call()
            continue
        with pytest.raises(PermissionDenied):
            call()
