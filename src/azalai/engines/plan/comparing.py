"""What changed between two versions of a plan, node by node.

Nodes are paired in three passes: same level and code with like titles, then like titles alone (a
renumbered activity keeps its history), then the same code alone (a rewritten title). Where a node
stands in a file is never compared.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from azalai.engines.plan.levels import french
from azalai.engines.plan.model import Plan, PlanNode
from azalai.engines.plan.text import key, squeeze

ALIKE = 85.0  # rapidfuzz ratio (0 to 100) from which two titles are those of one node
VALUES = (
    "code", "title", "problem", "declared_cost", "shares_cost_with", "cost_by_year", "years", "start", "end",
    "continuous", "references", "reference_texts", "beneficiaries", "responsible", "partners",
    "expected_results", "indicators", "baseline", "target", "verification", "assumptions", "risks",
    "strategies", "funding", "comments", "extra",
)  # fmt: skip
# As written: compared when nothing was understood of it, or on request.
WRITTEN = {
    "cost_text": ("declared_cost",),
    "period_text": ("start", "end", "years", "continuous"),
    "reference_text": ("references", "reference_texts"),
    "label": ("kind",),
    "printed_code": ("code",),
}
PLAN_VALUES = ("title", "currency", "declared_total", "first_year", "last_year", "levels", "country")


class NodeKey(NamedTuple):
    """How a node is named to a person: its level, its code and its title."""

    kind: str
    code: str | None
    title: str

    def __str__(self) -> str:
        """ "activité 2.1.1 (Former les agents)"."""
        code = f" {self.code}" if self.code else ""
        return f"{french(self.kind)}{code} ({self.title})"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference from version a to version b.

    kind: "added", "removed", "changed" or "moved". node: as in b, or as in a when it was removed.
    field: a field of PlanNode for "changed"; "parent" or "order" for "moved"; "" otherwise.
    before, after: the field's values; for "parent" the NodeKey of the old and new parent (None at
    the top), for "order" the place among the siblings, counted from 1; the PlanNode itself on the
    side where an added or removed node exists.
    """

    kind: str
    node: NodeKey
    field: str = ""
    before: Any = None
    after: Any = None


@dataclass(eq=False)
class _Item:
    """A node with its parent, as an object of its own."""

    node: PlanNode
    parent: _Item | None
    place: int
    twin: _Item | None = None

    @property
    def key(self) -> NodeKey:
        return NodeKey(self.node.kind, self.node.code, self.node.title)


def compare(a: Plan, b: Plan) -> tuple[Change, ...]:
    """Changes that lead from a to b: removed nodes in the order of a, then the rest in that of b."""
    old, new = _items(a.nodes), _items(b.nodes)
    _pair(old, new)
    changes = [Change("removed", item.key, before=item.node) for item in old if item.twin is None]
    reordered = _reordered(new)
    for item in new:
        changes += _changes_of(item, item in reordered)
    return tuple(changes)


def same_plan(a: Plan, b: Plan, *, as_written: bool = True) -> list[str]:
    """Differences between two plans as lines for a person; none when they say the same.

    as_written: compare also the texts beside the interpreted values ("45 millions"), where both
    plans have them.
    """
    lines = [
        f"plan: {name}: {getattr(a, name)!r} -> {getattr(b, name)!r}"
        for name in PLAN_VALUES
        if _tidy(getattr(a, name)) != _tidy(getattr(b, name))
    ]
    lines += [_line(change) for change in compare(a, b)]
    return lines + (_written_lines(a, b) if as_written else [])


def _line(change: Change) -> str:
    if change.kind in {"added", "removed"}:
        return f"{change.kind}: {change.node}"
    return f"{change.kind}: {change.node}: {change.field}: {change.before!r} -> {change.after!r}"


def _written_lines(a: Plan, b: Plan) -> list[str]:
    """Differences of texts that both sides have."""
    old, new = _items(a.nodes), _items(b.nodes)
    _pair(old, new)
    pairs = [(item.twin.node, item) for item in new if item.twin]
    return [
        f"written: {item.key}: {name}: {getattr(node, name)!r} -> {getattr(item.node, name)!r}"
        for node, item in pairs
        for name in WRITTEN
        if getattr(node, name) and getattr(item.node, name)
        if _differ_as_written(getattr(node, name), getattr(item.node, name), name)
    ]


def _differ_as_written(before: str, after: str, name: str) -> bool:
    """Plain figures of costs are compared as values: "25,000,000" is "25 000 000"."""
    texts = _without_spaces(before), _without_spaces(after)
    if name == "cost_text" and all(re.fullmatch(r"[\d.,]+", text) for text in texts):
        return False
    return texts[0] != texts[1]


