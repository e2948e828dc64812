"""Counting interventions by two keys. Pure: no database, no words.

An intervention stands in every cell of its keys (three regions and two objectives are six cells), and
once in each total: a total is a count of distinct interventions, not the sum of its cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

Number = int | Decimal


@dataclass(slots=True)
class Crossing:
    """Interventions by row and column, as their keys; each list holds an intervention once."""

    cells: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    columns: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    everything: list[int] = field(default_factory=list)


def cross(found: Iterable[tuple[int, Sequence[str], Sequence[str]]]) -> Crossing:
    """found: (intervention, its row keys, its column keys), keys distinct; one without a key of either
    kind counts nowhere."""
    made = Crossing()
    for one, rows, columns in found:
        if not rows or not columns:
            continue
        made.everything.append(one)
        for column in columns:
            made.columns[column].append(one)
        for row in rows:
            made.rows[row].append(one)
            for column in columns:
                made.cells[row, column].append(one)
    return made


def total(ones: Iterable[int], weights: Mapping[int, Number | None]) -> Number | None:
    """Sum of what is known; None when nothing is, which is not zero."""
    known = [weight for one in ones if (weight := weights.get(one)) is not None]
    return sum(known) if known else None


def shade(value: Number | None, highest: Number | None, *, steps: int = 4) -> int:
    """From 1 (little) to `steps` (as much as the fullest cell); 0 for nothing."""
    if not value or not highest:
        return 0
    return max(1, min(steps, -int(-steps * value // highest)))
