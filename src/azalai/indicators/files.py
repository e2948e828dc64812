"""Files joined to a value: its evidence. What a validated value rests on stays."""

from __future__ import annotations

from typing import Any

from azalai.core import attachments
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.indicators import queries, rules


def can_see(author: Author, value: Any) -> bool:
    """Whoever reads the value reads its evidence."""
    return rules.can_see_value(author, value, queries.scope_of(author, on=today()))


def can_add(author: Author, value: Any) -> bool:
    """Whoever may give that value, as long as it stands: evidence may come later."""
    return rules.can_correct(author, value, queries.scope_of(author, on=today()))


def can_remove(author: Author, value: Any) -> bool:
    """The same, before anybody relied on it."""
    return value.is_pending and can_add(author, value)


def register() -> None:
    """Announce the rules."""
    attachments.register_owner(
        "indicators.value", can_see, can_add, can_remove=can_remove, related=("indicator", "place")
    )
