"""What chapters read: what rooms below hold, as of a day and within the days of the report, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode

from azalai.cartography.crossing import Number
from azalai.cartography.dimensions import DIMENSIONS, NONE
from azalai.cartography.measuring import Meter, meter
from azalai.cartography.traces import Record, Traces
from azalai.concertation.enums import MeetingState
from azalai.concertation.models import Convocation, Meeting
from azalai.concertation.queries import CAME
from azalai.core.context import Site, current_site
from azalai.core.facts import FactRow, FactSpan
from azalai.engines.plan.model import PlanNode
from azalai.frames.dataset import load_profile
from azalai.interventions.enums import Status
from azalai.interventions.models import Intervention, PlanLink
from azalai.monitoring.queries import NodeState, Standing, standing
from azalai.plans.enums import VersionStatus
from azalai.plans.models import PlanVersion
from azalai.plans.queries import KeyedPlan, keyed_plan
from azalai.reports.periods import Period

SHORT = 160  # letters of the name of a plan line


@dataclass(frozen=True, slots=True)
class Line:
    """A group of interventions: its key in a dimension, its words, the interventions by key."""

    key: str
    title: str
    ones: tuple[int, ...]


class Material:
    """country: ISO alpha-2. as_of: the day of the figures; what is known later changes nothing kept."""

    def __init__(self, period: Period, country: str, as_of: date) -> None:
        self.period, self.country, self.as_of = period, country, as_of
        self.start, self.end = period.start, period.end
        self.figures: Mapping[str, Any] = {}

    @property
    def span(self) -> FactSpan:
        """What facts count; a period that is not over counts to the day of the figures."""
        return FactSpan(self.country, self.start, max(self.start, min(self.end, self.as_of)))

    @cached_property
    def site(self) -> Site:
        """Secretariat, country and currency."""
        return current_site()

    @cached_property
    def profile(self) -> Any:
        """The country's profile."""
        return load_profile(self.country)

    @property
    def part(self) -> tuple[str, str]:
        """What the country calls its largest parts: ("région", "régions"), ("province", "provinces")."""
        level = next((one for one in self.profile.levels if one.level == 1), None)
        return (level.singular_fr, level.plural_fr) if level else ("région", "régions")

    def before(self) -> Material:
        """The period of the same kind just before, over the same traces, as it is known today."""
        found = Material(self.period.before(), self.country, self.as_of)
        found.__dict__["traces"] = self.traces
        return found

    @cached_property
    def traces(self) -> Traces:
        """Everything that interventions name."""
        return Traces(self.country, on=self.as_of)

    @cached_property
    def records(self) -> list[Record]:
        """Published interventions, not cancelled, that run at some time of the period."""
        return [one for one in self.traces.records if one.status != Status.CANCELLED and self._runs(one)]

    def _runs(self, record: Record) -> bool:
        """Partial dates count as far as they are known; an unknown end runs on."""
        if not record.start and not record.end:
            return False
        begins = record.start or record.end
        first, last = self.start.isoformat(), self.end.isoformat()
        return begins <= last and (not record.end or record.end >= first[: len(record.end)])

    @cached_property
    def undated(self) -> list[int]:
        """Published interventions without any date: no period can claim them."""
        return [one.pk for one in self.traces.records if not one.start and not one.end]

    @cached_property
    def ones(self) -> list[int]:
        """Keys of the interventions of the period."""
        return [record.pk for record in self.records]

    @cached_property
    def interventions(self) -> dict[int, Intervention]:
        """The published interventions with what a list shows; one query."""
        rows = Intervention.objects.in_country(self.country).published()
        fields = ("public_id", "identifier", "title_fr", "title_en", "status", "planned_start")
        return {one.pk: one for one in rows.only(*fields)}

    @cached_property
    def _lines(self) -> dict[int, tuple[int, FactRow]]:
        """Intervention → its rank by title and its line: an address costs more than all the rest."""
        ones = sorted(
            self.interventions.values(), key=lambda one: (one.title.casefold(), one.identifier, one.pk)
        )
        return {
            one.pk: (rank, FactRow(one.title, one.get_absolute_url(), detail=one.identifier))
            for rank, one in enumerate(ones)
        }

    def rows(self, ones: Iterable[int]) -> list[FactRow]:
        """Lines of a list of interventions, by title."""
        found = sorted(self._lines[pk] for pk in set(ones) if pk in self._lines)
        return [row for _rank, row in found]

    def list_url(self, **keys: str) -> str:
        """Address of the living list of interventions, over the years of the report."""
        years = {"de": str(self.start.year), "a": str(self.end.year)}
        return f"{reverse('cartography:interventions')}?{urlencode(years | keys)}"

    def by(self, dimension: str, *, records: Sequence[Record] | None = None) -> list[Line]:
        """Interventions of the period by a dimension of the cartography, in its order; blanks last."""
        chosen = DIMENSIONS[dimension]
        titles = chosen.titles(self.traces)
        found: dict[str, list[int]] = {key: [] for key in titles} if chosen.whole else {}
        for record in self.records if records is None else records:
            for key in chosen.of(self.traces, record):
                found.setdefault(key, []).append(record.pk)
        order = {key: place for place, key in enumerate(titles)}
        keys = sorted(found, key=lambda key: (key.startswith(NONE), order.get(key, len(order)), key))
        return [
            Line(key, chosen.title(key, titles), tuple(found[key]))
            for key in keys
            if found[key] or key != NONE
        ]

    def meter(self, measure: str) -> Meter:
        """A measure of the cartography in the country's currency."""
        return meter(self.traces, measure, currency=self.site.currency, label=self.site.currency_label)

    def budget(self, ones: Sequence[int]) -> Number | None:
        """Amounts told in the country's currency; None when nobody tells one."""
        return self.meter("budget").value(ones)

    def people(self, ones: Sequence[int]) -> Number | None:
        """People aimed at; None when nobody tells."""
        return self.meter("personnes").value(ones)

    @cached_property
    def version(self) -> PlanVersion | None:
        """The adopted version of the country's plan whose years meet the period, else the latest adopted."""
        rows = PlanVersion.objects.filter(plan__country=self.country, status=VersionStatus.ADOPTED)
        found = list(rows.select_related("plan").order_by("-adopted_at", "-number", "pk"))
        meets = [
            v
            for v in found
            if (v.first_year or 0) <= self.end.year and (v.last_year or 9999) >= self.start.year
        ]
        return next(iter(meets or found), None)

    @cached_property
    def plan(self) -> KeyedPlan | None:
        """The lines of that version; one query."""
        return keyed_plan(self.version) if self.version else None

    @cached_property
    def states(self) -> dict[Any, NodeState]:
        """Key of a plan line → how it stands at the end of the period; a few queries."""
        return self.standing.states if self.standing else {}

    @cached_property
    def standing(self) -> Standing | None:
        """The whole plan and each of its lines at the end of the period, None without a plan."""
        return standing(self.version, self.state_day) if self.version else None

    @property
    def state_day(self) -> date:
        """The last day of the period, or that of the figures while it is not over."""
        return min(self.end, self.as_of)

    def state_of(self, node: PlanNode) -> NodeState:
        """How a line of the plan stands."""
        assert self.plan is not None
        return self.states[self.plan.key(node)]

    def node_url(self, node: PlanNode) -> str:
        """Page of a line of the plan."""
        if self.plan is None or self.version is None:
            return ""
        version = self.version
        return reverse("plans:node", args=[version.plan.public_id, version.number, self.plan.key(node)])

    @staticmethod
    def name_of(node: PlanNode) -> str:
        """ "2.1.1 Identifier les doublons…"."""
        text = f"{node.code} {node.title}".strip()
        return text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]}…"

    @cached_property
    def links(self) -> dict[Any, list[int]]:
        """Key of a plan line → interventions of the period that contribute to it."""
        found: dict[Any, list[int]] = {}
        if self.version:
            rows = PlanLink.objects.filter(plan=self.version.plan_id, intervention__in=self.ones)
            for key, one in rows.order_by("intervention", "pk").values_list("node_key", "intervention"):
                found.setdefault(key, []).append(one)
        return found

    @cached_property
    def meetings(self) -> list[Any]:
        """Meetings of the period by day, with `called`, `answered` and `came`; two queries."""
        rows = Meeting.objects.in_country(self.country).filter(
            starts_at__date__gte=self.start, starts_at__date__lte=self.end
        )
        found: list[Any] = list(
            rows.exclude(state=MeetingState.DRAFT).select_related("body__place").order_by("starts_at", "pk")
        )
        counts = Convocation.objects.filter(meeting__in=[one.pk for one in found], sent_at__isnull=False)
        told = (
            counts.order_by()
            .values("meeting")
            .annotate(called=Count("pk"), answered=Count("answered_at"), came=Count("pk", filter=Q(CAME)))
        )
        by_meeting = {row["meeting"]: row for row in told}
        for one in found:
            row: Any = by_meeting.get(one.pk, {})
            one.called, one.answered, one.came = (row.get(k, 0) for k in ("called", "answered", "came"))
        return found

    @property
    def held(self) -> list[Any]:
        """Meetings of the period that were held."""
        return [one for one in self.meetings if one.state == MeetingState.HELD]
