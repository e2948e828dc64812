"""Signed links without an account: to reply in a thread, to stop the digests, to follow an idea.

Each holds a nonce of 128 bits, signed with the site's key; nothing in it tells whose it is. Forged,
used, expired or worth nothing any more: all are refused alike.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.timezone import localdate

from azalai.forum import rules
from azalai.forum.models import Preference, ReplyLink
from azalai.forum.readers import Reader, reader

REPLY, STOP, IDEA = "azalai.forum.reply", "azalai.forum.stop", "azalai.forum.idea"
LIFETIME = timedelta(days=30)


def signed(nonce: str, salt: str) -> str:
    """What stands in a link."""
    return Signer(salt=salt, sep=".").sign(nonce)


def opened(token: str, salt: str) -> str:
    """The nonce of a link, "" when it was forged."""
    try:
        return Signer(salt=salt, sep=".").unsign(token)
    except BadSignature:
        return ""


def reply_address(link: ReplyLink, base: str) -> str:
    """The whole link to reply."""
    return base.rstrip("/") + reverse("forum:reply", args=[signed(link.nonce, REPLY)])


def stop_address(preference: Preference, base: str) -> str:
    """The whole link to stop the digests."""
    return base.rstrip("/") + reverse("forum:stop", args=[signed(preference.nonce, STOP)])


def idea_address(secret: str, base: str = "") -> str:
    """The link by which an author follows an idea."""
    return base.rstrip("/") + reverse("forum:idea_follow", args=[signed(secret, IDEA)])


def resolve_reply(token: str, *, at: datetime) -> tuple[ReplyLink, Reader] | None:
    """The link, and who would write by it; None for every link that is worth nothing."""
    nonce = opened(token, REPLY)
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
    nonce = opened(token, STOP)
    return Preference.objects.select_related("person").filter(nonce=nonce).first() if nonce else None
