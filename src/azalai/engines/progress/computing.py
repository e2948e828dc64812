"""From lines and sources to outcomes, from the leaves upwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from azalai.engines.progress.calendar import elapsed, lateness
from azalai.engines.progress.model import Key, Line, Outcome, Source, State
from azalai.engines.progress.states import joint_state
from azalai.engines.progress.weighing import ONE, ZERO, Part, mean

_Serving = Mapping[Key, Sequence[Source]]


@dataclass(frozen=True, slots=True)
class _Node:
    """A line being computed: its outcome, its calendar filled from below, all the sources under it."""

    line: Line
    outcome: Outcome
    start: date | None
    end: date | None
    sources: frozenset[Key]

    @property
    def part(self) -> Part:
        """What it weighs in the line above."""
        return Part(self.outcome.progress, self.outcome.known, self.outcome.planned)


def compute(lines: Iterable[Line], sources: Iterable[Source], *, on: date) -> dict[Key, Outcome]:
    """Key of each line → its outcome that day. Neither the order of lines nor that of sources matters.

    Raises ValueError for a line whose parent is missing or that stands above itself.
    """
    known = {line.key: line for line in lines}
    below = _below(known)
    found = {source.key: source for source in sources}
    serving: defaultdict[Key, list[Source]] = defaultdict(list)
    for source in sorted(found.values(), key=lambda source: str(source.key)):
        for key in source.lines:
            serving[key].append(source)
    nodes: dict[Key, _Node] = {}
    for line in _deepest_first(known, below):
        children = [nodes[key] for key in below[line.key]]
        nodes[line.key] = _inner(line, children, serving, found, on) if children else _leaf(line, serving, on)
    return {key: nodes[key].outcome for key in known}


def _below(known: dict[Key, Line]) -> defaultdict[Key | None, list[Key]]:
    below: defaultdict[Key | None, list[Key]] = defaultdict(list)
    for line in known.values():
        if line.parent is not None and line.parent not in known:
            raise ValueError(f"the line above {line.key} is missing")
        below[line.parent].append(line.key)
    for keys in below.values():
        keys.sort(key=str)
    return below


def _deepest_first(known: dict[Key, Line], below: defaultdict[Key | None, list[Key]]) -> list[Line]:
    """Each line after all those below it."""
    order: list[Key] = []
    waiting = list(below[None])
    while waiting:
        key = waiting.pop()
        order.append(key)
        waiting.extend(below[key])
    if len(order) != len(known):
        raise ValueError("some lines stand above themselves")
    return [known[key] for key in reversed(order)]


def _leaf(line: Line, serving: _Serving, on: date) -> _Node:
    """A line that is carried out: what is said of it directly prevails, else what serves it counts."""
    said = serving.get(line.key, [])
    direct = [source for source in said if source.direct]
    counted = direct or said
    base, progress, share = _from_sources(counted)
    late = lateness(base, line.start_by, line.end, on)
    outcome = Outcome(
        state=State.LATE if late else base,
        base=base,
        progress=progress,
        known=share,
        planned=line.cost,
        elapsed=elapsed(line.start, line.end, on),
        late=late,
        done=int(base == State.DONE),
        late_below=int(late is not None),
        **_sums(counted),
        sources=tuple(source.key for source in counted),
    )
    return _Node(line, outcome, line.start, line.end, frozenset(outcome.sources))


def _from_sources(counted: Sequence[Source]) -> tuple[State, Decimal | None, Decimal]:
    """State, progress and known share as those sources say."""
    going = [source for source in counted if source.state != State.CANCELLED]
    return joint_state([source.state for source in counted]), *mean([_part(source) for source in going])


def _part(source: Source) -> Part:
    """Done work is done whatever percentage was left beside it; work not begun has not advanced."""
    ready = {State.DONE: ONE, State.NOT_STARTED: source.progress or ZERO}
    progress = ready.get(source.state, source.progress)
    return Part(progress, ZERO if progress is None else ONE, source.weight)


def _sums(counted: Sequence[Source]) -> dict[str, Any]:
    return {
        "spent": _sum([source.spent for source in counted]),
        "reached": _count([source.reached for source in counted]),
        "reported_on": max((source.on for source in counted if source.on), default=None),
    }


def _inner(
    line: Line, children: Sequence[_Node], serving: _Serving, found: dict[Key, Source], on: date
) -> _Node:
    """A line with others below: the mean of those that go on, the sum of what each source says once."""
    own = serving.get(line.key, [])
    base, progress, share = _from_children(children)
    counted = [source for source in own if source.direct] or ([] if share else own)
    if counted:
        base, progress, share = _from_sources(counted)
    start, end = _span(line, children)
    late = lateness(base, None, end, on)
    keys = frozenset(source.key for source in own).union(*(child.sources for child in children))
    sources = [found[key] for key in sorted(keys, key=str)]
    outcome = Outcome(
        state=State.LATE if late else base,
        base=base,
        progress=progress,
        known=share,
        planned=line.cost if line.cost is not None else _sum([child.outcome.planned for child in children]),
        elapsed=elapsed(start, end, on),
        late=late,
        leaves=sum(child.outcome.leaves for child in children),
        done=sum(child.outcome.done for child in children),
        late_below=sum(child.outcome.late_below for child in children),
        **_sums(sources),
        sources=tuple(source.key for source in sources),
    )
    return _Node(line, outcome, start, end, keys)


def _from_children(children: Sequence[_Node]) -> tuple[State, Decimal | None, Decimal]:
    """State, progress and known share as the lines below say; what is cancelled does not count."""
    going = [child for child in children if child.outcome.base != State.CANCELLED]
    return joint_state([child.outcome.base for child in children]), *mean([child.part for child in going])


def _span(line: Line, children: Sequence[_Node]) -> tuple[date | None, date | None]:
    """Its own calendar; where it has none, from the first day below to the last."""
    starts = [child.start for child in children if child.start]
    ends = [child.end for child in children if child.end]
    return line.start or min(starts, default=None), line.end or max(ends, default=None)


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    told = [value for value in values if value is not None]
    return sum(told, ZERO) if told else None


def _count(values: Sequence[int | None]) -> int | None:
    told = [value for value in values if value is not None]
    return sum(told) if told else None
