"""What the system counts, remembered as long as nothing is written (core.remembering).

One query tells whether all the counts of a page still hold; a write makes the next page count anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from decimal import Decimal

from azalai.core.facts import Fact, FactSpan
from azalai.core.remembering import Memory, Moment, moment

_counts: Memory[Decimal] = Memory(5_000)  # a page of one indicator asks for some thirty
_numbers: Memory[int] = Memory(50)


class Counts:
    """The counts of one page, as of one moment; one query when the first is asked for."""

    def __init__(self) -> None:
        self._at: Moment | None = None

    def value(self, fact: Fact, span: FactSpan) -> Decimal:
        """The number; counted when it is not remembered."""
        if self._at is None:
            self._at = moment()
        question = (fact.code, fact.listing, span)
        return _counts.answer(self._at, question, lambda: Decimal(fact.listing(span).value()))


def number(question: Hashable, count: Callable[[], int]) -> int:
    """What count() gives, counted once as long as nothing is written; one query.

    question: names what is counted, whoever asks.
    """
    return _numbers.answer(moment(), question, count)


def forget() -> None:
    """Count everything anew."""
    _counts.forget()
    _numbers.forget()
