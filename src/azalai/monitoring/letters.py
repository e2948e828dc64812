"""What a reminder says: what is missing, by when, and where to write it."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from azalai.accounts.models import Person
from azalai.actors.models import FocalPoint, Organisation
from azalai.concertation.reach import holders
from azalai.core.context import current_site
from azalai.core.outbox import Outbox
from azalai.monitoring.models import Reminder
from azalai.monitoring.queries.board import TO_WRITE

SHOWN = 20


def load(key: int) -> Reminder:
    """A reminder with all that its letter tells."""
    found: Reminder = Reminder.objects.select_related("person", "organisation", "campaign__plan").get(pk=key)
    return found


def letter(reminder: Reminder) -> EmailMessage:
    """The mail for one person, in that person's language."""
    person, campaign = reminder.person, reminder.campaign
    assert person is not None
    labels = campaign.reports.filter(organisation=reminder.organisation, state__in=TO_WRITE).order_by("label")
    names = list(labels.values_list("label", flat=True))
    with translation.override(person.language or settings.LANGUAGE_CODE):
        context = {
            "reminder": reminder,
            "campaign": campaign,
            "labels": names[:SHOWN],
            "more": max(0, len(names) - SHOWN),
            "site": current_site(),
            "url": campaign.base.rstrip("/") + reverse("monitoring:mine"),
        }
        subject = render_to_string("monitoring/emails/subject.txt", context)
        body = render_to_string("monitoring/emails/body.txt", context)
    return EmailMessage(" ".join(subject.split())[:200], body, to=[person.email])


def people_of(organisation: Organisation, *, on: date) -> list[Person]:
    """Who speaks for the organisation that day and has an address."""
    rows = FocalPoint.objects.current(on).filter(organisation=organisation)
    return holders(list(rows.values_list("post_id", flat=True)), on=on)


OUTBOX = Outbox(Reminder, load, letter)
