"""How often a link may be tried. Many people share one address behind an operator: what is counted by
address are links that are worth nothing; a good link is only held back when it is sent again and again.
"""

from __future__ import annotations

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

WINDOW = 60  # seconds
WRONG_LINKS, SAME_LINK = 20, 12


def too_many_wrong(request: HttpRequest, *, count: bool) -> bool:
    """Too many worthless links from that address in a minute; `count` adds this one."""
    return _over(f"wrong:{get_adapter(request).get_client_ip(request)}", WRONG_LINKS, add=int(count))


def too_often(token: str) -> bool:
    """The same link answers too often in a minute; counts this time."""
    return _over(f"same:{token}", SAME_LINK, add=1)


def _over(what: str, most: int, *, add: int) -> bool:
    key = f"concertation:{hashlib.sha256(what.encode()).hexdigest()[:32]}"
    tries = cache.get(key, 0) + add
    if add:
        cache.set(key, tries, WINDOW)
    return tries > most
