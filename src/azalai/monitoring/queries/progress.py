"""Where a plan stands, line by line: what the page of progress and its workbook show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from azalai.actors.models import Organisation
from azalai.frames.models import Place
from azalai.interventions.enums import Publication
from azalai.interventions.models import PlanLink
from azalai.monitoring.enums import NodeStateChoice
from azalai.monitoring.queries.states import NodeState, Standing
from azalai.plans.enums import BodyRole
from azalai.plans.models import Node, NodeBody, PlanVersion


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the plan with how it stands; depth 0 for the top. is_activity: nothing stands below."""

    node: Node
    state: NodeState
    depth: int
    is_activity: bool

    @property
    def state_label(self) -> str:
        """In words."""
        return str(NodeStateChoice(self.state.state).label)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; None and "" for everything. axis: key of a line above those shown."""

    axis: UUID | None = None
    organisation: Organisation | None = None
    place: Place | None = None
    state: str = ""
    late_first: bool = False

    @property
    def is_narrow(self) -> bool:
        """Not the whole tree."""
        return bool(self.organisation or self.place or self.state or self.late_first)


def rows(version: PlanVersion, found: Standing, wanted: Wanted) -> list[Row]:
    """The tree; or the activities asked for, the latest first where that is asked. At most two queries."""
    above = {node.parent_id for node in found.nodes}
    shown = [
        Row(node, found.states[node.key], node.depth, node.pk not in above)
        for node in _under(found.nodes, wanted.axis)
    ]
    if not wanted.is_narrow:
        return shown
    keys = _keys(version, wanted)
    chosen = [row for row in shown if row.is_activity and (keys is None or row.node.key in keys)]
    if wanted.state:
        chosen = [row for row in chosen if row.state.state == wanted.state]
    return sorted(chosen, key=_lateness) if wanted.late_first else chosen


def _under(nodes: Iterable[Node], axis: UUID | None) -> list[Node]:
    every = list(nodes)
    top = next((node for node in every if node.key == axis), None)
    if top is None:
        return every
    return [node for node in every if node.path == top.path or node.path.startswith(f"{top.path}.")]


def _keys(version: PlanVersion, wanted: Wanted) -> set[UUID] | None:
    """Lines of an organisation or a region, None for all."""
    if wanted.organisation is None and wanted.place is None:
        return None
    links = PlanLink.objects.filter(plan=version.plan_id, intervention__publication=Publication.PUBLISHED)
    if wanted.place is not None:
        here = Q(intervention__places__place=wanted.place)
        links = links.filter(here | Q(intervention__places__place__parent=wanted.place))
    if wanted.organisation is None:
        return set(links.values_list("node_key", flat=True))
    keys = set(links.filter(intervention__lead=wanted.organisation).values_list("node_key", flat=True))
    return keys if wanted.place else keys | _answered_for(version, wanted.organisation)


def _answered_for(version: PlanVersion, organisation: Organisation) -> set[UUID]:
    named = NodeBody.objects.filter(
        node__version=version, organisation=organisation, role=BodyRole.RESPONSIBLE
    )
    return set(named.values_list("node__key", flat=True))


def _lateness(row: Row) -> tuple[bool, date, str]:
    """What is late first, and of that what has been late for longest."""
    late = row.state.outcome.late
    return late is None, late.day if late else date.max, row.node.path


def tallies(found: Standing) -> dict[str, int]:
    """State → how many activities are in it."""
    above = {node.parent_id for node in found.nodes}
    states = [found.states[node.key].state for node in found.nodes if node.pk not in above]
    counted = Counter(states)
    return {state: counted[state] for state in NodeStateChoice.values}


def organisations(version: PlanVersion) -> list[Organisation]:
    """Those that lead an intervention of the plan or answer for one of its lines; one query."""
    leads = PlanLink.objects.filter(plan=version.plan_id).values("intervention__lead")
    named = NodeBody.objects.filter(
        node__version=version, role=BodyRole.RESPONSIBLE, organisation__isnull=False
    ).values("organisation")
    found = Organisation.objects.filter(Q(pk__in=leads) | Q(pk__in=named))
    return list(found.only("public_id", "acronym", "name_fr", "name_en").order_by("search_text", "id"))
