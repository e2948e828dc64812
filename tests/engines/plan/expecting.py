"""What the small plan must be read as, whatever its layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from azalai.engines.plan.model import Plan, PlanNode
from tests.engines.plan.contents import PLAN, Activity, Group
from tests.engines.plan.drawing import Drawing

LEVELS = {"axis": "axis", "goal": "objective", "leaf": "activity"}
ANY = ("docx", "xlsx", "csv")


@dataclass(frozen=True)
class LayoutCase:
    """A way to draw the small plan.

    shows: fields that it tells ("cost", "axis_cost", "goal_cost", "years", "dates", ...).
    levels: name of the plan's own level -> kind that the reader must give it; absent = not drawn.
    files: formats that can carry it.
    """

    name: str
    draw: Callable[[], Drawing]
    shows: frozenset[str]
    levels: Mapping[str, str]
    files: tuple[str, ...]


CASES: list[LayoutCase] = []


def layout(
    *shows: str, levels: Mapping[str, str] = LEVELS, files: tuple[str, ...] = ANY
) -> Callable[[Callable[[], Drawing]], Callable[[], Drawing]]:
    """Register a layout."""

    def register(draw: Callable[[], Drawing]) -> Callable[[], Drawing]:
        CASES.append(LayoutCase(draw.__name__, draw, frozenset(shows), levels, files))
        return draw

    return register


def expected(case: LayoutCase) -> list[dict[str, Any]]:
    """The tree, from top to bottom, with the depth of each node."""
    found: list[dict[str, Any]] = []
    for axis in PLAN:
        _group(found, case, axis, "axis", 0)
    return found


def _group(found: list[dict[str, Any]], case: LayoutCase, group: Group, level: str, depth: int) -> None:
    below = depth
    if level in case.levels:
        cost = group.cost if f"{level}_cost" in case.shows else None
        found.append(_head(case.levels[level], group, depth) | {"cost": cost})
        below += 1
    for part in group.parts:
        if isinstance(part, Group):
            _group(found, case, part, "goal", below)
        else:
            found.append(_leaf(case, part, below))


def _head(kind: str, part: Group | Activity, depth: int) -> dict[str, Any]:
    return {"depth": depth, "kind": kind, "code": part.code, "title": part.title}


def _leaf(case: LayoutCase, leaf: Activity, depth: int) -> dict[str, Any]:
    told = _head(case.levels["leaf"], leaf, depth)
    told["cost"] = leaf.cost if "cost" in case.shows else None
    if "years" in case.shows:
        told["years"] = leaf.years
    if "dates" in case.shows:
        told |= {"start": leaf.start, "end": leaf.end}
    if "gcm" in case.shows:
        told["gcm"] = leaf.gcm
    for name in {"responsible", "beneficiaries"} & case.shows:
        told[name] = getattr(leaf, name)
    if "indicators" in case.shows:
        told["indicators"] = (leaf.indicator,)
    return told


def told(plan: Plan, like: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The plan that was read, reduced to what is expected of each node."""
    nodes = [pair for root in plan.nodes for pair in _walk(root, 0)]
    known = [*like, *({} for _ in range(len(nodes) - len(like)))]
    return [_told(node, depth, one) for (node, depth), one in zip(nodes, known, strict=False)]


def _walk(node: PlanNode, depth: int) -> list[tuple[PlanNode, int]]:
    return [(node, depth), *(pair for child in node.children for pair in _walk(child, depth + 1))]


def _told(node: PlanNode, depth: int, like: dict[str, Any]) -> dict[str, Any]:
    whole = {
        "depth": depth,
        "kind": node.kind,
        "code": node.code,
        "title": node.title,
        "cost": node.declared_cost,
        "years": node.years,
        "start": node.start,
        "end": node.end,
        "gcm": node.references.get("GCM", ()),
        "responsible": node.responsible,
        "beneficiaries": node.beneficiaries,
        "indicators": node.indicators,
    }
    return {name: whole[name] for name in (like or whole)}
