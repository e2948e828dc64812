"""The end of an action's thread: indicators of the lines that it serves, reports that count it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from azalai.core import registry
from azalai.core.authorship import Author
from azalai.followup.models import ActionPoint
from azalai.followup.queries import lines_of
from azalai.indicators.models import Indicator
from azalai.plans.models import Node
from azalai.reports import queries, rules
from azalai.reports.models import Mention

SHOWN = 10


def register() -> None:
    """Announce the panel."""
    registry.register_panel(
        registry.Panel("followup.point", "reports/panels/point.html", 60, of_point, rules.can_see_reports)
    )


def of_point(author: Author, point: ActionPoint) -> dict[str, Any]:
    """Page of an action: what measures it, and the frozen reports that count it."""
    return {"indicators": _indicators(point)[:SHOWN], "mentions": mentions_of(author, point.public_id)}


def mentions_of(author: Author, object_id: UUID) -> QuerySet[Mention]:
    """The readable reports that count the object, the latest first; one query on an index."""
    found = Mention.objects.filter(
        object_id=object_id, report__in=queries.visible(author, country=settings.COUNTRY)
    )
    kept = found.select_related("report", "figure").defer("report__chapters", "figure__rows")
    return kept.order_by("-report__as_of", "-report")[:SHOWN]


def _indicators(point: ActionPoint) -> QuerySet[Indicator]:
    """Of its lines, of the lines above them, and of its objectives; four queries."""
    nodes = lines_of(point.lines.values_list("node_key", flat=True)).values()
    measured = Q(objectives__item__in=point.objectives.values("item"))
    for node in nodes:
        measured |= Q(ties__plan=node.version.plan_id, ties__node_key__in=_upwards(node))
    return Indicator.objects.in_country(settings.COUNTRY).living().filter(measured).distinct()


def _upwards(node: Node) -> Iterable[Any]:
    """Keys of the line and of those above it, in its version."""
    parts = node.path.split(".")
    paths = [".".join(parts[:size]) for size in range(1, len(parts) + 1)]
    return Node.objects.filter(version=node.version_id, path__in=paths).values("key")
