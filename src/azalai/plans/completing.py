"""Completing a plan from a file that says other things of the same lines: a logical framework, an annex.

Lines are matched by level and number, else by level and title. Only blanks are filled: what the plan
already says stays, no line is added and none is removed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from azalai.engines.plan.model import Plan, PlanNode
from azalai.engines.plan.text import key

FILLED = (
    "beneficiaries", "responsible", "partners", "expected_results", "indicators", "baseline", "target",
    "verification", "assumptions", "risks", "strategies", "funding", "comments", "problem",
)  # fmt: skip
# Values that are understood from one text go together with it, or not at all.
TOGETHER = (
    ("declared_cost", "cost_text"),
    ("references", "reference_texts", "reference_text"),
    ("years", "start", "end", "period_text", "continuous"),
)


@dataclass(frozen=True, slots=True)
class Completed:
    """The plan with its blanks filled, and the titles of the file's lines that found no place in it."""

    plan: Plan
    unmatched: tuple[str, ...]


def complete(plan: Plan, other: Plan) -> Completed:
    """`plan` with what `other` adds to its lines."""
    offered = _by_name(other)
    used: set[int] = set()
    nodes = tuple(_filled(node, offered, used) for node in plan.nodes)
    unmatched = tuple(node.title for node in other.walk() if id(node) not in used and _says_something(node))
    return Completed(replace(plan, nodes=nodes), unmatched)


def _by_name(other: Plan) -> dict[tuple[str, str], PlanNode]:
    """Lines by (level, number) and by (level, title); the first of two alike."""
    found: dict[tuple[str, str], PlanNode] = {}
    for node in other.walk():
        if node.code:
            found.setdefault((node.kind, node.code), node)
        found.setdefault((node.kind, f"«{key(node.title)}"), node)
    return found


def _filled(node: PlanNode, offered: dict[tuple[str, str], PlanNode], used: set[int]) -> PlanNode:
    children = tuple(_filled(child, offered, used) for child in node.children)
    match = offered.get((node.kind, node.code or "")) or offered.get((node.kind, f"«{key(node.title)}"))
    if match is None:
        return replace(node, children=children)
    used.add(id(match))
    return replace(node, children=children, **_blanks(node, match))


def _blanks(node: PlanNode, match: PlanNode) -> dict[str, Any]:
    """What the other line says where this one is blank."""
    changes = {
        name: getattr(match, name) for name in FILLED if not getattr(node, name) and getattr(match, name)
    }
    for names in TOGETHER:
        blank = all(getattr(node, name) in (None, "", (), False) or not getattr(node, name) for name in names)
        if blank and any(getattr(match, name) for name in names):
            changes |= {name: getattr(match, name) for name in names}
    return changes


def _says_something(node: PlanNode) -> bool:
    return any(getattr(node, name) for name in FILLED) or node.declared_cost is not None
