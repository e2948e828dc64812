"""What the system counts by itself: facts that rooms announce, each with the list behind the number.

A room registers its facts in AppConfig.ready. Whoever shows a number (an indicator, a report, the home
page) asks for it here by its code, for any span, and finds the list under it: the number is never kept
apart from its list. A fact whose room does not exist yet registers itself the day the room does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from azalai.core.authorship import Author


@dataclass(frozen=True, slots=True)
class FactSpan:
    """What is counted: a country (ISO alpha-2), between two days that both count, in a place or anywhere.

    place_id: key in `frames.Place`; what happens in the places below it counts too.
    """

    country: str
    start: date
    end: date
    place_id: int | None = None


@dataclass(frozen=True, slots=True)
class FactRow:
    """One line of the list behind a number. amount: what it adds to the number.

    url: page of the object, "" when there is none; on: its day as far as known; detail: why it counts.
    """

    label: str
    url: str = ""
    on: date | None = None
    detail: str = ""
    amount: Decimal | int = 1


@dataclass(frozen=True)
class FactList:
    """The objects that a number counts, in a stable order, and how each reads as a line.

    items: a queryset or a sequence. amounts: None when each counts for one; else gives the sum over all.
    """

    items: QuerySet[Any] | Sequence[Any]
    row: Callable[[Any], FactRow]
    amounts: Callable[[Any], Decimal | int] | None = None

    def value(self) -> Decimal | int:
        """The number; one query on a queryset."""
        if self.amounts is not None:
            return self.amounts(self.items)
        return self.items.count() if isinstance(self.items, QuerySet) else len(self.items)

    def rows(self, start: int = 0, stop: int | None = None) -> list[FactRow]:
        """Lines of the list, from start to before stop."""
        return [self.row(one) for one in self.items[start:stop]]


@dataclass(frozen=True)
class Fact:
    """Something that the system counts.

    code: "room.what". formula: how it is counted, as a sentence. listing: the list for a span.
    by_place: whether a place can be asked for; a fact that knows no place is refused there, not guessed.
    at_end: counts what exists at the end of the span, not what happened during it.
    visible: who may read the list; the number itself is for whoever may read indicators.
    """

    code: str
    label: Any
    unit: Any
    formula: Any
    listing: Callable[[FactSpan], FactList]
    by_place: bool = False
    at_end: bool = False
    visible: Callable[[Author], bool] = field(default=lambda author: True)


_facts: dict[str, Fact] = {}


def register_fact(fact: Fact) -> None:
    """Add or replace the fact of that code."""
    _facts[fact.code] = fact


def register_facts(facts: Iterable[Fact]) -> None:
    """Add or replace several."""
    for fact in facts:
        register_fact(fact)


def fact(code: str) -> Fact | None:
    """The fact of that code, None while no room has announced it."""
    return _facts.get(code)


def all_facts() -> list[Fact]:
    """Every fact, by code."""
    return sorted(_facts.values(), key=lambda one: one.code)
