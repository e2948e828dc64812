"""Reads of sheets: lists, one sheet with all it needs, the lines of plans that they measure."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from azalai.core import facts
from azalai.core.models import AuditEntry
from azalai.indicators.models import (
    Indicator,
    IndicatorObjective,
    IndicatorVariable,
    PlanTie,
)
from azalai.plans.models import Node, PlanVersion

LIVE, PERSON, ROOM = "live", "person", "room"


def listed(found: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """With what a line of the list shows; three queries whatever the number."""
    objectives = IndicatorObjective.objects.select_related("item__framework")
    return found.select_related("responsible").prefetch_related(Prefetch("objectives", objectives), "ties")


def full(found: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """With all that the sheet shows."""
    variables = IndicatorVariable.objects.select_related("item")
    ties = PlanTie.objects.select_related("plan")
    return (
        listed(found)
        .prefetch_related(None)
        .prefetch_related(
            Prefetch("objectives", IndicatorObjective.objects.select_related("item__framework")),
            Prefetch("variables", variables),
            Prefetch("ties", ties),
            "targets__place",
            "quality_answers",
        )
    )


def by_source(source: str) -> Q:
    """Those that the system counts, that wait for a room, or that a person feeds."""
    there = [fact.code for fact in facts.all_facts()]
    if source == LIVE:
        return Q(fact_code__in=there)
    if source == ROOM:
        return ~Q(fact_code="") & ~Q(fact_code__in=there)
    return Q(fact_code="")


def filtered(country: str, filters: dict[str, Any]) -> QuerySet[Indicator]:
    """The list, filtered by cleaned data of forms.IndicatorFilter; a blank one does not filter."""
    found = Indicator.objects.in_country(country).search(filters.get("q") or "")
    if not filters.get("abandonnes"):
        found = found.living()
    for name, column in (("type", "nature"), ("niveau", "level"), ("objectif", "objectives__item")):
        if value := filters.get(name):
            found = found.filter(**{column: value})
    if source := filters.get("source"):
        found = found.filter(by_source(source))
    if axis := filters.get("axe"):
        found = found.filter(ties__node_key__in=_keys_under(axis))
    return found.distinct()


def _keys_under(axis: UUID) -> list[UUID]:
    """Keys of a line and of all below it, in the latest version that has it."""
    node = Node.objects.filter(key=axis).order_by("-version__number").first()
    if node is None:
        return []
    lines = Node.objects.filter(version=node.version_id)
    return list(
        lines.filter(Q(pk=node.pk) | Q(path__startswith=f"{node.path}.")).values_list("key", flat=True)
    )


def axes(country: str) -> list[Node]:
    """Top lines of plans of the country that indicators are tied below, in the latest version of each."""
    plans = PlanTie.objects.filter(indicator__country=country).values_list("plan", flat=True).distinct()
    versions = PlanVersion.objects.filter(plan__in=list(plans)).order_by("plan", "-number")
    latest = {version.plan_id: version.pk for version in reversed(versions)}
    tops = Node.objects.filter(version__in=latest.values(), parent__isnull=True)
    return list(tops.select_related("version__plan").order_by("version", "path"))


def latest_nodes(ties: list[PlanTie]) -> dict[int, Node]:
    """Key of the tie → its line in the latest version that has it; at most two queries."""
    if not ties:
        return {}
    rows = Node.objects.filter(
        key__in={tie.node_key for tie in ties}, version__plan__in={tie.plan_id for tie in ties}
    ).select_related("version__plan")
    known = {(node.version.plan_id, node.key): node for node in rows.order_by("version__number")}
    pairs = ((tie, known.get((tie.plan_id, tie.node_key))) for tie in ties)
    return {tie.pk: node for tie, node in pairs if node is not None}


def of_node(node: Node) -> list[tuple[Indicator, Node]]:
    """Indicators of a line and of those below it, with the line of each; two queries."""
    lines = node.version.nodes.filter(Q(pk=node.pk) | Q(path__startswith=f"{node.path}."))
    by_key = {line.key: line for line in lines.only("key", "code", "title", "path", "version")}
    ties = (
        PlanTie.objects.filter(plan=node.version.plan_id, node_key__in=list(by_key))
        .filter(indicator__closed_at__isnull=True)
        .select_related("indicator__responsible")
    )
    found = [(tie.indicator, by_key[tie.node_key], tie.position) for tie in ties]
    found.sort(key=lambda one: (one[1].path, one[2]))
    return [(indicator, line) for indicator, line, _position in found]


def next_code(country: str) -> str:
    """The number after the highest that was given: "I-027"."""
    codes = Indicator.objects.in_country(country).filter(code__startswith="I-").values_list("code", flat=True)
    numbers = [int(code[2:]) for code in codes if code[2:].isdecimal()]
    return f"I-{max(numbers, default=0) + 1:03d}"


def history(indicator: Indicator) -> QuerySet[AuditEntry]:
    """What was written about its sheet, latest first."""
    kind = "indicators.indicator"
    return AuditEntry.objects.filter(object_type=kind, object_id=str(indicator.pk)).order_by("-sequence")
