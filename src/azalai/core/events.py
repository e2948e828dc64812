"""The small bus by which a room above reacts to what is written below.

Every write leaves an entry in the trail, so the trail is the announcement: whoever subscribed to a type
of object is called with the entry once the transaction has been committed. What a subscriber does wrong
is logged and undoes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from django.db import transaction

from azalai.core.models import AuditEntry

Handler = Callable[[AuditEntry], None]

_handlers: defaultdict[str, list[Handler]] = defaultdict(list)
_quiet: ContextVar[bool] = ContextVar("azalai.core.events.quiet", default=False)


def subscribe(object_type: str, handler: Handler) -> None:
    """Call the handler for entries about objects of that type ("interventions.intervention")."""
    if handler not in _handlers[object_type]:
        _handlers[object_type].append(handler)


def announce(entry: AuditEntry) -> None:
    """Tell the subscribers after the commit; see `audit.record`, the only caller."""
    if _quiet.get():
        return
    for handler in _handlers[entry.object_type]:
        transaction.on_commit(partial(handler, entry), robust=True)


@contextmanager
def quietly() -> Iterator[None]:
    """Writes by the thousand: nobody is told one by one; subscribers catch up by the trail."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)
