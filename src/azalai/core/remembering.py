"""What several rooms ask on one page is asked once.

The first page gathers the lines of every room, and most of them begin by asking where the reader sits or
which plans there are. Within `shared_reads()` such a question is answered once:

    return remembering.once(("concertation.scope", author.post_id, on), lambda: _scope(author, on))

Outside of it, and so in every action, each question is asked anew. What is remembered must not be changed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
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
