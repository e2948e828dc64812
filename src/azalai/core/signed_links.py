"""Links that are a right by themselves: a nonce of 128 bits, signed with the site's key, and how often a
link may be tried.

Nothing in a link tells whose it is. Many people share one address behind an operator: what is counted by
address are links that are worth nothing; a good link is only held back when it is sent again and again.
"""

from __future__ import annotations

import hashlib
import secrets

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest

WINDOW = 60  # seconds
WRONG_LINKS, SAME_LINK = 20, 12


def new_nonce() -> str:
    """What makes a link unguessable: 128 bits."""
    return secrets.token_urlsafe(16)


def token_of(salt: str, nonce: str) -> str:
    """What stands in the link. salt: what the link is for, so that it opens nothing else."""
    return _signer(salt).sign(nonce)


def nonce_in(salt: str, token: str) -> str | None:
    """The nonce of a link that this site made for that purpose, None for any other."""
    try:
        return _signer(salt).unsign(token)
    except BadSignature:
        return None


def _signer(salt: str) -> Signer:
    return Signer(salt=salt, sep=".")


def too_many_wrong(request: HttpRequest, *, count: bool) -> bool:
    """Too many worthless links from that address in a minute; `count` adds this one."""
    return _over(f"wrong:{get_adapter(request).get_client_ip(request)}", WRONG_LINKS, add=int(count))


def too_often(token: str) -> bool:
    """The same link answers too often in a minute; counts this time."""
    return _over(f"same:{token}", SAME_LINK, add=1)


def _over(what: str, most: int, *, add: int) -> bool:
    key = f"signed-link:{hashlib.sha256(what.encode()).hexdigest()[:32]}"
    tries = cache.get(key, 0) + add
    if add:
        cache.set(key, tries, WINDOW)
    return tries > most
