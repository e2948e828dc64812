"""What several rooms ask on one page is asked once; what is long to compute holds until something is written.

The first page gathers the lines of every room, and most of them begin by asking where the reader sits or
which plans there are. Within `shared_reads()` such a question is answered once:

    return remembering.once(("concertation.scope", author.post_id, on), lambda: _scope(author, on))

Outside of it, and so in every action, each question is asked anew.

A `Memory` keeps answers beyond the page, in this process. Every write leaves an entry in the trail, so an
answer holds while the head of the trail stays where it is. What is written past the trail is not seen before
the next entry, nor the next day.

What is remembered must not be changed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

from azalai.core.clock import today
from azalai.core.models import AuditHead

T = TypeVar("T")
Moment = tuple[Any, ...]
_known: ContextVar[dict[Hashable, Any] | None] = ContextVar("azalai_shared_reads", default=None)


@contextmanager
def shared_reads() -> Iterator[None]:
    """Answers are remembered within the block, by this thread alone."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def once(question: Hashable, ask: Callable[[], T]) -> T:
    """The answer to a question; asked again outside of `shared_reads`."""
    known = _known.get()
    if known is None:
        return ask()
    if question not in known:
        known[question] = ask()
    return known[question]


def moment() -> Moment:
    """Where the trail stands, today; one query, once within `shared_reads`."""
    return once("trail", lambda: (AuditHead.objects.values_list("sequence", "hash").first(), today()))


class Memory(Generic[T]):
    """Answers of one kind. most: how many are kept, the oldest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, T] = OrderedDict()

    def answer(self, at: Moment, question: Hashable, ask: Callable[[], T]) -> T:
        """The answer as of that moment (`moment()`); asked when it is not remembered."""
        key = (at, question)
        found = self._answers.get(key)
        if found is None:
            found = self._answers[key] = ask()
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return found

    def forget(self) -> None:
        """Ask everything anew."""
        self._answers.clear()
