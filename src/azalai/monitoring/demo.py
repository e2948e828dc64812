"""The demonstration's campaigns: last year, two quarters over, one open with late reports; all fictional."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from azalai.accounts.enums import Role
from azalai.accounts.models import Person
from azalai.accounts.queries import author_for
from azalai.actors.models import Organisation
from azalai.core.authorship import Author
from azalai.indicators import actions as indicators
from azalai.indicators.models import Indicator
from azalai.interventions import actions as interventions
from azalai.interventions.models import Intervention
from azalai.monitoring import actions, contributions
from azalai.monitoring.calendars import period_of
from azalai.monitoring.content import Content
from azalai.monitoring.enums import ActivityState, CampaignKind, ProgressBasis, ReportState
from azalai.monitoring.models import Campaign, Report
from azalai.monitoring.queries import version_in_force
from azalai.monitoring.queries.contributions import asked
from azalai.monitoring.queries.reading import plan_lines
from azalai.plans.models import Plan

PARTNER = "demo-partenaire"
DONE = (
    "Deux ateliers tenus, supports remis aux participants (fictif).",
    "Convention signée avec la région, équipe recrutée (fictif).",
    "Guichet ouvert trois jours par semaine, registre tenu (fictif).",
    "Enquête terminée dans quatre communes sur six (fictif).",
)
DIFFICULTIES = ("Pistes coupées en saison des pluies.", "Retard de décaissement.", "")
NEXT = ("Tenir les sessions restantes.", "Remettre le rapport final.", "Étendre à deux communes.")
GUIDANCE = "Comptez l'argent et les personnes depuis le début de l'activité. Joignez au moins une preuve."
WEEK = timedelta(days=7)


def load(*, by: Author, at: datetime, country: str) -> None:
    """Loading again changes nothing."""
    plan = Plan.objects.filter(country=country).order_by("id").first()
    if plan is None or Campaign.objects.filter(country=country).exists():
        return
    _tie_partner(by, at, plan)
    _tie_indicator(by, at, plan)
    periods = list(_periods(localdate(at)))
    for rank, (year, quarter) in enumerate(periods):
        is_last = rank == len(periods) - 1
        campaign = _campaign(by, at, plan, year, quarter, is_last=is_last)
        if campaign is not None:
            _report(by, at, campaign, rank, is_last=is_last)
            if not is_last:
                actions.close_campaign(by=by, at=at, campaign=campaign)


def _periods(today: date) -> Iterator[tuple[int, int | None]]:
    """Last year, of which the annual report gives the figures; then the three quarters that are over."""
    yield today.year - 1, None
    current = 4 * today.year + (today.month - 1) // 3
    for index in range(current - 3, current):
        yield index // 4, index % 4 + 1


def _tie_partner(by: Author, at: datetime, plan: Plan) -> None:
    """The partner who signs in has something to report."""
    partner = Organisation.objects.filter(country_id=plan.country, code=PARTNER).first()
    lines = list(version_in_force(plan).nodes.filter(children=None).order_by("path")[:6])
    led = Intervention.objects.published().filter(lead=partner, plan_links=None).order_by("identifier")
    for number, one in enumerate(led[:4] if partner else ()):
        interventions.link_to_plan(by=by, at=at, intervention=one, node=lines[number % len(lines)])


def _tie_indicator(by: Author, at: datetime, plan: Plan) -> None:
    """An indicator that the system does not count measures the first axis: reports are asked about it."""
    version = version_in_force(plan)
    line = version.nodes.filter(parent=None).order_by("path").first()
    found = Indicator.objects.in_country(plan.country or "").living().filter(fact_code="", measure="number")
    indicator = found.filter(ties=None).order_by("code").first()
    if line is not None and indicator is not None:
        indicators.tie_to_plan(by=by, at=at, indicator=indicator, node=line)


def _campaign(
    by: Author, at: datetime, plan: Plan, year: int, quarter: int | None, *, is_last: bool
) -> Campaign | None:
    """Open, with the days of its quarter; the last one is past its day "on time" but still takes reports."""
    end, today = period_of(year, quarter)[1], localdate(at)
    due = today - timedelta(days=3) if is_last else end + 2 * WEEK
    made = actions.prepare_campaign(
        by=by,
        at=at,
        plan=plan,
        kind=CampaignKind.QUARTER if quarter else CampaignKind.YEAR,
        year=year,
        quarter=quarter,
        opens_on=min(end + timedelta(days=1), due),
        due_on=due,
        closes_on=today + 2 * WEEK if is_last else due + 2 * WEEK,
        guidance=GUIDANCE,
    )
    try:
        return actions.open_campaign(by=by, at=at, campaign=made)
    except ValidationError:
        return None


def _report(by: Author, at: datetime, campaign: Campaign, rank: int, *, is_last: bool) -> None:
    """Reports in every state: nearly all approved where it is over, some missing where it is open."""
    people = _people(at)
    rows = campaign.reports.select_related("organisation", "intervention").order_by("label", "id")
    named = asked(rows)
    for number, report in enumerate(rows):
        own = is_last and report.organisation.code == PARTNER
        target = _target(number, is_last=is_last, own=own)
        added = {
            contributions.key_of(one): "na" if number % 7 == 6 else str(12 + 5 * (number % 9))
            for one in named.get(report.pk, ())
            if number % 5
        }
        content = replace(_content(report, rank), contributions=added)
        _bring(by, at, report, target, content, people)


def _target(number: int, *, is_last: bool, own: bool) -> str:
    """How far a report comes."""
    if own:
        return (ReportState.EXPECTED, ReportState.RETURNED, ReportState.DRAFT)[number % 3]
    if not is_last:
        return ReportState.EXEMPT if number % 13 == 12 else ReportState.APPROVED
    order = (
        ReportState.APPROVED,
        ReportState.SUBMITTED,
        ReportState.EXPECTED,
        ReportState.CHECKED,
        ReportState.EXPECTED,
        ReportState.DRAFT,
        ReportState.RETURNED,
    )
    return order[number % len(order)]


def _people(at: datetime) -> tuple[Author, Author]:
    """Who checks and who approves: two people of the secretariat."""
    found = [
        Person.objects.filter(tenures__post__role=role).order_by("pk").first()
        for role in (Role.DOCUMENTATION, Role.PERMANENT_SECRETARY)
    ]
    first, second = (author_for(one, on=localdate(at)) for one in found if one is not None)
    return first, second


def _bring(
    by: Author, at: datetime, report: Report, target: str, content: Content, people: tuple[Author, Author]
) -> None:
    """By the same steps as people take."""
    given: dict[str, Any] = {"at": at, "report": report}
    if target == ReportState.EXPECTED:
        return
    if target == ReportState.EXEMPT:
        actions.exempt_report(by=by, reason="Activité transférée à un autre organisme (fictif).", **given)
        return
    if target == ReportState.DRAFT:
        actions.save_report(by=by, content=Content(activity_state=content.activity_state), **given)
        return
    actions.submit_report(by=by, content=content, **given)
    if target == ReportState.RETURNED:
        reason = "Précisez la dépense et joignez la liste de présence (fictif)."
        actions.return_report(by=people[0], reason=reason, until=localdate(at) + WEEK, **given)
    if target in (ReportState.CHECKED, ReportState.APPROVED):
        actions.check_report(by=people[0], **given)
    if target == ReportState.APPROVED:
        actions.approve_report(by=people[1], **given)


def _content(report: Report, rank: int) -> Content:
    """What a report says: of the same activity, further on at each period."""
    number = zlib.crc32(report.label.encode())
    progress = min(Decimal(100), Decimal(15 + 7 * (number % 9) + 12 * rank))
    state = ActivityState.DONE if progress == 100 else ActivityState.IN_PROGRESS
    if number % 11 == 5:
        state, progress = ActivityState.SUSPENDED, min(progress, Decimal(60))
    parts = _people_reached(number, rank)
    return Content(
        activity_state=state,
        state_reason="Zone inaccessible (fictif)." if state == ActivityState.SUSPENDED else "",
        progress=progress,
        progress_basis=list(ProgressBasis.values)[number % 5],
        spent=None if number % 17 == 3 else _spent(report, number, progress),
        spent_na=number % 17 == 3,
        reached=sum(part for part in parts.values() if isinstance(part, int)),
        disaggregation={"sex-age": parts},
        done=DONE[number % len(DONE)],
        difficulties=DIFFICULTIES[number % len(DIFFICULTIES)],
        next_steps=NEXT[number % len(NEXT)],
        evidence="Liste de présence et procès-verbal, au bureau régional (fictif).",
    )


def _people_reached(number: int, rank: int) -> dict[str, int | str]:
    """More at each period; of boys nothing is ever asked, of girls seldom."""
    women, men = 180 * (number % 7) + 140 * (rank + 1), 130 * (number % 5) + 110 * (rank + 1)
    return {"women": women, "men": men, "girls": "na" if number % 4 else 45 * (rank + 1), "boys": "na"}


def _spent(report: Report, number: int, progress: Decimal) -> Decimal:
    """A third of the cost of its line of the plan, which others serve too, as far as it has come."""
    costs = [node.declared_cost for node in plan_lines(report) if node.declared_cost]
    whole = Decimal(costs[0]) / 3 if costs else Decimal(2_000_000)
    return round(whole * progress * (85 + number % 20) / 10_000, -4)
