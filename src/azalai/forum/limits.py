"""Against floods, without tracking anybody.

What is counted stands in the cache for a while, under a fingerprint made with a salt that is drawn anew each
day and kept nowhere else: once the day is over, nothing says any more who was counted. No address is stored.
Links are limited by core.signed_links.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from allauth.account.adapter import get_adapter
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest

HOUR, DAY = 3600, 24 * 3600
SALT = "forum:sel"
# Many people share one address behind an operator, hence the wide limit; the last is for all together.
IDEAS_FROM_ONE, IDEAS_IN_ALL = 12, 60  # an hour
FORM = "azalai.forum.form"
QUICKEST, LONGEST = 3, 12 * 3600  # seconds between the form and what is sent


def too_many_ideas(request: HttpRequest) -> bool:
    """From that address, or in all, within an hour; counts this one."""
    from_one = _over(f"idee:{_address(request)}", IDEAS_FROM_ONE, HOUR)
    return _over("idees", IDEAS_IN_ALL, HOUR) or from_one


def stamp(at: datetime) -> str:
    """What a form carries, so that programs that send at once are known."""
    return signing.dumps(int(at.timestamp()), salt=FORM)


def is_hasty(mark: str, at: datetime) -> bool:
    """Sent without the form, sooner than one reads it, or half a day later."""
    try:
        made = int(signing.loads(mark, salt=FORM))
    except (signing.BadSignature, ValueError, TypeError):
        return True
    return not QUICKEST <= at.timestamp() - made <= LONGEST


def _address(request: HttpRequest) -> str:
    return str(get_adapter(request).get_client_ip(request))


def _over(what: str, most: int, seconds: int) -> bool:
    """Counts this time."""
    salt = cache.get_or_set(SALT, lambda: secrets.token_hex(16), DAY)
    key = f"forum:{hashlib.sha256(f'{salt}:{what}'.encode()).hexdigest()[:32]}"
    tries = cache.get(key, 0) + 1
    cache.set(key, tries, seconds)
    return bool(tries > most)
