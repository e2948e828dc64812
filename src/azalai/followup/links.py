"""The signed link by which an owner says where a point is, without an account.

It is worth nothing once it is 45 days old, once the point is closed otherwise, once the person no longer
holds a post that owns the point, or with one letter changed: all these are refused alike.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from azalai.core import signed_links
from azalai.followup import reach
from azalai.followup.enums import PointState
from azalai.followup.models import Ask

SALT = "azalai.followup.answer"


def token_of(ask: Ask) -> str:
    """What stands in the link."""
    return signed_links.token_of(SALT, ask.nonce)


def address_of(ask: Ask, *, base: str = "") -> str:
    """The whole link, from the address of the site."""
    return base.rstrip("/") + reverse("followup:answer", args=[token_of(ask)])


def site_base(asked: str = "") -> str:
    """Address of the site for mail: as the request says, else the first one that the settings name."""
    if asked:
        return asked
    origins = settings.CSRF_TRUSTED_ORIGINS
    host = next((name for name in settings.ALLOWED_HOSTS if "*" not in name), "localhost")
    return origins[0] if origins else f"{'https' if settings.SECURE_SSL_REDIRECT else 'http'}://{host}"


def resolve(token: str, *, at: datetime) -> Ask | None:
    """Whose link it is; None for every link that is worth nothing. At most four queries."""
    nonce = signed_links.nonce_in(SALT, token)
    if nonce is None:
        return None
    rows = Ask.objects.select_related("person", "point__body__place", "point__owner_post")
    ask = rows.prefetch_related("point__owners__organisation").filter(nonce=nonce).first()
    if ask is None or ask.person is None or not ask.is_alive(at) or not _is_asked(ask):
        return None
    return ask if ask.person in reach.people_for(ask.point, on=localdate(at)) else None


def _is_asked(ask: Ask) -> bool:
    """The point is open, or this very link said last that it was done: that may still be corrected."""
    point = ask.point
    if point.is_open:
        return True
    if point.state != PointState.DONE or ask.answered_at is None or point.done_at is None:
        return False
    return point.done_by_id == ask.person_id and ask.answered_at >= point.done_at
