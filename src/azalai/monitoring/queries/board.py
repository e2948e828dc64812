"""Who has reported, who has not, and what waits for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import make_aware

from azalai.actors.models import Organisation
from azalai.core.authorship import Author
from azalai.interventions.rules import Scope
from azalai.monitoring import rules
from azalai.monitoring.enums import (
    HANDED_IN,
    WITH_PARTNER,
    WITH_SECRETARIAT,
    CampaignState,
    ReportState,
)
from azalai.monitoring.models import Campaign, CampaignLock, Reminder, Report
from azalai.monitoring.windows import locks_of

TO_WRITE = [ReportState.EXPECTED, ReportState.DRAFT]


def _counted(*states: str, **more: Any) -> Count:
    return Count("id", filter=Q(state__in=states, **more))


def after_due(campaign: Campaign) -> datetime:
    """The first moment that is late."""
    return make_aware(datetime.combine(campaign.due_on, time.max))


@dataclass(frozen=True, slots=True)
class Line:
    """An organisation in a campaign. asked: what is expected of it, exemptions aside; missing: not handed
    in at all; returned: sent back to it; late: handed in after the day "on time"."""

    organisation: Organisation
    asked: int
    missing: int
    returned: int
    waiting: int
    approved: int
    late: int
    lock: CampaignLock | None = None
    reminded: Reminder | None = None

    @property
    def handed_in(self) -> int:
        """Sent at least once."""
        return self.asked - self.missing

    @property
    def is_complete(self) -> bool:
        """Nothing is expected of it any more."""
        return not self.missing and not self.returned


def counts(reports: QuerySet[Report], campaign: Campaign) -> dict[str, int]:
    """Tallies over all these reports; one query."""
    return reports.order_by().aggregate(**_tallies(campaign))


def _tallies(campaign: Campaign) -> dict[str, Count]:
    every = [state for state in ReportState if state != ReportState.EXEMPT]
    return {
        "asked": _counted(*every),
        "missing": _counted(*TO_WRITE),
        "returned": _counted(ReportState.RETURNED, ReportState.AMENDING),
        "waiting": _counted(*WITH_SECRETARIAT),
        "approved": _counted(ReportState.APPROVED),
        "late": _counted(*HANDED_IN, submitted_at__gt=after_due(campaign)),
    }


FILTERS = ("tous", "manquants", "incomplets", "en-retard", "a-jour")


def board(campaign: Campaign, *, on: date, wanted: str = "tous", only: Scope | None = None) -> list[Line]:
    """One line for each organisation, those that owe most first; four queries.

    wanted: one of FILTERS. only: the organisations of a scope, None for all.
    """
    rows = Report.objects.filter(campaign=campaign)
    if only is not None:
        rows = rows.of_organisations(only.organisations)
    tallies: list[Any] = list(rows.order_by().values("organisation").annotate(**_tallies(campaign)))
    names = Organisation.objects.in_bulk([row["organisation"] for row in tallies])
    locks, reminded = locks_of(campaign, on), _reminded(campaign)
    lines = [_line(row, names, locks, reminded) for row in tallies if row["asked"]]
    lines.sort(key=lambda line: (-line.missing, -line.returned, str(line.organisation)))
    return [line for line in lines if _is_wanted(line, wanted)]


def _reminded(campaign: Campaign) -> dict[int, Reminder]:
    """Organisation's key → its latest reminder; one that left counts more than one that could not."""
    rows = campaign.reminders.order_by("queued_at", "sent_at", "id")
    found: dict[int, Reminder] = {}
    for row in rows:
        if row.sent_at or not found.get(row.organisation_id):
            found[row.organisation_id] = row
    return found


def _line(
    row: dict[str, Any],
    names: Mapping[int, Organisation],
    locks: Mapping[int, CampaignLock],
    reminded: Mapping[int, Reminder],
) -> Line:
    key = row.pop("organisation")
    return Line(names[key], **row, lock=locks.get(key), reminded=reminded.get(key))


def _is_wanted(line: Line, wanted: str) -> bool:
    if wanted == "manquants":
        return line.missing == line.asked
    if wanted == "incomplets":
        return not line.is_complete
    if wanted == "en-retard":
        return bool(line.late)
    return line.is_complete if wanted == "a-jour" else True


def campaigns(author: Author, country: str) -> QuerySet[Campaign]:
    """Those that the author may see, latest period first."""
    found = Campaign.objects.in_country(country).select_related("plan")
    return found if rules.can_keep_campaigns(author) else found.announced()


def reports_of(campaign: Campaign, filters: dict[str, Any]) -> QuerySet[Report]:
    """Reports of a campaign, filtered. filters: organisme (public id), etat (a state, or "manquants")."""
    found = (
        Report.objects.filter(campaign=campaign)
        .with_subject()
        .order_by("organisation__search_text", "label", "id")
    )
    if organisation := filters.get("organisme"):
        found = found.filter(organisation__public_id=organisation)
    state = filters.get("etat")
    if state == "manquants":
        return found.filter(state__in=TO_WRITE)
    return found.filter(state=state) if state in ReportState.values else found


def owed(scope: Scope, country: str) -> QuerySet[Report]:
    """What these organisations have to report now, the campaign that closes first before others."""
    found = Report.objects.of_organisations(scope.organisations).filter(campaign__country=country)
    running = found.filter(campaign__state=CampaignState.OPEN)
    return running.with_subject().order_by("campaign__closes_on", "campaign", "organisation", "label", "id")


def to_write(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Those that are with the organisation."""
    return reports.filter(state__in=WITH_PARTNER)


def queue(author: Author, country: str, step: str = "") -> QuerySet[Report]:
    """What waits for the secretariat, the oldest first. step: "verifier", "approuver" or "" for both."""
    states = {"verifier": [ReportState.SUBMITTED], "approuver": [ReportState.CHECKED]}
    found = Report.objects.filter(campaign__country=country, state__in=states.get(step, WITH_SECRETARIAT))
    return found.with_subject().order_by("submitted_at", "id")


def for_me(found: QuerySet[Report], author: Author) -> QuerySet[Report]:
    """Those on which that very person may take the next step."""
    return found.filter(_for(author))


def _for(author: Author) -> Q:
    """Neither sent nor, at the second step, checked by that person."""
    if author.person_id is None:
        return Q()
    others = ~Q(submitted_by=author.person_id) | Q(submitted_by__isnull=True)
    not_mine = ~Q(checked_by=author.person_id) | Q(checked_by__isnull=True)
    return others & (Q(state=ReportState.SUBMITTED) | not_mine)


def queue_sizes(author: Author, country: str) -> tuple[int, int]:
    """How many reports wait for the secretariat, and for that very person; one query."""
    waiting = Report.objects.filter(campaign__country=country, state__in=WITH_SECRETARIAT).order_by()
    mine = Count("pk", filter=_for(author)) if author.person_id is not None else Count("pk")
    found = waiting.aggregate(total=Count("pk"), mine=mine)
    return found["total"], found["mine"]
