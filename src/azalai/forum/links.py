"""Signed links without an account: to reply in a thread, to stop the digests, to follow an idea.

See core.signed_links. Forged, used, expired or worth nothing any more: all are refused alike.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from azalai.core.signed_links import nonce_in, token_of
from azalai.forum import rules
from azalai.forum.models import Preference, ReplyLink
from azalai.forum.readers import Reader, reader

REPLY, STOP, IDEA = "azalai.forum.reply", "azalai.forum.stop", "azalai.forum.idea"
LIFETIME = timedelta(days=30)


def reply_address(link: ReplyLink, base: str) -> str:
    """The whole link to reply."""
    return base.rstrip("/") + reverse("forum:reply", args=[token_of(REPLY, link.nonce)])


def stop_address(preference: Preference, base: str) -> str:
    """The whole link to stop the digests."""
    return base.rstrip("/") + reverse("forum:stop", args=[token_of(STOP, preference.nonce)])


def idea_address(secret: str, base: str = "") -> str:
    """The link by which an author follows an idea."""
    return base.rstrip("/") + reverse("forum:idea_follow", args=[token_of(IDEA, secret)])


def resolve_reply(token: str, *, at: datetime) -> tuple[ReplyLink, Reader] | None:
    """The link, and who would write by it; None for every link that is worth nothing."""
    nonce = nonce_in(REPLY, token)
    rows = ReplyLink.objects.select_related("person", "thread__body", "thread__meeting")
    link = rows.filter(nonce=nonce, used_at__isnull=True, expires_at__gt=at).first() if nonce else None
    return _writer_by(link, at) if link else None


def _writer_by(link: ReplyLink, at: datetime) -> tuple[ReplyLink, Reader] | None:
    """Only for who could still write there after signing in."""
    who = reader(link.person, link.post_id, on=localdate(at))
    if who is None or not rules.can_write(who.author, link.thread, who.scope):
        return None
    return link, who


def resolve_stop(token: str) -> Preference | None:
    """Whose digests the link stops, None when it was forged."""
    nonce = nonce_in(STOP, token)
    return Preference.objects.select_related("person").filter(nonce=nonce).first() if nonce else None
