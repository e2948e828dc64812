"""What the system counts, remembered as long as nothing is written.

Every write leaves an entry in the trail, so a count holds while the head of the trail stays where it is: one
query tells whether all the counts of a page still do. What is written past the trail is not seen before the
next entry, nor the next day. A write makes the next page count anew.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from azalai.core.clock import today
from azalai.core.facts import Fact, FactSpan
from azalai.core.models import AuditHead

REMEMBERED = 5_000  # numbers; a page of one indicator asks for some thirty
_numbers: OrderedDict[tuple[Any, ...], Any] = OrderedDict()


class Counts:
    """The counts of one page, as of one moment; one query when the first is asked for."""

    def __init__(self) -> None:
        self._moment: tuple[Any, ...] | None = None

    def value(self, fact: Fact, span: FactSpan) -> Decimal:
        """The number; counted when it is not remembered."""
        if self._moment is None:
            self._moment = _moment()
        key = (*self._moment, fact.code, fact.listing, span)
        return _remembered(key, lambda: Decimal(fact.listing(span).value()))


def number(question: tuple[Any, ...], count: Callable[[], int]) -> int:
    """What count() gives, counted once as long as nothing is written; one query.

    question: names what is counted, whoever asks; it must not begin with the code of a fact.
    """
    return _remembered((*_moment(), *question), count)


def _moment() -> tuple[Any, ...]:
    return AuditHead.objects.values_list("sequence", "hash").first(), today()


def _remembered(key: tuple[Any, ...], count: Callable[[], Any]) -> Any:
    found = _numbers.get(key)
    if found is None:
        found = _numbers[key] = count()
        while len(_numbers) > REMEMBERED:
            _numbers.popitem(last=False)
    return found


def forget() -> None:
    """Count everything anew."""
    _numbers.clear()
