"""The signed link by which a convocation is answered without an account.

The link holds a nonce of 128 bits, signed with the site's key; nothing in it tells whose it is. It is worth
nothing once the meeting has begun or was cancelled, once other links were made, or with one letter changed:
all these are refused alike.
"""

from __future__ import annotations

from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from azalai.concertation.enums import Attendance, MinutesState, Recipient
from azalai.concertation.models import Convocation

SALT = "azalai.concertation.answer"
MINUTES_SALT = "azalai.concertation.minutes"


def token_of(convocation: Convocation, recipient: str = Recipient.MEMBER) -> str:
    """What stands in the link of the member, or of the deputy."""
    nonce = convocation.deputy_nonce if recipient == Recipient.DEPUTY else convocation.nonce
    return _signer().sign(nonce)


def address_of(convocation: Convocation, recipient: str = Recipient.MEMBER, *, base: str = "") -> str:
    """The whole link, from the address of the site as it was when the meeting was convened, else `base`."""
    path = reverse("concertation:answer", args=[token_of(convocation, recipient)])
    return (convocation.meeting.base or base).rstrip("/") + path


def resolve(token: str, *, at: datetime) -> tuple[Convocation, str] | None:
    """The convocation and whose link it is; None for every link that is worth nothing. One query."""
    try:
        nonce = _signer().unsign(token)
    except BadSignature:
        return None
    rows = Convocation.objects.select_related(
        "meeting__body__place", "seat__organisation", "seat__post", "seat__deputy_post"
    )
    found = rows.filter(Q(nonce=nonce) | Q(deputy_nonce=nonce)).first()
    if found is None or not found.meeting.takes_answers(at):
        return None
    return found, Recipient.MEMBER if found.nonce == nonce else Recipient.DEPUTY


def minutes_token_of(convocation: Convocation, recipient: str = Recipient.MEMBER) -> str:
    """What stands in the link by which minutes are read again; the link that answers is another one."""
    nonce = convocation.deputy_nonce if recipient == Recipient.DEPUTY else convocation.nonce
    return _signer(MINUTES_SALT).sign(nonce)


def minutes_address_of(convocation: Convocation, recipient: str = Recipient.MEMBER, *, base: str = "") -> str:
    """The whole link, as `address_of` makes it."""
    path = reverse("concertation:minutes_by_link", args=[minutes_token_of(convocation, recipient)])
    return (convocation.meeting.base or base).rstrip("/") + path


def resolve_minutes(token: str, *, at: datetime) -> Convocation | None:
    """Whose link it is; None for every link that is worth nothing: forged, replaced, minutes not in review
    any more, review over, or a seat that nobody filled. Two queries."""
    try:
        nonce = _signer(MINUTES_SALT).unsign(token)
    except BadSignature:
        return None
    rows = Convocation.objects.select_related(
        "meeting__body__country",
        "meeting__body__place",
        "meeting__minutes",
        "seat__organisation",
        "seat__post",
    ).filter(meeting__minutes__state=MinutesState.CIRCULATED)
    found = rows.filter(Q(nonce=nonce) | Q(deputy_nonce=nonce)).first()
    if found is None:
        return None
    minutes = found.meeting.minutes
    came = minutes.attendees.filter(seat=found.seat_id).exclude(presence=Attendance.ABSENT)
    is_over = minutes.amend_until is None or localdate(at) > minutes.amend_until
    return None if is_over or not came.exists() else found


def _signer(salt: str = SALT) -> Signer:
    return Signer(salt=salt, sep=".")
