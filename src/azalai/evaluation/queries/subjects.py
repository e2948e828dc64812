"""What may be evaluated: interventions, and lines of plans by their key."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from azalai.evaluation.models import Evaluation
from azalai.interventions.models import Intervention
from azalai.interventions.queries import BY_TITLE
from azalai.plans.models import Node, Plan, PlanVersion
from azalai.plans.queries.trees import BRANCH

FOUND = 20


def current_version(plan: Plan) -> PlanVersion:
    """The version in force, else the latest; no query when the versions are at hand."""
    return plan.adopted_version() or plan.latest_version()


def plans_in(country: str) -> list[Plan]:
    """Plans of a country with their versions; two queries."""
    return list(Plan.objects.filter(country=country).with_latest_version())


def find_interventions(text: str, *, country: str) -> QuerySet[Intervention]:
    """Published interventions whose words hold the text, by title."""
    found = Intervention.objects.in_country(country).published().search(text)
    return found.select_related("lead").order_by(*BY_TITLE)


def find_lines(text: str, *, country: str) -> list[Node]:
    """Lines of the plans in force whose number or title holds the text, at most FOUND; three queries."""
    versions = {current_version(plan).pk: plan for plan in plans_in(country)}
    rows = Node.objects.filter(version__in=list(versions)).only(*BRANCH, "label").order_by("version", "path")
    rows = (
        rows.filter(Q(title__icontains=text) | Q(code__istartswith=text))
        if text
        else rows.filter(parent=None)
    )
    return list(rows.select_related("version__plan")[:FOUND])


def line_of(plan: Plan, key: UUID) -> Node | None:
    """A line of a plan in the version in force, else in the latest that has it; two queries."""
    return lines_by_key([(plan.pk, key)]).get((plan.pk, key))


def lines_by_key(wanted: Iterable[tuple[int, UUID]]) -> dict[tuple[int, UUID], Node]:
    """(plan, key of the line) -> the line in the adopted version, else in the latest; one query."""
    pairs = set(wanted)
    if not pairs:
        return {}
    rows = Node.objects.filter(key__in={key for _plan, key in pairs}).only(*BRANCH, "label")
    rows = rows.filter(version__plan__in={plan for plan, _key in pairs}).select_related("version__plan")
    found: dict[tuple[int, UUID], Node] = {}
    for node in sorted(rows, key=lambda one: (one.version.status == "adopted", one.version.number)):
        found[node.version.plan_id, node.key] = node
    return found


def subject_url(evaluation: Evaluation) -> str:
    """Page of what is evaluated, "" when the line is gone; at most one query."""
    if evaluation.intervention is not None:
        return evaluation.intervention.get_absolute_url()
    if evaluation.plan is None:
        return ""
    if evaluation.node_key is None:
        return evaluation.plan.get_absolute_url()
    node = line_of(evaluation.plan, evaluation.node_key)
    return node.get_absolute_url() if node else ""
