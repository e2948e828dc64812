"""Plans and their lines; what the engine works on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID

from django.db.models import Count, QuerySet

from azalai.engines.plan.levels import french
from azalai.engines.plan.model import Plan as EnginePlan
from azalai.engines.plan.model import PlanNode
from azalai.engines.plan.text import key as text_key
from azalai.plans.models import (
    LayoutChoice,
    Node,
    Plan,
    PlanVersion,
    Upload,
)
from azalai.plans.trees import engine_plan as build_engine_plan


def plan_by_id(public_id: str) -> Plan | None:
    """The plan with that identifier, None when there is none or the text is no identifier."""
    try:
        wanted = UUID(str(public_id))
    except ValueError:
        return None
    return Plan.objects.filter(public_id=wanted).first()


def likely_plan(upload: Upload) -> Plan | None:
    """The plan that a file most likely updates: it came from the same file, or bears the same title."""
    source = PlanVersion.objects.filter(upload__sha256=upload.sha256, plan__country=upload.country)
    version = source.select_related("plan").order_by("-plan_id").first()
    if version is not None:
        return version.plan
    wanted = text_key((upload.reading or {}).get("title") or PurePath(upload.name).stem)
    found = Plan.objects.filter(country=upload.country).with_latest_version()
    return next((plan for plan in found if wanted in _titles(plan)), None)


def _titles(plan: Plan) -> set[str]:
    return {text_key(plan.title), text_key(plan.latest_version().title)} - {""}


def waiting_uploads() -> QuerySet[Upload]:
    """Files that were handed over and that no version came from yet, latest first."""
    return Upload.objects.filter(versions=None).defer("reading").order_by("-received_at", "-pk")


def chosen_roles() -> dict[str, dict[int, str]]:
    """What people said of layouts: signature -> column index -> spelled role."""
    return {
        choice.signature: {int(index): role for index, role in choice.roles.items()}
        for choice in LayoutChoice.objects.all()
    }


def engine_plan(version: PlanVersion) -> EnginePlan:
    """The engine's plan as the rows now stand; one query for the rows."""
    return build_engine_plan(version, version.nodes.order_by("path"))


# What a line's name, level, cost and link need; the cells that it came from weigh ten times as much.
BRANCH = ("version", "parent", "key", "path", "kind", "code", "title", "declared_cost")


def branches(version: PlanVersion) -> QuerySet[Node]:
    """Lines in the order of the plan, parents first, with what a tree shows of them."""
    return version.nodes.only(*BRANCH).order_by("path")


def level_counts(version: PlanVersion) -> list[tuple[str, int]]:
    """Levels of the version in words with how many lines each has; one query."""
    counts = dict(version.nodes.values_list("kind").annotate(Count("id")).order_by())
    return [(french(kind, count=counts.get(kind, 0)), counts.get(kind, 0)) for kind in version.levels]


@dataclass(frozen=True)
class KeyedPlan:
    """The engine's plan with the key of each of its lines, to link them to their pages."""

    plan: EnginePlan
    keys: dict[int, UUID]

    def key(self, node: PlanNode) -> UUID:
        """Key of a line of this very plan."""
        return self.keys[id(node)]


def keyed_plan(version: PlanVersion, rows: Sequence[Node] | None = None) -> KeyedPlan:
    """The plan and the keys of its lines; one query, none when rows are given (parents before children).

    Keys go by the line itself: numbers may be missing or repeated.
    """
    lines = list(version.nodes.order_by("path")) if rows is None else rows
    plan = build_engine_plan(version, lines)
    return KeyedPlan(plan, {id(node): row.key for node, row in zip(plan.walk(), lines, strict=True)})


def activity_count(version: PlanVersion) -> int:
    """How many lines are carried out: those that have nothing below; one query."""
    return version.nodes.filter(children__isnull=True).count()


def line_above(version: PlanVersion, node: Node) -> list[Node]:
    """The node's ancestors from the top; one query."""
    parts = node.path.split(".")
    paths = [".".join(parts[:depth]) for depth in range(1, len(parts))]
    found = list(version.nodes.filter(path__in=paths).order_by("path"))
    for ancestor in found:
        ancestor.version = version
    return found


def is_activity(node: Node) -> bool:
    """The line is one that is carried out: it has nothing below."""
    return not node.version.nodes.filter(parent=node).exists()
