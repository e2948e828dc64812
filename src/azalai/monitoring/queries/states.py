"""How each line of a plan stands: what the engine of progress works on, and what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from azalai.core.remembering import Memory, moment
from azalai.engines import progress as engine
from azalai.frames.models import Country
from azalai.interventions.enums import Publication, Status
from azalai.interventions.models import Budget, Intervention, PlanLink
from azalai.interventions.queries import best_kind
from azalai.monitoring.calendars import span_of_line
from azalai.monitoring.labels import late_because
from azalai.monitoring.models import ReportVersion
from azalai.plans.models import Node, PlanVersion
from azalai.plans.queries.trees import BRANCH

FULL = Decimal(100)
LINE = (*BRANCH, "start", "end", "years")
WHOLE = "plan"
REMEMBERED = 4  # plans kept in memory, some megabytes each
# What an intervention says of itself, where no report was approved.
AS_DECLARED = {
    Status.IDENTIFICATION: engine.State.NOT_STARTED,
    Status.PLANNED: engine.State.NOT_STARTED,
    Status.ONGOING: engine.State.IN_PROGRESS,
    Status.COMPLETED: engine.State.DONE,
    Status.SUSPENDED: engine.State.SUSPENDED,
    Status.CANCELLED: engine.State.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class NodeState:
    """A line of a plan that day. state: enums.NodeStateChoice. progress: 0 to 1, at least that much, None
    when nothing is known; known: share of the line about which something is.

    planned: what the plan declares, the country's currency; spent, reached: since the beginning, None when
    nobody said. late_because: a sentence, "" when it is not late. outcome: everything that was computed.
    """

    state: str
    progress: Decimal | None
    planned: Decimal | None
    spent: Decimal | None
    reached: int | None
    reported_on: date | None
    outcome: engine.Outcome

    @property
    def late_because(self) -> str:
        """Made when it is asked for: a date in words costs more than all the rest of a line."""
        return late_because(self.outcome.late)

    @property
    def known(self) -> Decimal:
        """Share of the line about which something is known, 0 to 1."""
        return self.outcome.known


def node_states(version: PlanVersion, on: date) -> dict[UUID, NodeState]:
    """Key of each line → how it stands that day, as approved reports, interventions and the calendar say.

    A report counts from the end of its period (or its approval, where that comes first). Six queries
    whatever the number of lines.
    """
    return standing(version, on).states


class Said(NamedTuple):
    """What an approved report says of people."""

    reached: int | None
    disaggregation: dict[str, dict[str, int | str]]


@dataclass(frozen=True)
class Standing:
    """A version of a plan that day: its lines in the order of the plan, how each stands, and the whole.

    reports: key of a source → the approved version that speaks for it.
    """

    nodes: list[Node]
    states: dict[UUID, NodeState]
    whole: NodeState
    reports: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def said(self) -> dict[str, Said]:
        """Key of a source → what its report says of people; one query when it is first asked."""
        rows = ReportVersion.objects.filter(pk__in=self.reports.values())
        found = {pk: Said(*said) for pk, *said in rows.values_list("pk", "reached", "disaggregation")}
        return {key: found[pk] for key, pk in self.reports.items() if pk in found}


def standing(version: PlanVersion, on: date) -> Standing:
    """The same with the lines themselves and the plan as a whole; six queries."""
    nodes = list(version.nodes.only(*LINE).order_by("path"))
    for node in nodes:
        node.version = version
    said = _standing(version, on)
    outcomes = engine.compute(_lines(nodes), _sources(version, said), on=on)
    states = {node.key: _as_state(outcomes[node.key]) for node in nodes}
    reports = {_source_key(one): one.pk for one in said}
    return Standing(nodes, states, _as_state(outcomes[WHOLE]), reports)


_remembered: Memory[Standing] = Memory(REMEMBERED)


def current_standing(version: PlanVersion, on: date) -> Standing:
    """The same from memory as long as nothing was written (core.remembering); then one query."""
    question = (version.plan.public_id, version.pk, on)
    return _remembered.answer(moment(), question, lambda: standing(version, on))


def _as_state(outcome: engine.Outcome) -> NodeState:
    return NodeState(
        str(outcome.state),
        outcome.progress,
        outcome.planned,
        outcome.spent,
        outcome.reached,
        outcome.reported_on,
        outcome,
    )


def _lines(nodes: Sequence[Node]) -> Iterator[engine.Line]:
    """The lines under one that stands for the whole plan."""
    keys = {node.pk: node.key for node in nodes}
    yield engine.Line(WHOLE)
    for node in nodes:
        span = span_of_line(node)
        cost = None if node.declared_cost is None else Decimal(node.declared_cost)
        parent = keys[node.parent_id] if node.parent_id else WHOLE
        yield engine.Line(node.key, parent, cost, span.start, span.start_by, span.end)


def sources(version: PlanVersion, on: date) -> list[engine.Source]:
    """What serves the version's plan and what is said of it that day; five queries."""
    return _sources(version, _standing(version, on))


