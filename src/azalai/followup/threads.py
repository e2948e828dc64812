"""From the meeting to the plan: the thread of one action, walked from its page both ways.

What stands above this room (reports, indicators, evaluations) adds itself to the spot "followup.point".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from azalai.concertation.queries import scope_of as seats_of
from azalai.concertation.rules import can_see_meeting, can_see_minutes
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.followup import queries
from azalai.followup.models import ActionPoint
from azalai.frames.models import FrameworkItem
from azalai.plans.models import Node, NodeReference


@dataclass(frozen=True, slots=True)
class Knot:
    """One thing on the thread. url: "" where there is no page, or where the author may not open it."""

    text: str
    url: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the thread, with what stands there; empty when nothing is tied yet."""

    title: str
    knots: list[Knot] = field(default_factory=list)


def thread_of(author: Author, point: ActionPoint) -> list[Stage]:
    """Source, action, lines of the plan, objectives; at most five queries."""
    nodes = list(queries.lines_of(point.lines.values_list("node_key", flat=True)).values())
    return [
        Stage(_("Vient de"), list(_sources(author, point))),
        Stage(_("Au registre"), [Knot(point.number, "", str(point.get_kind_display()))]),
        Stage(_("Sert, dans le plan"), [_line(node) for node in nodes]),
        Stage(_("Pour les objectifs"), list(_objectives(point, nodes))),
    ]


def _sources(author: Author, point: ActionPoint) -> Iterable[Knot]:
    meeting = point.meeting
    if meeting is not None:
        scope = seats_of(author, on=today())
        seen = can_see_meeting(author, meeting, scope)
        yield Knot(str(meeting), meeting.get_absolute_url() if seen else "", meeting.title)
        if point.minutes_action is not None:
            item = point.minutes_action.item
            item.minutes.meeting = meeting
            seen = can_see_minutes(author, item.minutes, scope)
            yield Knot(_("Compte rendu"), item.minutes.get_absolute_url() if seen else "", str(item))
    elif point.source_label:
        yield Knot(point.source_label, point.source_url, str(point.get_source_kind_display()))


def _line(node: Node) -> Knot:
    return Knot(f"{node.code} {node.title}".strip()[:160], node.get_absolute_url(), str(node.version.plan))


def _objectives(point: ActionPoint, nodes: list[Node]) -> Iterable[Knot]:
    """Of the action itself, then those that its lines of the plan refer to, each once."""
    items: dict[int, tuple[FrameworkItem, str]] = {
        one.item_id: (one.item, "") for one in point.objectives.all()
    }
    rows: Iterable[Any] = ()
    if nodes:
        rows = NodeReference.objects.filter(node__in=nodes, item__isnull=False)
        rows = rows.select_related("item__framework", "node")
    for row in rows:
        items.setdefault(row.item_id, (row.item, _("par la ligne %(code)s") % {"code": row.node.code}))
    for item, detail in items.values():
        yield Knot(f"{item.code} {item.label}".strip(), item.get_absolute_url(), detail)
