"""Who has to report on what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from azalai.interventions.enums import Status
from azalai.interventions.models import Intervention, PlanLink
from azalai.monitoring.calendars import span_of, span_of_line
from azalai.monitoring.enums import ActivityState
from azalai.monitoring.models import Campaign, ReportVersion
from azalai.plans.enums import BodyRole
from azalai.plans.models import Node, NodeBody, Plan, PlanVersion

FINISHED = (ActivityState.DONE, ActivityState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Subject:
    """What one organisation is asked about: an intervention, or a line of the plan by its key."""

    organisation: int
    intervention: int | None
    node_key: UUID | None
    label: str


def version_in_force(plan: Plan) -> PlanVersion:
    """The adopted version, else the latest; one query unless versions are at hand."""
    return plan.adopted_version() or plan.latest_version()


def subjects(campaign: Campaign) -> list[Subject]:
    """What the campaign has to ask today, each thing once; five queries.

    An intervention of the plan that runs in the period, of its lead; an activity of the plan whose
    calendar meets the period, of each responsible organisation that leads no intervention for it. What
    was approved as finished before the period is not asked again.
    """
    finished = _finished(campaign)
    asked = [*_interventions(campaign), *_lines(campaign)]
    return [one for one in asked if (one.organisation, one.intervention, one.node_key) not in finished]


def _finished(campaign: Campaign) -> set[tuple[int, int | None, UUID | None]]:
    """Done or cancelled as approved, at a day before the period."""
    rows = ReportVersion.objects.filter(
        plan=campaign.plan_id,
        is_current=True,
        activity_state__in=FINISHED,
        stands_on__lt=campaign.period_start,
    )
    return set(rows.values_list("organisation", "intervention", "node_key"))


def _interventions(campaign: Campaign) -> Iterator[Subject]:
    rows = plan_interventions(campaign).exclude(status=Status.CANCELLED).filter(lead__isnull=False)
    for one in rows.order_by("id"):
        if span_of(one.start, one.end).touches(campaign.period_start, campaign.period_end):
            yield Subject(one.lead_id or 0, one.pk, None, one.title[:500])


def plan_interventions(campaign: Campaign) -> QuerySet[Intervention]:
    """Published interventions that serve the plan; those tied to no plan at all where it asks for them."""
    links = PlanLink.objects.filter(intervention=OuterRef("pk"))
    wanted = Q(Exists(links.filter(plan=campaign.plan_id)))
    if campaign.asks_unlinked:
        wanted = wanted | Q(~Exists(links))
    found = Intervention.objects.in_country(campaign.country_id).published().filter(wanted)
    return found.only(
        "lead", "status", "title_fr", "title_en", "actual_start", "planned_start", "actual_end", "planned_end"
    )


def _lines(campaign: Campaign) -> Iterator[Subject]:
    """Activities without an intervention of the organisation that answers for them."""
    version = version_in_force(campaign.plan)
    served = set(
        PlanLink.objects.filter(plan=campaign.plan_id, intervention__lead__isnull=False).values_list(
            "node_key", "intervention__lead"
        )
    )
    for key, organisation, code, title, start, end in _responsibilities(version):
        span = span_of_line(Node(start=start, end=end))
        runs = span.start is not None and span.touches(campaign.period_start, campaign.period_end)
        if runs and (key, organisation) not in served:
            yield Subject(organisation, None, key, f"{code} {title}".strip()[:500])


def _responsibilities(version: PlanVersion) -> QuerySet[NodeBody, tuple]:
    """(key, organisation, code, title, start, end) of lines without anything below."""
    below = Node.objects.filter(parent=OuterRef("node"))
    rows = NodeBody.objects.filter(
        ~Exists(below),
        node__version=version,
        role=BodyRole.RESPONSIBLE,
        is_group=False,
        organisation__isnull=False,
    )
    names = ("node__key", "organisation", "node__code", "node__title", "node__start", "node__end")
    return rows.order_by("node__path", "organisation").values_list(*names).distinct()
