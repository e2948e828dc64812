"""Which row of a version each line of a new reading goes on as, and what that changes; nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

from azalai.engines.plan.comparing import ALIKE, WRITTEN
from azalai.engines.plan.model import Plan, PlanNode
from azalai.engines.plan.text import key as text_key
from azalai.engines.plan.text import squeeze
from azalai.plans.models import Node, PlanVersion
from azalai.plans.trees import COLUMNS, PLAN_COLUMNS, row_values, version_values, with_paths

MOST_COMPARED = 1_000_000  # pairs of titles; beyond, only equal titles are recognised
# Where a line stands in its file is no change of what it says.
PLACES = frozenset({"cells", "source_table", "source_row", "source_sheet"})
COMPARED = [name for name in COLUMNS if name not in PLACES and name not in WRITTEN]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the new reading. path, above: its place and its parent's in the new tree."""

    path: str
    above: str
    node: PlanNode

    @property
    def name(self) -> str:
        """As `Node.__str__`."""
        return f"{self.node.code or ''} {self.node.title}".strip()[:200]


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line that goes on with other values; before, after: by field of the row."""

    key: str
    name: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass
class Pairing:
    """Lines with the rows they go on as (by path), rows that nothing goes on as, and what changes."""

    lines: list[Line]
    rows: dict[str, Node]
    gone: list[Node]
    added: list[str] = field(default_factory=list)
    changed: list[LineChange] = field(default_factory=list)
    plan_before: dict[str, Any] = field(default_factory=dict)
    plan_after: dict[str, Any] = field(default_factory=dict)

    @property
    def removed(self) -> list[str]:
        """Names of the rows that go."""
        return [str(row) for row in self.gone]

    def __bool__(self) -> bool:
        """Something changes."""
        return bool(self.added or self.changed or self.gone or self.plan_after)


def pair(version: PlanVersion, plan: Plan) -> Pairing:
    """Pair the rows of a version with the lines of a plan; one query."""
    lines = [Line(path, above, node) for path, above, node in with_paths(plan.nodes)]
    rows = list(version.nodes.order_by("path"))
    twins = _Pairs(rows, lines).run()
    taken = {row.pk for row in twins.values()}
    found = Pairing(lines, twins, [row for row in rows if row.pk not in taken])
    found.added = [line.name for line in lines if line.path not in twins]
    found.changed = _changes(lines, twins)
    new = version_values(plan)
    differing = [name for name in PLAN_COLUMNS if getattr(version, name) != new[name]]
    found.plan_before = {name: getattr(version, name) for name in differing}
    found.plan_after = {name: new[name] for name in differing}
    return found


class _Pairs:
    """Passes from the surest sign to the weakest; below the same parent first."""

    def __init__(self, rows: Sequence[Node], lines: Sequence[Line]) -> None:
        self.rows, self.lines = rows, lines
        self.twins: dict[str, Node] = {}
        self.taken: set[int] = set()

    def run(self) -> dict[str, Node]:
        """Row of each line, by the line's path."""
        self._pass(lambda o: (o.kind, o.code or "", text_key(o.title)))
        self._pass(lambda o: (o.kind, o.code) if o.code else None, wanted=_alike)
        self._pass(lambda o: (o.kind, text_key(o.title)))
        self._like_titles()
        self._pass(lambda o: (o.kind, o.code) if o.code else None)
        return self.twins

    def _pass(
        self,
        sign: Callable[[Any], Hashable],
        wanted: Callable[[Node, PlanNode], bool] = lambda row, node: True,
    ) -> None:
        waiting: dict[Hashable, list[Node]] = defaultdict(list)
        for row in self._left_rows():
            waiting[sign(row)].append(row)
        for line in self._left_lines():
            known = sign(line.node)
            if known is None:
                continue
            fitting = [row for row in waiting[known] if wanted(row, line.node)]
            found = self._nearest(line, fitting)
            if found is not None:
                waiting[known].remove(found)
                self._take(line, found)

    def _like_titles(self) -> None:
        lines, rows = self._left_lines(), self._left_rows()
        if len(lines) * len(rows) > MOST_COMPARED:
            return
        for line in lines:
            left = [row for row in self._left_rows() if row.kind == line.node.kind]
            titles = [text_key(row.title) for row in left]
            found = process.extractOne(
                text_key(line.node.title), titles, scorer=fuzz.ratio, score_cutoff=ALIKE
            )
            if found:
                self._take(line, left[found[2]])

    def _nearest(self, line: Line, rows: Iterable[Node]) -> Node | None:
        rows = list(rows)
        parent = self.twins.get(line.above)
        below = [row for row in rows if parent is not None and row.parent_id == parent.pk]
        return next(iter(below or rows), None)

    def _take(self, line: Line, row: Node) -> None:
        self.twins[line.path] = row
        self.taken.add(row.pk)

    def _left_rows(self) -> list[Node]:
        return [row for row in self.rows if row.pk not in self.taken]

    def _left_lines(self) -> list[Line]:
        return [line for line in self.lines if line.path not in self.twins]


def _alike(row: Node, node: PlanNode) -> bool:
    return fuzz.ratio(text_key(row.title), text_key(node.title)) >= ALIKE


def _changes(lines: Sequence[Line], twins: dict[str, Node]) -> list[LineChange]:
    by_pk = {row.pk: row for row in twins.values()}
    reordered = _reordered(lines, twins)
    changes = []
    for line in lines:
        row = twins.get(line.path)
        if row is None:
            continue
        before, after = _differing(row, line.node)
        above = twins.get(line.above)
        if row.parent_id != (above.pk if above else None):
            before["parent"] = str(by_pk.get(row.parent_id or 0, ""))
            after["parent"] = str(above or "")
        elif line.path in reordered:
            before["order"], after["order"] = _place(row.path), _place(line.path)
        if after:
            changes.append(LineChange(str(row.key), line.name, before, after))
    return changes


def _differing(row: Node, node: PlanNode) -> tuple[dict[str, Any], dict[str, Any]]:
    values = row_values(node)
    names = [name for name in COMPARED if _tidy(getattr(row, name)) != _tidy(values[name])]
    names += [name for name in WRITTEN if _rewritten(row, values, name)]
    return {name: getattr(row, name) for name in names}, {name: values[name] for name in names}


def _rewritten(row: Node, values: Mapping[str, Any], name: str) -> bool:
    """What is written counts where nothing was understood of it: "45 000 000" says what "45000000" says."""
    if any(getattr(row, field) or values[field] for field in WRITTEN[name]):
        return False
    return "".join(getattr(row, name).split()) != "".join(values[name].split())


def _tidy(value: Any) -> Any:
    """Without what no reader sees: outer and doubled spaces."""
    if isinstance(value, str):
        return "\n".join(line for line in (squeeze(line) for line in value.splitlines()) if line)
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    if isinstance(value, dict):
        return {name: _tidy(item) for name, item in value.items()}
    return value


def _reordered(lines: Sequence[Line], twins: dict[str, Node]) -> set[str]:
    """Paths of lines that stand before a sibling that they followed."""
    furthest: dict[str, str] = {}
    found = set()
    for line in lines:
        row = twins.get(line.path)
        if row is None:
            continue
        if row.path < furthest.get(line.above, ""):
            found.add(line.path)
        else:
            furthest[line.above] = row.path
    return found


def _place(path: str) -> int:
    return int(path.rpartition(".")[2])
