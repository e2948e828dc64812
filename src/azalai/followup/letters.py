"""What a reminder says: the points of one person that are due first, each with its own link."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from azalai.core.context import current_site
from azalai.followup.enums import OPEN_STATES
from azalai.followup.links import address_of, site_base
from azalai.followup.models import Reminder

# What a person can read on a telephone; the others wait on the page of their actions.
MOST = 15


def load(key: int) -> Reminder:
    """A reminder with all that its letter tells."""
    rows = Reminder.objects.select_related("person").prefetch_related("asks__point__body__place")
    found: Reminder = rows.get(pk=key)
    return found


def letter(reminder: Reminder) -> EmailMessage:
    """The mail for one person, in that person's language; points closed meanwhile are left out.

    Of many points, the MOST due first are told, and how many more there are with the page that has them all.
    """
    person = reminder.person
    assert person is not None
    base = site_base(reminder.base)
    asks = [ask for ask in reminder.asks.all() if ask.point.state in OPEN_STATES]
    with translation.override(person.language or settings.LANGUAGE_CODE):
        context = {
            "lines": [(ask.point, address_of(ask, base=base)) for ask in asks[:MOST]],
            "total": len(asks),
            "more": max(0, len(asks) - MOST),
            "mine": base.rstrip("/") + reverse("followup:mine"),
            "site": current_site(),
            "on": reminder.queued_at,
        }
        subject = render_to_string("followup/emails/subject.txt", context)
        body = render_to_string("followup/emails/body.txt", context)
    return EmailMessage(" ".join(subject.split())[:200], body, to=[person.email])
