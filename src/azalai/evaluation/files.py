"""Files joined to an evaluation: evidence of its authors, then of the other side with its reply."""

from __future__ import annotations

from typing import Any

from azalai.core import attachments
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.evaluation import rules
from azalai.interventions.queries import scope_of


def can_see(author: Author, evaluation: Any) -> bool:
    """Whoever reads the evaluation reads its files."""
    return rules.can_see(author, evaluation, scope_of(author, on=today()))


def can_add(author: Author, evaluation: Any) -> bool:
    """Its authors while they write; the other side while it replies."""
    scope = scope_of(author, on=today())
    return rules.can_write(author, evaluation, scope) or rules.can_reply(author, evaluation, scope)


def can_remove(author: Author, evaluation: Any) -> bool:
    """Its authors, before it is shared: what was shown stays."""
    return rules.can_write(author, evaluation, scope_of(author, on=today()))


def register() -> None:
    """Announce the rule."""
    attachments.register_owner("evaluation.evaluation", can_see, can_add, can_remove=can_remove)
