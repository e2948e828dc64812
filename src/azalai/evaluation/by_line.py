"""The implementation matrix by line of the plan, as the strategy's is by action: how each line stands, what
it is worth, and under it the interventions that serve it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from azalai.evaluation import matrix
from azalai.evaluation.matrix import Judged, Row
from azalai.evaluation.models.evaluations import EvaluationQuerySet
from azalai.interventions.enums import Publication
from azalai.interventions.models import Intervention, PlanLink
from azalai.interventions.queries import BY_TITLE
from azalai.monitoring.queries.progress import Row as LineState
from azalai.plans.models import PlanVersion

MOST_UNDER = 5  # interventions of one line on the page; files hold them all


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Judged):
    """A line of the plan. actor: whom the plan makes responsible, as written.

    under: what serves it, the evaluated first; more: how many are not shown.
    """

    of: LineState
    actor: str = ""
    under: Sequence[Row] = ()
    more: int = 0

    @property
    def title(self) -> str:
        """With its number."""
        return f"{self.of.node.code} {self.of.node.title}".strip()

    @property
    def is_group(self) -> bool:
        """Other lines stand below it."""
        return not self.of.is_activity


def lines(
    version: PlanVersion,
    found: Sequence[LineState],
    shown: EvaluationQuerySet,
    *,
    on: date,
    most: int | None = MOST_UNDER,
) -> list[Line]:
    """Those lines with what is said of them; at most sixteen queries whatever their number.

    shown: evaluations that the reader sees, drafts aside. most: interventions under a line, None for all.
    """
    keys = [one.node.key for one in found]
    judged = matrix.of_lines(shown, version.plan_id, keys)
    under = _under(version, keys, shown.filter(intervention__isnull=False), on)
    actors = dict(version.nodes.filter(key__in=keys).values_list("key", "responsible"))
    return [
        _line(one, judged.get(one.node.key, Judged()), under.get(one.node.key, []), most, actors)
        for one in found
    ]


def _line(
    one: LineState, judged: Judged, under: list[Row], most: int | None, actors: dict[UUID, str]
) -> Line:
    kept = under if most is None else under[:most]
    return Line(
        of=one,
        actor=" ".join(actors.get(one.node.key, "").split()),
        under=kept,
        more=len(under) - len(kept),
        evaluation=judged.evaluation,
        own=judged.own,
        recommendations=judged.recommendations,
    )


def _under(
    version: PlanVersion, keys: Sequence[UUID], shown: EvaluationQuerySet, on: date
) -> dict[UUID, list[Row]]:
    """Key of a line → the published interventions that serve that very line, the evaluated first."""
    links = PlanLink.objects.filter(
        plan=version.plan_id, node_key__in=keys, intervention__publication=Publication.PUBLISHED
    )
    served: defaultdict[int, set[UUID]] = defaultdict(set)
    for intervention, key in links.order_by().values_list("intervention", "node_key"):
        served[intervention].add(key)
    ones = list(Intervention.objects.filter(pk__in=served).select_related("lead").order_by(*BY_TITLE))
    found: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in sorted(matrix.rows(ones, shown, on=on), key=lambda one: one.evaluation is None):
        for key in served[row.intervention.pk]:
            found[key].append(row)
    return found


def flat(found: Iterable[Line]) -> Iterator[Any]:
    """Each line, then what stands under it: the rows of a file."""
    for line in found:
        yield line
        yield from line.under
