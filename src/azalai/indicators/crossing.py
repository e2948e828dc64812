"""Details of a value by two variables at once: which pairs can be asked, and the table that they make.

Only who reads every detail (the secretariat, the auditor, and whoever gives the value) reads them: a crossing
has small cells that the details by one variable would help to guess, and no rule here hides them well enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from azalai.core import formatting
from azalai.frames.models import FrameworkItem
from azalai.indicators.models import Value
from azalai.indicators.queries import status_of
from azalai.indicators.words import write

Categories = dict[FrameworkItem, list[FrameworkItem]]
Pair = tuple[FrameworkItem, FrameworkItem]
MOST_CELLS = 60  # a form that nobody fills in is of no use


def pairs(categories: Categories) -> list[tuple[str, Pair]]:
    """Pairs of the sheet's variables that can be crossed, each with its code for an address."""
    known = [one for one, items in categories.items() if items]
    return [
        (f"{one.code},{two.code}", (one, two))
        for one, two in combinations(known, 2)
        if len(categories[one]) * len(categories[two]) <= MOST_CELLS
    ]


def asked_for(code: str, categories: Categories, value: Value | None) -> Pair | None:
    """The pair of that code; of a value that has crossed details already, theirs: none is lost on the way."""
    there = value.crossings.select_related("first", "second").first() if value is not None else None
    if there is not None and there.first in categories and there.second in categories:
        return there.first, there.second
    known = dict(pairs(categories))
    return known.get(code) or known.get(",".join(reversed(code.split(","))))


@dataclass(frozen=True, slots=True)
class Crossing:
    """A table: categories of the second variable as head, of the first as rows."""

    first: FrameworkItem
    second: FrameworkItem
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def table_of(value: Value | None) -> Crossing | None:
    """The crossed details of a value, "—" where nobody said anything; None without any. Two queries."""
    parts = list(value.crossings.select_related("first", "second")) if value is not None else []
    if not parts:
        return None
    first, second = parts[0].first, parts[0].second
    items = FrameworkItem.objects.filter(parent__in=[first.pk, second.pk])
    names = {(item.parent_id, item.code): item.label for item in items.order_by("order", "id")}
    cells = {(one.first_category, one.second_category): one for one in parts}
    rows = list(dict.fromkeys(one.first_category for one in parts))
    head = list(dict.fromkeys(one.second_category for one in parts))
    return Crossing(
        first,
        second,
        tuple(names.get((second.pk, code), code) for code in head),
        tuple(
            (
                names.get((first.pk, row), row),
                tuple(
                    write(status_of(one.kind, one.amount), one.amount)
                    if (one := cells.get((row, column)))
                    else formatting.BLANK
                    for column in head
                ),
            )
            for row in rows
        ),
    )
