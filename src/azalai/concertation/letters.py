"""What a message says: mail with the invitation for calendars, text for a messaging app, text for an SMS.

Each speaks of one seat only; nothing tells who else was called.
"""

from __future__ import annotations

from email.mime.text import MIMEText
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from azalai.concertation import exporting
from azalai.concertation.enums import ItemState, MessageKind, Recipient
from azalai.concertation.links import address_of, minutes_address_of
from azalai.concertation.models import Convocation, Meeting, Message, Minutes
from azalai.concertation.queries import minutes_in_full
from azalai.core.clock import now
from azalai.core.context import current_site
from azalai.core.formatting import day, hour
from azalai.formats import icalendar
from azalai.formats.sms import Sms, sms

# What a calendar is told with each kind of message; the others are plain mail.
METHODS = {
    MessageKind.INVITATION: "REQUEST",
    MessageKind.UPDATE: "REQUEST",
    MessageKind.RELAY: "REQUEST",
    MessageKind.CANCELLATION: "CANCEL",
}

ABOUT_MINUTES = (MessageKind.MINUTES, MessageKind.ADOPTED)


def letter(message: Message) -> EmailMultiAlternatives:
    """The mail for one person, in that person's language; nobody reads the others' addresses."""
    person = message.person
    assert person is not None
    with translation.override(person.language or settings.LANGUAGE_CODE):
        context = _context(message)
        about = "minutes_" if message.kind in ABOUT_MINUTES else ""
        subject = render_to_string(f"concertation/emails/{about}subject.txt", context)
        body = render_to_string(f"concertation/emails/{about}body.txt", context)
        mail = EmailMultiAlternatives(" ".join(subject.split())[:200], body, to=[person.email])
        if message.kind == MessageKind.ADOPTED:
            _attach_minutes(mail, message.convocation.meeting)
        if method := METHODS.get(MessageKind(message.kind)):
            text = calendar_of(message.convocation, method, address=person.email, name=str(person))
            _attach(mail, text, method)
    return mail


def _attach_minutes(mail: EmailMultiAlternatives, meeting: Meeting) -> None:
    """Who has no account keeps the record as well."""
    minutes = minutes_in_full(Minutes.objects.filter(meeting=meeting)).get()
    mail.attach(exporting.file_name(minutes), exporting.as_word(minutes), exporting.WORD)


def _attach(mail: EmailMultiAlternatives, text: str, method: str) -> None:
    """As an alternative, which calendars show as an invitation, and as a file for the other programs."""
    mail.attach_alternative(text, f"text/calendar; charset=utf-8; method={method}")
    part = MIMEText(text, "calendar", "utf-8")
    part.add_header("Content-Disposition", "attachment", filename="invitation.ics")
    mail.attach(part)


def _context(message: Message) -> dict[str, Any]:
    meeting = message.convocation.meeting
    is_review = message.kind == MessageKind.MINUTES
    link = (minutes_address_of if is_review else address_of)(message.convocation, message.recipient)
    return {
        "kind": message.kind,
        "convocation": message.convocation,
        "meeting": meeting,
        "when": when(meeting),
        "items": agenda_of(meeting),
        "minutes": _minutes_of(meeting) if message.kind in ABOUT_MINUTES else None,
        "link": link if message.recipient != Recipient.HIERARCHY else "",
        "site": current_site(),
    }


def _minutes_of(meeting: Meeting) -> Minutes:
    return Minutes.objects.get(meeting=meeting)


def agenda_of(meeting: Meeting) -> list[Any]:
    """What is on the agenda, in order."""
    return [item for item in meeting.items.all() if item.state in {ItemState.ON_AGENDA, ItemState.TREATED}]


def when(meeting: Meeting) -> str:
    """ "mardi 24 novembre 2026, de 9 h 00 à 11 h 00", in the meeting's own zone."""
    start, end = meeting.local_start.replace(tzinfo=None), meeting.local_end.replace(tzinfo=None)
    named = f"{date_format(start, 'l')} {day(start)}"
    if start.date() == end.date():
        return _("%(day)s, de %(from)s à %(to)s") % {"day": named, "from": hour(start), "to": hour(end)}
    last = f"{date_format(end, 'l')} {day(end)}"
    return _("du %(day)s à %(from)s au %(last)s à %(to)s") % {
        "day": named,
        "from": hour(start),
        "last": last,
        "to": hour(end),
    }


def calendar_of(convocation: Convocation, method: str, *, address: str, name: str) -> str:
    """The invitation for one person. The organiser is the site: answers by calendar come to its mailbox."""
    meeting = convocation.meeting
    site = current_site()
    event = icalendar.Event(
        uid=convocation.uid,
        sequence=meeting.sequence,
        stamp=now(),
        start=meeting.starts_at,
        end=meeting.ends_at,
        zone=meeting.zone,
        summary=f"{meeting.body} : {meeting.title}" if meeting.title else str(meeting.body.full_name),
        description=_description(convocation, method),
        location=meeting.venue,
        url=meeting.online,
        organizer=icalendar.Party(settings.DEFAULT_FROM_EMAIL, site.secretariat or site.name),
        attendees=(icalendar.Party(address, name),),
    )
    return icalendar.write(event, method)


def _description(convocation: Convocation, method: str) -> str:
    if method == "CANCEL":
        return convocation.meeting.cancelled_because
    points = [f"{n}. {item.title}" for n, item in enumerate(agenda_of(convocation.meeting), start=1)]
    return "\n".join(points)


def text_to_copy(convocation: Convocation, link: str) -> str:
    """The convocation for a messaging app."""
    meeting = convocation.meeting
    context = {
        "convocation": convocation,
        "meeting": meeting,
        "when": when(meeting),
        "items": agenda_of(meeting),
        "link": link,
        "site": current_site(),
    }
    return render_to_string("concertation/emails/messaging.txt", context).strip()


def text_for_sms(convocation: Convocation, link: str) -> Sms:
    """As short as it can be: body, day, hour, place, link; the place gives way first."""
    meeting = convocation.meeting
    start = meeting.local_start
    words = f"{meeting.body.acronym or meeting.body} {start:%d/%m %Hh%M}"
    told = {"what": words, "venue": meeting.venue, "link": link}
    full = sms(_("%(what)s, %(venue)s. Répondez : %(link)s") % told)
    if full.parts <= 1:
        return full
    short = sms(_("%(what)s. Répondez : %(link)s") % told)
    return short if short.parts < full.parts else full
