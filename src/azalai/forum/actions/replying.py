"""A reply by the link of a digest, without an account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from azalai.forum import links
from azalai.forum.actions.writing import contribute
from azalai.forum.enums import Channel
from azalai.forum.models import Contribution, ReplyLink


@transaction.atomic
def reply_by_link(*, at: datetime, token: str, text: str) -> Contribution | None:
    """Write once in the thread of the link, in the name of its person; None when it is worth nothing.

    Raises ValidationError (text): the link stays good for another try.
    """
    found = links.resolve_reply(token, at=at)
    if found is None:
        return None
    link, who = found
    if not ReplyLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=at):
        return None  # sent twice at the same moment
    return contribute(
        by=who.author, at=at, thread=link.thread, text=text, scope=who.scope, channel=Channel.LINK
    )