def _source_key(said: ReportVersion) -> str:
    """A report on a line speaks for itself, one on an intervention for the intervention."""
    return f"r{said.pk}" if said.intervention_id is None else f"i{said.intervention_id}"


def _sources(version: PlanVersion, said: Sequence[ReportVersion]) -> list[engine.Source]:
    lines = _links(version)
    direct = [
        _from_report(one, _source_key(one), frozenset({one.node_key}), None, direct=True)
        for one in said
        if one.node_key is not None
    ]
    reports = {one.intervention_id: one for one in said if one.intervention_id is not None}
    found = Intervention.objects.filter(pk__in=_linked(version)).values_list("pk", "status", named=True)
    money = _budgets(version)
    return direct + [
        _from_report(reports[one.pk], f"i{one.pk}", lines[one.pk], money.get(one.pk), direct=False)
        if one.pk in reports
        else engine.Source(
            f"i{one.pk}", lines[one.pk], AS_DECLARED[Status(one.status)], weight=money.get(one.pk)
        )
        for one in found
    ]


def _links(version: PlanVersion) -> dict[int, frozenset[Any]]:
    """Intervention → keys of the lines that it serves."""
    keys: defaultdict[int, set[UUID]] = defaultdict(set)
    for intervention, key in _linked(version, "intervention", "node_key"):
        keys[intervention].add(key)
    return {intervention: frozenset(found) for intervention, found in keys.items()}


def _linked(version: PlanVersion, *names: str) -> Any:
    links = PlanLink.objects.filter(
        plan=version.plan_id, intervention__publication=Publication.PUBLISHED
    ).order_by()
    return links.values_list(*names) if names else links.values("intervention")


def _standing(version: PlanVersion, on: date) -> list[ReportVersion]:
    """The version of each report that holds that day, one for each organisation and thing reported."""
    heavy = ("done", "difficulties", "next_steps", "evidence", "disaggregation")
    rows = ReportVersion.objects.filter(plan=version.plan_id).defer(*heavy)
    current = list(rows.filter(is_current=True))
    if all(one.stands_on <= on for one in current):
        return current
    earlier = rows.filter(stands_on__lte=on).select_related("report__campaign")
    held = {
        (one.organisation_id, one.intervention_id, one.node_key): one for one in sorted(earlier, key=rank)
    }
    return list(held.values())


def rank(version: ReportVersion) -> tuple[Any, ...]:
    """Which of two versions about the same thing holds: the later day, then period, then approval."""
    return version.stands_on, version.report.campaign.period_end, version.approved_at


def _from_report(
    said: ReportVersion, key: str, lines: frozenset[Any], weight: Decimal | None, *, direct: bool
) -> engine.Source:
    return engine.Source(
        key,
        lines,
        engine.State(said.activity_state),
        progress=None if said.progress is None else said.progress / FULL,
        weight=weight,
        spent=said.spent,
        reached=said.reached,
        on=said.stands_on,
        direct=direct,
    )


def _budgets(version: PlanVersion) -> dict[int, Decimal]:
    """Intervention → its size in the country's currency; amounts of other currencies are left out."""
    currency = Country.objects.filter(pk=version.plan.country).values_list("currency_code", flat=True).first()
    rows = Budget.objects.filter(intervention__in=_linked(version), currency=currency)
    lines: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows.values_list("intervention_id", "kind", "amount", named=True):
        lines[row.intervention_id].append(row)
    return {key: _size(found) for key, found in lines.items()}


def _size(lines: list[Any]) -> Decimal:
    kind = best_kind(lines)
    return sum((line.amount for line in lines if line.kind == kind), Decimal(0))