def _items(nodes: Iterable[PlanNode], parent: _Item | None = None) -> list[_Item]:
    """Every node below, in the order of the document."""
    found: list[_Item] = []
    for place, node in enumerate(nodes, 1):
        item = _Item(node, parent, place)
        found.append(item)
        found += _items(node.children, item)
    return found


def _pair(old: list[_Item], new: list[_Item]) -> None:
    _pair_by_code(old, new, alike=True)
    _pair_by_title(old, new)
    _pair_by_code(old, new, alike=False)


def _pair_by_code(old: list[_Item], new: list[_Item], *, alike: bool) -> None:
    waiting: dict[tuple[str, str | None], list[_Item]] = defaultdict(list)
    for item in _single(old):
        waiting[item.node.kind, item.node.code].append(item)
    for item in _single(new):
        candidates = waiting.get((item.node.kind, item.node.code), [])
        found = _nearest(item, candidates, alike=alike or item.node.code is None)
        if found:
            candidates.remove(found)
            item.twin, found.twin = found, item


def _nearest(item: _Item, candidates: list[_Item], *, alike: bool) -> _Item | None:
    """The candidate below the same parent, else the first; with like titles only when asked."""
    kept = [c for c in candidates if not alike or _alike(c.node.title, item.node.title)]
    same_title = [c for c in kept if key(c.node.title) == key(item.node.title)] or kept
    below = [c for c in same_title if item.parent and c.parent is item.parent.twin]
    return next(iter(below or same_title), None)


def _alike(a: str, b: str) -> bool:
    return key(a) == key(b) or fuzz.ratio(key(a), key(b)) >= ALIKE


def _pair_by_title(old: list[_Item], new: list[_Item]) -> None:
    waiting: dict[str, list[_Item]] = defaultdict(list)
    for item in _single(old):
        waiting[item.node.kind].append(item)
    for item in _single(new):
        left = waiting.get(item.node.kind, [])
        titles = [key(candidate.node.title) for candidate in left]
        found = process.extractOne(key(item.node.title), titles, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if found:
            twin = left.pop(found[2])
            item.twin, twin.twin = twin, item


def _single(items: list[_Item]) -> list[_Item]:
    return [item for item in items if item.twin is None]


def _changes_of(item: _Item, reordered: bool) -> list[Change]:  # noqa: FBT001  one caller, above
    if item.twin is None:
        return [Change("added", item.key, after=item.node)]
    old = item.twin
    changes = _fields(old.node, item)
    if (old.parent.twin if old.parent else None) is not item.parent or (old.parent and not old.parent.twin):
        before = old.parent.key if old.parent else None
        after = item.parent.key if item.parent else None
        changes.append(Change("moved", item.key, "parent", before, after))
    elif reordered:
        changes.append(Change("moved", item.key, "order", old.place, item.place))
    return changes


def _fields(before: PlanNode, item: _Item) -> list[Change]:
    after = item.node
    changes = [
        Change("changed", item.key, name, getattr(before, name), getattr(after, name))
        for name in VALUES
        if _tidy(getattr(before, name)) != _tidy(getattr(after, name))
    ]
    texts = [
        Change("changed", item.key, name, getattr(before, name), getattr(after, name))
        for name, values in WRITTEN.items()
        if not any(getattr(node, value) for node in (before, after) for value in values)
        if _without_spaces(getattr(before, name)) != _without_spaces(getattr(after, name))
    ]
    return changes + texts


def _reordered(new: list[_Item]) -> set[_Item]:
    """Nodes that left the order of their siblings: all but a longest run that kept it."""
    families: dict[_Item | None, list[_Item]] = defaultdict(list)
    for item in new:
        if item.twin and item.twin.parent is (item.parent.twin if item.parent else None):
            families[item.parent].append(item)
    return {item for family in families.values() for item in _out_of_order(family)}


def _out_of_order(family: list[_Item]) -> list[_Item]:
    """Members outside a longest increasing subsequence of their old places."""
    tails: list[int] = []
    lengths: list[int] = []
    for place in (item.twin.place for item in family if item.twin):
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
        lengths.append(at)
    wanted = len(tails) - 1
    out = []
    for item, length in zip(reversed(family), reversed(lengths), strict=True):
        if length == wanted:
            wanted -= 1
        else:
            out.append(item)
    return out


def _tidy(value: Any) -> Any:
    """The value without what no reader sees: outer and doubled spaces, absent against empty."""
    if isinstance(value, str):
        lines = [squeeze(line) for line in value.splitlines()]
        return "\n".join(line for line in lines if line) or None
    if isinstance(value, tuple):
        return tuple(_tidy(item) for item in value)
    if isinstance(value, Mapping):
        return {name: _tidy(item) for name, item in value.items()}
    return value


def _without_spaces(text: str) -> str:
    """As written, but for spaces and the name of the franc."""
    return re.sub(r"(?i)\s|f\s?cfa", "", text or "")
