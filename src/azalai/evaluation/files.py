"""Files joined to an evaluation, or to one of its ratings: evidence of its authors, then of the other side
with its reply."""

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


def can_see_of_rating(author: Author, rating: Any) -> bool:
    """Whoever reads the evaluation reads the evidence of its ratings."""
    return can_see(author, rating.evaluation)


def can_add_to_rating(author: Author, rating: Any) -> bool:
    """Its authors while they write."""
    return rules.can_write(author, rating.evaluation, scope_of(author, on=today()))


def can_remove_from_rating(author: Author, rating: Any) -> bool:
    """The same, unless this file is all that the rating rests on."""
    return can_add_to_rating(author, rating) and (
        rating.says_evidence
        or rating.value is None
        or sum(not one.is_removed for one in attachments.of(rating)) > 1
    )


def register() -> None:
    """Announce the rules."""
    attachments.register_owner("evaluation.evaluation", can_see, can_add, can_remove=can_remove)
    attachments.register_owner(
        "evaluation.rating",
        can_see_of_rating,
        can_add_to_rating,
        can_remove=can_remove_from_rating,
        related=("evaluation",),
    )
