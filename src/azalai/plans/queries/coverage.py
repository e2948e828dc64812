"""Whom and what a plan serves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from azalai.frames.dataset import load_framework
from azalai.plans.enums import BodyRole
from azalai.plans.models import (
    Node,
    NodeBody,
    PlanVersion,
)
from azalai.plans.queries.trees import BRANCH, branches


@dataclass(frozen=True)
class BodyLine:
    """A body and the lines of the plan that name it."""

    name: str
    organisation_id: int | None
    url: str
    is_group: bool
    nodes: tuple[Node, ...]
    spellings: tuple[str, ...]


# Fields of a line that its name and link do not need, and that weigh.
HEAVY = ("cells", "extra", "expected_results", "strategies", "verification", "indicators")


def bodies_of(version: PlanVersion, roles: Iterable[BodyRole]) -> list[BodyLine]:
    """Who is named in these roles, most named first; one query."""
    rows = (
        NodeBody.objects.filter(node__version=version, role__in=list(roles))
        .select_related("node", "organisation")
        .defer(*(f"node__{name}" for name in HEAVY))
        .order_by("node__path", "position")
    )
    groups: dict[tuple, list[NodeBody]] = defaultdict(list)
    for row in rows:
        groups[("org", row.organisation_id) if row.organisation_id else ("text", row.text.casefold())].append(
            row
        )
    return sorted(
        (_body_line(found) for found in groups.values()), key=lambda line: (-len(line.nodes), line.name)
    )


def _body_line(found: list[NodeBody]) -> BodyLine:
    first = found[0]
    nodes = {row.node_id: row.node for row in found}
    return BodyLine(
        name=str(first.organisation) if first.organisation else first.text,
        organisation_id=first.organisation_id,
        url=first.organisation.get_absolute_url() if first.organisation else "",
        is_group=first.is_group,
        nodes=tuple(nodes.values()),
        spellings=tuple(dict.fromkeys(row.text for row in found)),
    )


COVERED = {"GCM": "gcm", "SDG": "sdg"}


@dataclass(frozen=True)
class CoverLine:
    """An item of a framework and the lines that refer to it; inherited: through a line above."""

    code: str
    title: str
    label: str
    nodes: tuple[Node, ...]
    activities: int


def coverage(version: PlanVersion, frame: str = "GCM") -> list[CoverLine]:
    """Every objective of the Compact with what serves it; activities count those below a referring line."""
    nodes = list(branches(version).only(*BRANCH, "references"))
    citing: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        for code in node.references.get(frame, ()):
            citing[code].append(node)
    served = _activities_served(nodes, frame)
    return [
        CoverLine(
            entry.code, entry.title("fr"), entry.label("fr"), tuple(citing[entry.code]), served[entry.code]
        )
        for entry in load_framework(COVERED[frame]).entries
    ]


def _activities_served(nodes: list[Node], frame: str) -> Counter[str]:
    """Code -> how many lines without parts refer to it, themselves or through a line above; parents first."""
    parents = {node.parent_id for node in nodes}
    inherited: dict[int | None, frozenset[str]] = {None: frozenset()}
    served: Counter[str] = Counter()
    for node in nodes:
        inherited[node.pk] = inherited[node.parent_id] | set(node.references.get(frame, ()))
        if node.pk not in parents:
            served.update(inherited[node.pk])
    return served


def policy_coverage(version: PlanVersion) -> list[tuple[str, list[Node]]]:
    """Citations of the national policy as written, with the lines that make them."""
    cited: dict[str, list[Node]] = defaultdict(list)
    for node in branches(version).only(*BRANCH, "reference_texts"):
        if text := node.reference_texts.get("PNM"):
            cited[text].append(node)
    return sorted(cited.items())
