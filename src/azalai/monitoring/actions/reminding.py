"""Writing to those who have not reported: by the calendar, or because the secretariat asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.accounts.models import Person
from azalai.actors.models import Organisation
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.core.outbox import nobody_to_reach
from azalai.monitoring import rules
from azalai.monitoring.enums import CampaignState, ReminderKind
from azalai.monitoring.letters import OUTBOX, people_of
from azalai.monitoring.models import Campaign, Reminder
from azalai.monitoring.queries.board import TO_WRITE

BEFORE_DUE, BEFORE_CLOSE = timedelta(days=7), timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Reminded:
    """What one passage did: messages decided, those nobody could receive, those that left again."""

    decided: int = 0
    unreachable: int = 0
    retried: int = 0


def remind(*, by: Author, at: datetime) -> Reminded:
    """What the calendar asks today in every open campaign; each message leaves once, however often this
    runs. What has not left yet is tried again.
    """
    rules.check_keep_campaigns(by)
    retried = OUTBOX.retry(at)
    decided = unreachable = 0
    for campaign in Campaign.objects.filter(state=CampaignState.OPEN).order_by("id"):
        rows = _remind_one(by, at, campaign)
        unreachable += sum(row.person_id is None for row in rows)
        decided += sum(row.person_id is not None for row in rows)
    return Reminded(decided, unreachable, retried)


@transaction.atomic
def _remind_one(by: Author, at: datetime, campaign: Campaign) -> list[Reminder]:
    found = Campaign.objects.select_for_update().get(pk=campaign.pk)
    kind = kind_due(found, localdate(at))
    return _written(by, at, found, kind, _owing(found)) if kind else []


def kind_due(campaign: Campaign, on: date) -> str:
    """What the calendar asks to say that day, "" for nothing; a day that was missed is made up for."""
    if on < campaign.opens_on or on > campaign.closes_on:
        return ""
    if on >= campaign.closes_on - BEFORE_CLOSE and on > campaign.due_on:
        return ReminderKind.LAST
    if on > campaign.due_on:
        return ReminderKind.LATE
    return ReminderKind.BEFORE if on >= campaign.due_on - BEFORE_DUE else ReminderKind.OPENED


def _owing(campaign: Campaign) -> dict[int, int]:
    """Organisation's key → how many of its reports are missing."""
    found: dict[int, int] = {}
    for key in campaign.reports.filter(state__in=TO_WRITE).values_list("organisation", flat=True):
        found[key] = found.get(key, 0) + 1
    return found


@transaction.atomic
def remind_organisations(
    *,
    by: Author,
    at: datetime,
    campaign: Campaign,
    organisations: Iterable[Organisation] = (),
    text: str = "",
) -> list[Reminder]:
    """Write to those that owe something, or to some of them; at most once a day. text: a word more.

    Raises ValidationError when the campaign is not open, or nobody owes anything.
    """
    rules.check_keep_campaigns(by)
    found = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if found.state != CampaignState.OPEN:
        raise ValidationError(_("On ne relance que dans une campagne ouverte."))
    wanted = {one.pk for one in organisations}
    owing = {key: number for key, number in _owing(found).items() if not wanted or key in wanted}
    if not owing:
        raise ValidationError(_("Il ne manque aucun rapport : il n'y a personne à relancer."))
    rows = _written(by, at, found, ReminderKind.ASKED, owing, text.strip())
    if not rows:
        raise ValidationError(_("Ces organismes ont déjà été relancés aujourd'hui."))
    return rows


def _written(
    by: Author, at: datetime, campaign: Campaign, kind: str, owing: dict[int, int], text: str = ""
) -> list[Reminder]:
    """Rows for those who have none yet, and the mail once the transaction is over."""
    day = localdate(at)
    step = int(f"{day:%Y%m%d}") if kind == ReminderKind.ASKED else 0
    known = set(campaign.reminders.filter(kind=kind, step=step).values_list("organisation", flat=True))
    rows: list[Reminder] = []
    for organisation in Organisation.objects.filter(pk__in=set(owing) - known).order_by("pk"):
        people: list[Person | None] = [*people_of(organisation, on=day)]
        for person in people or [None]:
            row = _row(campaign, organisation, kind, step, person, at)
            row.text, row.missing = text, owing[organisation.pk]
            rows.append(row)
    Reminder.objects.bulk_create(rows)
    if rows:
        told = len({row.organisation_id for row in rows})
        after = {"kind": str(ReminderKind(kind).label), "told": told}
        audit.record(by=by, at=at, action="monitoring.reminded", obj=campaign, after=after, reason=text)
    OUTBOX.send_after_commit(rows)
    return rows


def _row(
    campaign: Campaign, organisation: Organisation, kind: str, step: int, person: Person | None, at: datetime
) -> Reminder:
    failure = "" if person else nobody_to_reach()
    return Reminder(
        campaign=campaign,
        organisation=organisation,
        kind=kind,
        step=step,
        person=person,
        queued_at=at,
        failure=failure,
    )
