"""Files of messages: read by whoever reads the message, joined by its author, taken away by moderators."""

from __future__ import annotations

from azalai.core import attachments
from azalai.core.authorship import Author
from azalai.core.clock import now, today
from azalai.forum import queries, rules
from azalai.forum.enums import ThreadState
from azalai.forum.models import Contribution


def register() -> None:
    """Say by whose rule the files of messages go."""
    related = ("thread__body", "thread__meeting")
    attachments.register_owner("forum.contribution", can_see, can_add, can_remove=can_remove, related=related)


def can_see(author: Author, contribution: Contribution) -> bool:
    """Whoever reads the message."""
    scope = queries.scope_of(author, on=today())
    return rules.can_see_contribution(author, contribution, scope)


def can_add(author: Author, contribution: Contribution) -> bool:
    """Its author, as long as the thread is open."""
    if "system" in author.roles:
        return True
    is_own = author.person_id is not None and contribution.person_id == author.person_id
    return is_own and can_see(author, contribution) and contribution.thread.state == ThreadState.OPEN


def can_remove(author: Author, contribution: Contribution) -> bool:
    """Its author while the text could be changed, and moderators always."""
    return rules.can_moderate(author) or rules.can_edit(author, contribution, now())
